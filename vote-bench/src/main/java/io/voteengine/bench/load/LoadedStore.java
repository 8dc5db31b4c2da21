package io.voteengine.bench.load;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.PermitReply;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.ReadReply;
import io.voteengine.spi.SharedLimit;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Term;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** A store with subjects loaded and no engine above it: votes go straight to {@code cast}. */
public final class LoadedStore implements AutoCloseable {
  private static final int PARTITIONS = 16;
  private static final int SUBJECTS_AT_ONCE = 100;
  private static final String TOKEN = "setup";
  private static final Deadline NO_DEADLINE = Deadline.in(Duration.ofDays(365));

  private final VoteStore store;
  private final Poll poll;
  private final SubjectId[] subjects;
  private final Term[] terms = new Term[PARTITIONS];

  private LoadedStore(VoteStore store, Poll poll, SubjectId[] subjects) {
    this.store = store;
    this.poll = poll;
    this.subjects = subjects;
  }

  /** Opens the store, empties it, and loads subjects without votes. */
  public static LoadedStore open(VoteStore store, Poll poll, SubjectId[] subjects) {
    LoadedStore loaded = new LoadedStore(store, poll, subjects);
    store.open(PARTITIONS, new UUID(0, 0));
    for (int partition = 0; partition < PARTITIONS; partition++) {
      loaded.load(partition);
    }
    return loaded;
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
    for (int i = 0; i < mine.size(); i += SUBJECTS_AT_ONCE) {
      List<SubjectSnapshot> some = mine.subList(i, Math.min(i + SUBJECTS_AT_ONCE, mine.size()));
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
  public CompletionStage<CastReply> cast(int subject, VoterId voter, RequestId request) {
    CastCommand command =
        CastCommand.first(voter, subjects[subject], Choice.UP, true, request, 0, 0, null, true);
    return store.cast(term(subject), command, NO_DEADLINE);
  }

  /** Takes a permit of a limit. */
  public CompletionStage<PermitReply> takePermit(SharedLimit limit) {
    return store.takePermit(terms[limit.partition(PARTITIONS)], limit);
  }

  /** Deletes the journal of a subject's partition up to an event. */
  public void trim(int subject, long seq) {
    store.applied(term(subject), seq);
  }

  /** Deletes the journals, as a reconciler would once the ledger has them. */
  public void trim() {
    for (Term term : terms) {
      join(store.applied(term, meta(term.partition()).seq()));
    }
  }

  /** Returns the sum of all tallies. */
  public long tallies() {
    long sum = 0;
    for (Term term : terms) {
      List<SubjectId> mine =
          Stream.of(subjects).filter(s -> s.partition(PARTITIONS) == term.partition()).toList();
      for (int i = 0; i < mine.size(); i += SUBJECTS_AT_ONCE) {
        List<SubjectId> some = mine.subList(i, Math.min(i + SUBJECTS_AT_ONCE, mine.size()));
        ReadReply.Read read = (ReadReply.Read) join(store.read(term, some, null));
        sum += read.views().stream().mapToLong(view -> view.tally().up()).sum();
      }
    }
    return sum;
  }

  private Term term(int subject) {
    return terms[subjects[subject].partition(PARTITIONS)];
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  @Override
  public void close() {
    store.close();
  }
}
