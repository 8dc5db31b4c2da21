package io.voteengine.bench.redis;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.bench.load.Accepted;
import io.voteengine.bench.redis.site.RedisOption;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.poll.VoteBudget.WhenSpent;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.HeldVotes;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.VoterInPoll;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Term;
import io.voteengine.subject.Listing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a vote in a ballot poll, or on a subject that its host has listed, costs beside one in an
 * ordinary poll. Each operation casts votes of all kinds in turns, so that all meet the same
 * machine, and adds up the time of each: within the budget the figure to compare is {@code
 * ballotNanos / ordinaryNanos}. A move writes two events.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 4)
@Fork(1)
@State(Scope.Benchmark)
public class BallotBenchmark {
  private static final int VOTERS = 10_000;
  private static final int SUBJECTS = 64;
  private static final Deadline NO_DEADLINE = Deadline.in(Duration.ofDays(365));

  /** In memory, the URI of an empty server, or "own" for one that is started. */
  @Param({"memory", "own"})
  String server = "own";

  /** How many votes are under way at once. */
  @Param({"1", "64"})
  int together = 1;

  private final SplittableRandom random = new SplittableRandom(1);
  private final VoterId[] voters =
      IntStream.range(0, VOTERS).mapToObj(i -> VoterId.of("voter-" + i)).toArray(VoterId[]::new);
  private long requests;
  private @Nullable RedisOption redis;
  private @Nullable VoteStore store;
  private Term term = new Term(0, 1, null);

  /** The time that the votes of each kind took. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Times {
    /** In a poll without a budget. */
    public long ordinaryNanos;

    /** In a ballot poll, within the budget. */
    public long ballotNanos;

    /** In a ballot poll, each vote taking back another one. */
    public long moveNanos;

    /** In a poll that lists its subjects. */
    public long listedNanos;

    /** In a poll that lists its subjects, on subjects with an owner, whom the answer names. */
    public long ownedNanos;
  }

  /** Loads polls, subjects, and what the voters hold, which is nothing. */
  @Setup
  public void open() {
    VoteStore opened;
    if (server.equals("memory")) {
      opened = InMemoryVoteStore.create();
    } else {
      redis = new RedisOption(server.equals("own") ? null : server);
      opened = RedisVoteStore.connect(redis.connect());
    }
    store = opened;
    opened.open(1, new UUID(0, 0));
    PartitionState state = join(opened.freeze(0, "setup"));
    PartitionState.Meta before = state.meta();
    term = new Term(0, before == null ? 1 : before.epoch() + 1, state.identity());
    join(opened.reset(term, "setup"));
    load(Poll.named("ordinary").unlimited());
    load(Poll.named("ballot").unlimited().votesPerVoter(3));
    load(Poll.named("listed").unlimited().listedSubjects());
    load(Poll.named("owned").unlimited().listedSubjects());
    load(Poll.named("move").unlimited().votesPerVoter(1, WhenSpent.MOVE));
  }

  private void load(Poll poll) {
    VoteStore opened = Objects.requireNonNull(store);
    join(opened.loadPoll(term, new PollSnapshot(poll, PollSnapshot.State.OPEN)));
    List<SubjectSnapshot> subjects =
        IntStream.range(0, SUBJECTS).mapToObj(i -> snapshot(poll, i)).toList();
    long evictions = Objects.requireNonNull(join(opened.state(0)).meta()).evictions();
    join(opened.loadSubjects(term, evictions, subjects));
    for (int from = 0; poll.budget() != null && from < VOTERS; from += 1_000) {
      List<HeldVotes> held = new ArrayList<>();
      for (int i = from; i < from + 1_000; i++) {
        held.add(new HeldVotes(new VoterInPoll(poll.name(), voters[i]), List.of()));
      }
      join(opened.loadHeld(term, evictions, held));
    }
  }

  private static SubjectSnapshot snapshot(Poll poll, int i) {
    SubjectSnapshot empty = new SubjectSnapshot(subject(poll.name(), i), 0, 0, 0, true);
    VoterId owner = poll.name().equals("owned") ? VoterId.of("owner-" + i) : null;
    return poll.listed() ? empty.as(Listing.LISTED, owner) : empty;
  }

  private static SubjectId subject(String poll, int i) {
    return SubjectId.of(poll, "subject-" + i);
  }

  /** Deletes the journal. */
  @TearDown(Level.Iteration)
  public void trim() {
    VoteStore opened = Objects.requireNonNull(store);
    join(opened.applied(term, Objects.requireNonNull(join(opened.state(0)).meta()).seq()));
  }

  /** Closes the store, and stops the server if this benchmark started it. */
  @TearDown
  public void close() {
    Objects.requireNonNull(store).close();
    if (redis != null) {
      redis.close();
    }
  }

  /** The same number of votes of each kind. */
  @Benchmark
  public void inTurns(Times times) {
    times.ordinaryNanos += cast("ordinary");
    times.ballotNanos += cast("ballot");
    times.moveNanos += cast("move");
    times.listedNanos += cast("listed");
    times.ownedNanos += cast("owned");
    if (requests % (1_024 * 5) < 5L * together) {
      trim();
    }
  }

  /** Casts votes, and returns how long that took. */
  private long cast(String poll) {
    List<CompletableFuture<CastReply>> replies = new ArrayList<>(together);
    long began = System.nanoTime();
    for (int i = 0; i < together; i++) {
      int voter = random.nextInt(VOTERS);
      // Three subjects for each voter, so that all of them fit into the budget of three.
      int subject = (voter + 21 * random.nextInt(3)) % SUBJECTS;
      CastCommand vote =
          CastCommand.first(
              voters[voter],
              subject(poll, subject),
              Choice.UP,
              true,
              RequestId.of(new UUID(7, requests++)),
              0,
              0,
              null,
              true);
      replies.add(
          Objects.requireNonNull(store).cast(term, vote, NO_DEADLINE).toCompletableFuture());
    }
    replies.forEach(reply -> Accepted.check(reply.join()));
    return System.nanoTime() - began;
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
