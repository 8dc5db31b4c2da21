package io.voteengine.memory;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoteConfigurationException;
import io.voteengine.VoterId;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.EvictReply;
import io.voteengine.spi.HeldVotes;
import io.voteengine.spi.LoadReply;
import io.voteengine.spi.PermitReply;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.ReadReply;
import io.voteengine.spi.SharedLimit;
import io.voteengine.spi.StoreSignals;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.JournalSlice;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Term;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A store in the heap of one process: the embedded default, and the reference for the behaviour of
 * every other store. When the process ends, votes that the ledger does not have yet are lost,
 * unless the engine still remembers them.
 *
 * <p>Safe for use by many threads; partitions do not wait for each other. Every stage is already
 * complete when it is returned.
 */
public final class InMemoryVoteStore implements VoteStore {
  private final String identity = UUID.randomUUID().toString();
  private final InstantSource clock;
  private final int backlog;
  private final StoreSignals signals = new LocalSignals();
  private volatile MemoryPartition @Nullable [] partitions;
  private @Nullable UUID ledger;

  private InMemoryVoteStore(Builder builder) {
    this.clock = builder.clock;
    this.backlog = builder.backlog;
  }

  /**
   * Returns an empty store with defaults fit for production.
   *
   * @return the store
   */
  public static InMemoryVoteStore create() {
    return builder().build();
  }

  /**
   * Returns a builder of an empty store.
   *
   * @return a builder with defaults fit for production
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public boolean beginsEmpty() {
    return true;
  }

  @Override
  public String toString() {
    return "in memory";
  }

  @Override
  public synchronized void open(int count, UUID ledger) {
    if (count < 1 || count > 1024 || Integer.bitCount(count) != 1) {
      throw new IllegalArgumentException(
          "partitions must be a power of two from 1 to 1024: " + count);
    }
    MemoryPartition[] opened = partitions;
    if (opened == null) {
      this.ledger = ledger;
      partitions =
          Stream.generate(() -> new MemoryPartition(identity, clock, backlog))
              .limit(count)
              .toArray(MemoryPartition[]::new);
    } else if (opened.length != count) {
      throw new VoteConfigurationException(
          VoteConfigurationException.Problem.PARTITIONS,
          "The store has been opened with "
              + opened.length
              + " partitions, and cannot be opened with "
              + count
              + ": configure "
              + opened.length
              + ", or build another store.",
          null);
    } else if (!ledger.equals(this.ledger)) {
      throw new VoteConfigurationException(
          VoteConfigurationException.Problem.FOREIGN_STORE,
          "The store belongs to the ledger "
              + this.ledger
              + ", and the engine's ledger is "
              + ledger
              + ": build another store for it.",
          null);
    }
  }

  @Override
  public CompletionStage<CastReply> cast(Term term, CastCommand command, Deadline deadline) {
    return completedFuture(partition(term).cast(term, command, deadline));
  }

  @Override
  public long latestTime(int partition) {
    return partition(partition).latestTime();
  }

  @Override
  public CompletionStage<PermitReply> takePermit(Term term, SharedLimit limit) {
    return completedFuture(partition(term).takePermit(term, limit));
  }

  @Override
  public CompletionStage<Boolean> returnPermit(Term term, SharedLimit limit) {
    return completedFuture(partition(term).returnPermit(term, limit));
  }

  @Override
  public CompletionStage<ReadReply> read(
      Term term, List<SubjectId> subjects, @Nullable VoterId voter) {
    return completedFuture(partition(term).read(term, subjects, voter));
  }

  @Override
  public CompletionStage<List<SubjectView>> top(Term term, String poll, int limit) {
    return completedFuture(partition(term).top(term, poll, limit));
  }

  @Override
  public CompletionStage<Optional<VoteSnapshot>> vote(Term term, SubjectId subject, VoterId voter) {
    return completedFuture(partition(term).vote(term, subject, voter));
  }

  @Override
  public CompletionStage<PartitionState> state(int partition) {
    return completedFuture(partition(partition).state());
  }

  @Override
  public CompletionStage<LoadReply> loadPoll(Term term, PollSnapshot poll) {
    return completedFuture(partition(term).loadPoll(term, poll));
  }

  @Override
  public CompletionStage<LoadReply> loadSubjects(
      Term term, long evictions, List<SubjectSnapshot> subjects) {
    return completedFuture(partition(term).loadSubjects(term, evictions, subjects));
  }

  @Override
  public CompletionStage<LoadReply> loadVotes(Term term, long evictions, List<VoteSnapshot> votes) {
    return completedFuture(partition(term).loadVotes(term, evictions, votes));
  }

  @Override
  public CompletionStage<LoadReply> loadHeld(Term term, long evictions, List<HeldVotes> held) {
    return completedFuture(partition(term).loadHeld(term, evictions, held));
  }

  @Override
  public CompletionStage<Boolean> unload(Term term, List<SubjectId> subjects) {
    return completedFuture(partition(term).unload(term, subjects));
  }

  @Override
  public CompletionStage<EvictReply> evict(Term term, Duration idle, int limit) {
    return completedFuture(new EvictReply(partition(term).evict(term, idle, limit), 0));
  }

  @Override
  public CompletionStage<Boolean> closePoll(Term term, String poll) {
    return completedFuture(partition(term).closePoll(term, poll));
  }

  @Override
  public CompletionStage<JournalSlice> journal(int partition, long after, int limit) {
    return completedFuture(partition(partition).journal(after, limit));
  }

  @Override
  public CompletionStage<Boolean> applied(Term term, long seq) {
    return completedFuture(partition(term).applied(term, seq));
  }

  @Override
  public CompletionStage<PartitionState> freeze(int partition, String token) {
    return completedFuture(partition(partition).freeze(token));
  }

  @Override
  public CompletionStage<Boolean> reset(Term term, String token) {
    return completedFuture(partition(term).reset(term, token));
  }

  @Override
  public StoreSignals signals() {
    return signals;
  }

  /** Does nothing: there is nothing to release but memory. */
  @Override
  public void close() {}

  private MemoryPartition partition(Term term) {
    return partition(term.partition());
  }

  private MemoryPartition partition(int number) {
    MemoryPartition[] opened = partitions;
    if (opened == null) {
      throw new IllegalStateException("The store has not been opened: call open first");
    }
    return opened[Objects.checkIndex(number, opened.length)];
  }

  /** The options of a store. Not safe for use by many threads. */
  public static final class Builder {
    private static final int MOST_EVENTS = 1_000_000;

    private InstantSource clock = InstantSource.system();
    private int backlog = 100_000;

    private Builder() {}

    /**
     * Sets the clock that gives votes their times. It may step back and forth: the times of votes
     * still rise, and limits still hold.
     *
     * @param clock the clock; the system's clock by default
     * @return this
     */
    public Builder clock(InstantSource clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /**
     * Sets how many events of each partition may wait for the ledger. When the limit is reached,
     * votes are refused.
     *
     * @param events 1 to 1,000,000; 100,000 by default
     * @return this
     * @throws IllegalArgumentException when it is out of range
     */
    public Builder maxBacklog(int events) {
      if (events < 1 || events > MOST_EVENTS) {
        throw new IllegalArgumentException("maxBacklog must be from 1 to 1,000,000: " + events);
      }
      this.backlog = events;
      return this;
    }

    /**
     * Builds the store.
     *
     * @return an empty store with an identity of its own
     */
    public InMemoryVoteStore build() {
      return new InMemoryVoteStore(this);
    }
  }
}
