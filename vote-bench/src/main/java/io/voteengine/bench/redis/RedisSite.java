package io.voteengine.bench.redis;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.RedisVoteStoreBuilder;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Term;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** A store with subjects loaded and no engine above it: votes go straight to {@code cast}. */
final class RedisSite implements AutoCloseable {
  static final int PARTITIONS = 16;
  private static final String TOKEN = "setup";
  private static final Deadline PATIENCE = Deadline.in(Duration.ofDays(365));

  /** These ids share their upper half, as all ids made by one engine do. */
  static final long MAKER = 0x4f1d_9c3a_77e2_8b05L;

  private final RedisVoteStore store;
  private final Term[] terms = new Term[PARTITIONS];
  private final Poll poll;
  private final SubjectId[] subjects;

  private RedisSite(RedisVoteStore store, Poll poll, SubjectId[] subjects) {
    this.store = store;
    this.poll = poll;
    this.subjects = subjects;
  }

  /** As below, with a limiter that works and never refuses. */
  static RedisSite open(RedisVoteStoreBuilder builder, int subjects) {
    return open(builder, Poll.named("posts").limit(1_000_000, Duration.ofMillis(1)), subjects);
  }

  /** Opens the store, empties it, and loads subjects without votes. */
  static RedisSite open(RedisVoteStoreBuilder builder, Poll poll, int subjects) {
    RedisSite site =
        new RedisSite(
            builder.maxBacklog(100_000_000).build(),
            poll,
            IntStream.range(0, subjects)
                .mapToObj(i -> SubjectId.of(poll.name(), "subject-%05d".formatted(i)))
                .toArray(SubjectId[]::new));
    site.store.open(PARTITIONS, new UUID(0, 0));
    for (int partition = 0; partition < PARTITIONS; partition++) {
      site.load(partition);
    }
    return site;
  }

  private void load(int partition) {
    PartitionState state = join(store.freeze(partition, TOKEN));
    PartitionState.Meta before = state.meta();
    Term term = new Term(partition, before == null ? 1 : before.epoch() + 1, state.identity());
    terms[partition] = term;
    join(store.reset(term, TOKEN));
    join(store.loadPoll(term, new PollSnapshot(poll, PollSnapshot.State.OPEN)));
    List<SubjectSnapshot> mine = new ArrayList<>();
    for (SubjectId subject : subjects) {
      if (subject.partition(PARTITIONS) == partition) {
        mine.add(new SubjectSnapshot(subject, 0, 0, 0, true));
      }
    }
    for (int i = 0; i < mine.size(); i += 100) {
      List<SubjectSnapshot> some = mine.subList(i, Math.min(i + 100, mine.size()));
      join(store.loadSubjects(term, meta(partition).evictions(), some));
    }
  }

  private PartitionState.Meta meta(int partition) {
    PartitionState.Meta meta = join(store.state(partition)).meta();
    if (meta == null) {
      throw new IllegalStateException("partition " + partition + " is not there");
    }
    return meta;
  }

  /** Casts a vote that always changes something: a first one, or one that takes it back. */
  CompletionStage<CastReply> cast(int subject, VoterId voter, long request) {
    SubjectId id = subjects[subject];
    CastCommand command =
        CastCommand.first(
            voter, id, Choice.UP, true, RequestId.of(new UUID(MAKER, request)), 0, 0, null, true);
    return store
        .cast(terms[id.partition(PARTITIONS)], command, PATIENCE)
        .thenApply(RedisSite::accepted);
  }

  private static CastReply accepted(CastReply reply) {
    if (!(reply instanceof CastReply.Accepted)) {
      throw new IllegalStateException("Every cast must be accepted: " + reply);
    }
    return reply;
  }

  /** Deletes the journals, as a reconciler would once the ledger has them. */
  void trim() {
    for (Term term : terms) {
      join(store.applied(term, meta(term.partition()).seq()));
    }
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  @Override
  public void close() {
    store.close();
  }
}
