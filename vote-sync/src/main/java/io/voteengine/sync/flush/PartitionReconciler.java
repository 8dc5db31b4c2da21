package io.voteengine.sync.flush;

import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.ApplyResult;
import io.voteengine.spi.journal.JournalBatch;
import io.voteengine.spi.journal.JournalSlice;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Position;
import io.voteengine.sync.StepResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries one partition's events to the ledger. Its steps run one at a time, under a lock; the
 * other methods do not wait for them. Other nodes may take theirs at any moment; the ledger's fence
 * lets one of them commit.
 */
public final class PartitionReconciler {
  /** How often other nodes may be faster before a step ends as fenced. */
  private static final int OVERTAKEN = 10;

  private final int partition;
  private final VoteStore store;
  private final VoteLedger ledger;
  private final int batch;
  private final Duration storeTimeout;
  private final Evictor evictor;
  private final KnownPosition position;
  private final JournalFlush flush;
  private final PartitionRecovery recovery;
  private final ReentrantLock stepping = new ReentrantLock();

  /** What the last step has seen; only for the backlog. */
  private volatile PartitionState.@Nullable Meta lastRead;

  private volatile @Nullable Position lastKnown;

  /** True while a store that begins empty is opened, which is before other threads take steps. */
  private boolean opening;

  /**
   * @param mayRecover throws when the partition must not be taken from another store
   */
  public PartitionReconciler(
      int partition,
      VoteStore store,
      VoteLedger ledger,
      VoteReconciler.Listener listener,
      ReconcilerOptions options,
      Runnable mayRecover,
      Evictor evictor,
      FlushMeters meters,
      ReconcilerLog events) {
    this.partition = partition;
    this.store = store;
    this.ledger = ledger;
    this.batch = options.batch();
    this.storeTimeout = options.storeTimeout();
    this.evictor = evictor;
    this.position = new KnownPosition(partition, ledger, listener, events);
    DriftedSubjects drifted =
        new DriftedSubjects(toString(), store, storeTimeout, listener, events);
    this.flush = new JournalFlush(store, listener, storeTimeout, position, drifted, meters);
    this.recovery =
        new PartitionRecovery(
            partition, store, ledger, listener, storeTimeout, mayRecover, position, events);
  }

  public CompletionStage<JournalSlice> read() {
    try {
      return store.journal(partition, batch);
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  public StepResult step() {
    return step(await(read()));
  }

  /** Takes the first step with a store: one that begins empty has lost nothing. */
  public StepResult open() {
    opening = store.beginsEmpty();
    try {
      return step();
    } finally {
      opening = false;
    }
  }

  /**
   * Takes one step. Returns {@link StepResult#FENCED} when another one stays under way this long.
   */
  public StepResult step(Duration patience) {
    try {
      if (!stepping.tryLock() && !stepping.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return StepResult.FENCED;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return StepResult.FENCED;
    }
    try {
      return step();
    } finally {
      stepping.unlock();
    }
  }

  /** Takes one step with a slice from {@link #read()}, which may be outdated by now. */
  public StepResult step(JournalSlice slice) {
    BegunStep begun = begin(slice);
    if (begun instanceof BegunStep.Ended ended) {
      return ended.result();
    }
    try (BegunStep.Open open = (BegunStep.Open) begun) {
      return await(open.end(apply(open)));
    }
  }

  private ApplyResult apply(BegunStep.Open step) {
    try {
      return ledger.apply(List.of(step.batch())).get(0);
    } catch (RuntimeException e) {
      step.failed();
      throw e;
    }
  }

  /**
   * Begins a step with a slice from {@link #read()}. The caller gives the ledger what an open step
   * has for it, and closes the step.
   */
  public BegunStep begin(JournalSlice slice) {
    stepping.lock();
    boolean open = false;
    try {
      BegunStep begun = beginAlone(slice);
      open = begun instanceof BegunStep.Open;
      return begun;
    } finally {
      if (!open) {
        stepping.unlock();
      }
    }
  }

  private BegunStep beginAlone(JournalSlice slice) {
    // The ledger may fail below, while the journal grows.
    seen(slice, lastKnown);
    Position last = position.get();
    Position known = last != null ? last : position.ask();
    JournalSlice read = slice;
    for (int attempt = 0; !continues(known, read); attempt++) {
      // What looks like a fork may be an old slice, or another node's work in between.
      known = position.ask();
      read = await(read());
      if (!continues(known, read) && known.equals(ledger.position(partition))) {
        return new BegunStep.Ended(recovery.run(opening));
      }
      if (attempt == OVERTAKEN) {
        return new BegunStep.Ended(StepResult.FENCED);
      }
    }
    seen(read, known);
    JournalBatch batch = flush.begin(known, read);
    return batch == null
        ? new BegunStep.Ended(StepResult.IDLE)
        : new BegunStep.Open(batch, flush, stepping);
  }

  /** Keeps what a step has seen of journal and ledger. */
  private void seen(JournalSlice read, @Nullable Position known) {
    PartitionState.Meta meta = read.state().meta();
    if (meta != null && known != null) {
      lastRead = meta;
      lastKnown = known;
    }
  }

  /**
   * Returns how many events of the journal the ledger lacks, by what the last step has seen,
   * without asking for it now.
   */
  public long backlog() {
    PartitionState.Meta read = lastRead;
    Position now = position.get();
    Position known = now != null ? now : lastKnown;
    if (read == null || known == null) {
      return 0;
    }
    boolean sameEpoch = read.epoch() == known.term().epoch();
    return Math.max(read.seq() - (sameEpoch ? known.seq() : read.applied()), 0);
  }

  private boolean continues(Position known, JournalSlice slice) {
    return JournalContinuity.continues(known, slice, batch);
  }

  /**
   * Passes on how far other nodes have moved the ledger.
   *
   * @param current the ledger's position
   * @param refusals whether there may be anything in quarantine, asked after the position
   * @return whether this was new
   */
  public boolean learn(Position current, BooleanSupplier refusals) {
    if (!stepping.tryLock()) {
      return false; // A step of this node is under way and learns the same.
    }
    try {
      return position.learnFromOthers(current, refusals);
    } finally {
      stepping.unlock();
    }
  }

  /** Makes the next step ask the ledger first, since others may have taken steps in between. */
  public void forget() {
    position.forget();
  }

  /** Makes the store forget unused subjects, if it is time. Does not wait. */
  public void evict() {
    Position known = position.get();
    if (known != null) {
      evictor.sweep(store, known.term());
    }
  }

  /** Returns whether the ledger has everything up to a point of the store's history. */
  boolean hasReached(PartitionState.Meta target) {
    return position.hasReached(target);
  }

  public CompletionStage<PartitionState> state() {
    try {
      return store.state(partition);
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  public int number() {
    return partition;
  }

  public boolean isFull(JournalSlice slice) {
    return slice.events().size() >= batch;
  }

  @Override
  public String toString() {
    return "Partition " + partition;
  }

  private <T> T await(CompletionStage<T> stage) {
    return StoreCalls.await(stage, storeTimeout);
  }
}
