package io.voteengine.sync.result;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.voteengine.VoteException;
import io.voteengine.result.FinalizationException;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.ledger.LedgerFinalizations;
import io.voteengine.spi.ledger.SealReadiness;
import io.voteengine.sync.flush.StoreCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until no vote of a closing poll can reach the ledger any more: appends the close marker to
 * every journal of the present epoch, carries it to the ledger, and waits for the other nodes. A
 * partition that is recovered meanwhile begins again.
 */
final class ClosePhase {
  private static final Logger log = LoggerFactory.getLogger(ClosePhase.class);
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final Duration DRAIN = Duration.ofSeconds(1);

  private final VoteStore store;
  private final LedgerFinalizations finalizations;
  private final UnderWayReports reports;
  private final Predicate<Duration> drain;
  private final UUID node;
  private final Duration storeTimeout;

  /**
   * @param drain carries the journals to the ledger, within a time
   */
  ClosePhase(
      VoteStore store,
      LedgerFinalizations finalizations,
      UnderWayReports reports,
      Predicate<Duration> drain,
      UUID node,
      Duration storeTimeout) {
    this.store = store;
    this.finalizations = finalizations;
    this.reports = reports;
    this.drain = drain;
    this.node = node;
    this.storeTimeout = storeTimeout;
  }

  /**
   * Waits.
   *
   * @param progress called between attempts
   * @throws FinalizationException when the deadline passes first
   */
  void run(String poll, Deadline deadline, Runnable progress) {
    for (int attempt = 0; ; attempt++) {
      reports.report(poll);
      SealReadiness readiness = finalizations.readiness(poll, node);
      if (readiness.isReady()) {
        return;
      }
      progress.run();
      VoteException failure = close(poll, readiness.unmarked());
      boolean unused = readiness.unmarked().isEmpty() || drain.test(DRAIN);
      if (deadline.passed()) {
        throw new FinalizationException(waitsFor(poll, readiness), failure);
      }
      if (attempt > 0) {
        // Parking would not pause an interrupted thread.
        new CompletableFuture<>().completeOnTimeout(null, RETRY_NANOS, NANOSECONDS).join();
      }
    }
  }

  /** Closes the poll in partitions of the store. Returns the last failure, if there was one. */
  private @Nullable VoteException close(String poll, List<Term> terms) {
    List<CompletionStage<Boolean>> closed = new ArrayList<>();
    for (Term term : terms) {
      closed.add(store.closePoll(term, poll));
    }
    Deadline deadline = Deadline.in(storeTimeout);
    VoteException failure = null;
    for (CompletionStage<Boolean> one : closed) {
      try {
        boolean unused = StoreCalls.await(one, deadline);
      } catch (VoteException e) {
        failure = e;
      }
    }
    if (failure != null) {
      log.debug("The poll '{}' cannot be closed in every partition yet", poll, failure);
    }
    return failure;
  }

  private static String waitsFor(String poll, SealReadiness readiness) {
    return readiness.unmarked().isEmpty()
        ? ("The poll '%s' is not sealed yet: the live nodes %s have votes of it under way, or do not"
                + " answer. It is tried again; if a node hangs, end it.")
            .formatted(poll, readiness.unsettled())
        : ("The poll '%s' is not sealed yet: votes may still be in the journals of the partitions %s,"
                + " which the ledger could not read. It is tried again; see the store's state.")
            .formatted(poll, readiness.unmarked().stream().map(Term::partition).sorted().toList());
  }
}
