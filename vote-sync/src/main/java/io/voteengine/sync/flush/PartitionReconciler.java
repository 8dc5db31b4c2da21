package io.voteengine.sync.flush;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import io.voteengine.SubjectId;
import io.voteengine.listener.EngineEvent.Cause;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.ApplyResult;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.JournalSlice;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.sync.StepResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries one partition's events to the ledger. Its steps run one at a time. Other nodes may take
 * theirs at any moment; the ledger's fence lets one of them commit.
 */
public final class PartitionReconciler {
  /** How often other nodes may be faster before a step ends as fenced. */
  private static final int OVERTAKEN = 10;

  private final int partition;
  private final VoteStore store;
  private final VoteLedger ledger;
  private final VoteReconciler.Listener listener;
  private final int batch;
  private final Duration storeTimeout;
  private final Runnable mayRecover;
  private final Evictor evictor;
  private final ReconcilerLog events;

  /** True while a store that begins empty is opened: then nothing is lost. */
  private boolean opening;

  /** Subjects that the store must reload, and why. */
  private final Map<SubjectId, Cause> drifted = new HashMap<>();

  /** The last batch, when its transaction failed and may still have been committed. */
  private List<JournalEvent> inDoubt = List.of();

  private final ReentrantLock stepping = new ReentrantLock();

  /** The ledger's last known position; null when not known. */
  private volatile @Nullable Position position;

  /**
   * The position up to which refused events are known; null before the first look at the ledger.
   */
  private @Nullable Position told;

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
      ReconcilerLog events) {
    this.partition = partition;
    this.store = store;
    this.ledger = ledger;
    this.listener = listener;
    this.batch = options.batch();
    this.storeTimeout = options.storeTimeout();
    this.mayRecover = mayRecover;
    this.evictor = evictor;
    this.events = events;
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
    stepping.lock();
    try {
      return stepAlone(slice);
    } finally {
      stepping.unlock();
    }
  }

  private StepResult stepAlone(JournalSlice slice) {
    Position known = position != null ? position : heard(ledger.position(partition));
    JournalSlice read = slice;
    for (int attempt = 0; !follows(known, read); attempt++) {
      // What looks like a fork may be an old slice, or another node's work in between.
      known = heard(ledger.position(partition));
      read = await(read());
      if (!follows(known, read) && known.equals(ledger.position(partition))) {
        return recover();
      }
      if (attempt == OVERTAKEN) {
        return StepResult.FENCED;
      }
    }
    return flush(known, read);
  }

  /** Returns whether the slice continues the ledger's position: the same term, no event missing. */
  private boolean follows(Position known, JournalSlice slice) {
    PartitionState.Meta meta = slice.state().meta();
    if (meta == null
        || meta.frozen() != null
        || meta.epoch() != known.term().epoch()
        || !slice.state().identity().equals(known.term().identity())
        || meta.seq() < known.seq()) {
      return false;
    }
    long seq = known.seq();
    long chain = known.chain();
    for (JournalEvent event : slice.events()) {
      if (event.seq() <= known.seq()) {
        continue;
      }
      chain = event.chainAfter(chain);
      if (event.seq() != ++seq || event.chain() != chain) {
        return false;
      }
    }
    // A slice that is not full reaches to the end of the journal.
    return seq == meta.seq() || isFull(slice);
  }

  private StepResult flush(Position known, JournalSlice slice) {
    resolveDoubt(known);
    unloadDrifted(known.term());
    List<JournalEvent> fresh =
        slice.events().stream().filter(event -> event.seq() > known.seq()).toList();
    if (fresh.isEmpty()) {
      if (!slice.events().isEmpty()) {
        await(store.applied(known.term(), known.seq()));
      }
      return StepResult.IDLE;
    }
    position = null;
    ApplyResult result = apply(known, fresh);
    if (!(result instanceof ApplyResult.Applied applied)) {
      return StepResult.FENCED;
    }
    remember(applied, fresh);
    tellQuarantined(known.term(), applied.quarantined());
    unloadDrifted(known.term());
    JournalEvent last = fresh.get(fresh.size() - 1);
    Position committed = new Position(known.term(), last.seq(), last.chain());
    told = committed;
    heard(committed);
    listener.applied(fresh);
    await(store.applied(known.term(), last.seq()));
    return StepResult.FLUSHED;
  }

  private void remember(ApplyResult.Applied applied, List<JournalEvent> events) {
    applied.drifted().forEach(subject -> drifted.put(subject, Cause.DRIFT));
    for (JournalEvent event : events) {
      if (event instanceof VoteEvent vote && applied.quarantined().containsKey(vote.seq())) {
        drifted.put(vote.subject(), Cause.QUARANTINE);
      }
    }
  }

  private ApplyResult apply(Position known, List<JournalEvent> events) {
    try {
      return ledger.apply(known, events);
    } catch (RuntimeException e) {
      inDoubt = events;
      throw e;
    }
  }

  /** When a batch in doubt turns out to be applied, any of its subjects may differ. */
  private void resolveDoubt(Position known) {
    if (inDoubt.isEmpty()) {
      return;
    }
    JournalEvent last = inDoubt.get(inDoubt.size() - 1);
    if (known.term().epoch() == last.epoch() && known.seq() >= last.seq()) {
      for (JournalEvent event : inDoubt) {
        if (event instanceof VoteEvent vote) {
          drifted.putIfAbsent(vote.subject(), Cause.IN_DOUBT);
        }
      }
    }
    inDoubt = List.of();
  }

  /** A subject stays in the set until the store has unloaded it. */
  private void unloadDrifted(Term term) {
    if (drifted.isEmpty()) {
      return;
    }
    events.drifted(this, drifted.size());
    if (await(store.unload(term, List.copyOf(drifted.keySet())))) {
      Map<SubjectId, Cause> told = Map.copyOf(drifted);
      drifted.clear();
      told.keySet().stream()
          .collect(groupingBy(told::get, toSet()))
          .forEach((cause, subjects) -> listener.reconciled(subjects, cause));
    }
  }

  /**
   * Passes on how far other nodes have moved the ledger.
   *
   * @param current the ledger's position
   * @param refusals whether there may be anything in quarantine, asked after the position
   * @return whether this was new
   */
  public boolean hear(Position current, BooleanSupplier refusals) {
    if (!stepping.tryLock()) {
      return false; // A step of this node is under way and learns the same.
    }
    try {
      Position before = told;
      boolean news = before == null || isBeyond(current, before);
      if (news) {
        if (!refusals.getAsBoolean()) {
          told = current;
        }
        heard(current);
      }
      return news;
    } finally {
      stepping.unlock();
    }
  }

  private static boolean isBeyond(Position one, Position other) {
    long epoch = one.term().epoch();
    return epoch > other.term().epoch()
        || (epoch == other.term().epoch() && one.seq() > other.seq());
  }

  /** Makes the next step ask the ledger first, since others may have taken steps in between. */
  public void forget() {
    position = null;
  }

  private Position heard(Position current) {
    tellQuarantinedByOthers(current);
    position = current;
    listener.watermark(current);
    return current;
  }

  /** Reports refusals of events that other nodes have applied, or this one without knowing it. */
  private void tellQuarantinedByOthers(Position current) {
    Position before = told;
    if (before != null && !before.equals(current)) {
      boolean sameEpoch = before.term().epoch() == current.term().epoch();
      long after = sameEpoch ? before.seq() : 0;
      if (current.seq() > after) {
        tellQuarantined(current.term(), ledger.quarantined(current.term(), after, current.seq()));
      }
    }
    told = current;
  }

  private void tellQuarantined(Term term, Map<Long, String> reasons) {
    if (!reasons.isEmpty()) {
      events.quarantined(this, reasons.size(), reasons.values().iterator().next());
      listener.quarantined(term, reasons);
    }
  }

  private StepResult recover() {
    position = null;
    if (!opening) {
      mayRecover.run();
    }
    String token = UUID.randomUUID().toString();
    await(store.freeze(partition, token));
    Position before = ledger.position(partition);
    JournalSlice readable = await(store.journal(partition, Integer.MAX_VALUE));
    PartitionState.Meta meta = readable.state().meta();
    if (meta == null || !token.equals(meta.frozen())) {
      return StepResult.ABANDONED;
    }
    long epoch = Math.max(before.term().epoch(), meta.epoch()) + 1;
    Term next = new Term(partition, epoch, readable.state().identity());
    if (!ledger.recover(before.term(), readable.events(), next)
        || !await(store.reset(next, token))) {
      return StepResult.ABANDONED;
    }
    boolean first = before.term().epoch() == 0 || (opening && meta.seq() == 0);
    heard(new Position(next, 0, JournalEvent.CHAIN_START));
    if (!first) {
      events.recovered(readable.events().size());
      listener.recovered(next, readable.events().size());
    }
    return StepResult.RECOVERED;
  }

  /** Makes the store forget unused subjects, if it is time. Does not wait. */
  public void evict() {
    Position known = position;
    if (known != null) {
      evictor.sweep(store, known.term());
    }
  }

  /** Returns whether the ledger has everything up to a point of the store's history. */
  boolean hasReached(PartitionState.Meta target) {
    Position known = position;
    return known != null
        && (known.term().epoch() > target.epoch()
            || (known.term().epoch() == target.epoch() && known.seq() >= target.seq()));
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
