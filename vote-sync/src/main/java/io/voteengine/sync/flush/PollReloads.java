package io.voteengine.sync.flush;

import io.voteengine.VoteException;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.LoadReply;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.ledger.LedgerPolls;
import io.voteengine.spi.ledger.LedgerRead;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the store load the changed rules of polls: in each partition once, and once more when no
 * load of the former rules can be under way any more. One thread at a time uses it.
 */
final class PollReloads {
  private final VoteStore store;
  private final VoteLedger ledger;
  private final Duration storeTimeout;
  private final Map<String, Progress> progress = new HashMap<>();

  PollReloads(VoteStore store, VoteLedger ledger, Duration storeTimeout) {
    this.store = store;
    this.ledger = ledger;
    this.storeTimeout = storeTimeout;
  }

  /** Which partitions have loaded rules of a revision, in which term. */
  private static final class Progress {
    final long revision;
    final Map<Integer, Term> loaded = new HashMap<>();
    long complete;

    Progress(long revision) {
      this.revision = revision;
    }

    boolean isOld() {
      return complete != 0 && System.nanoTime() - complete >= LedgerPolls.STALE_FOR.toNanos();
    }
  }

  /**
   * Loads what has changed.
   *
   * @param which the partitions to load in
   * @param left receives the partitions that have not loaded all of it
   * @return the first failure, or null
   */
  synchronized @Nullable VoteException run(IntPredicate which, Set<Integer> left) {
    List<PollSnapshot> stale = ledger.polls().stale();
    progress
        .keySet()
        .retainAll(stale.stream().map(poll -> poll.poll().name()).collect(Collectors.toSet()));
    if (stale.isEmpty()) {
      return null;
    }
    List<Position> positions = ledger.positions();
    VoteException failure = null;
    for (PollSnapshot poll : stale) {
      VoteException notLoaded = load(poll, positions, which, left);
      failure = failure == null ? notLoaded : failure;
    }
    return failure;
  }

  private @Nullable VoteException load(
      PollSnapshot poll, List<Position> positions, IntPredicate which, Set<Integer> left) {
    String name = poll.poll().name();
    Progress done = progress.get(name);
    if (done == null || done.revision != poll.revision()) {
      done = new Progress(poll.revision());
      progress.put(name, done);
    }
    boolean last = done.isOld();
    if (last) {
      done.loaded.clear();
    }
    Map<Integer, CompletionStage<LoadReply>> loads = new HashMap<>();
    Map<Integer, Term> terms = new HashMap<>();
    VoteException failure = null;
    for (Position position : positions) {
      Term term = position.term();
      int partition = term.partition();
      if (!which.test(partition) || term.equals(done.loaded.get(partition))) {
        continue;
      }
      try {
        LedgerRead<Optional<PollSnapshot>> read = ledger.poll(partition, name);
        terms.put(partition, read.term());
        loads.put(partition, load(read));
      } catch (VoteException e) {
        left.add(partition);
        failure = failure == null ? e : failure;
      }
    }
    Deadline deadline = Deadline.in(storeTimeout);
    for (Map.Entry<Integer, CompletionStage<LoadReply>> load : loads.entrySet()) {
      int partition = load.getKey();
      try {
        Duration rest = Duration.ofNanos(Math.max(deadline.remainingNanos(), 0));
        if (StoreCalls.await(load.getValue(), rest) == LoadReply.LOADED) {
          done.loaded.put(partition, terms.get(partition));
        } else {
          left.add(partition);
        }
      } catch (VoteException e) {
        left.add(partition);
        failure = failure == null ? e : failure;
      }
    }
    if (done.loaded.size() == positions.size()) {
      if (last) {
        ledger.polls().loaded(poll);
      } else if (done.complete == 0) {
        done.complete = System.nanoTime();
      }
    }
    return failure;
  }

  /** Each partition has the poll from its own ledger, whose revisions may be others. */
  private CompletionStage<LoadReply> load(LedgerRead<Optional<PollSnapshot>> read) {
    return read.value()
        .map(found -> store.loadPoll(read.term(), found))
        .orElseGet(() -> CompletableFuture.completedStage(LoadReply.LOADED));
  }
}
