package io.voteengine.sync.result;

import io.voteengine.VoteException;
import io.voteengine.backup.Backup;
import io.voteengine.query.AuditReport;
import io.voteengine.result.Finalization;
import io.voteengine.result.FinalizationException;
import io.voteengine.result.FinalizationPhase;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.ledger.CountedPoll;
import io.voteengine.spi.ledger.LedgerBackups;
import io.voteengine.spi.ledger.LedgerFinalizations;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the phases of a finalization. The ledger records each of them, so any node can go on where
 * another one has stopped. Two nodes that do the same poll at once come to the same result. Safe
 * for use by many threads.
 */
public final class Finalizer {
  private static final Logger log = LoggerFactory.getLogger(Finalizer.class);

  /**
   * How long another run waits for this one after its last progress, unless its node has died.
   * Longer than the database takes to count and copy the votes of a poll.
   */
  private static final Duration LEASE = Duration.ofMinutes(30);

  /** How often a poll is counted again because votes were changed while it was backed up. */
  private static final int ATTEMPTS = 10;

  private final VoteLedger ledger;
  private final LedgerFinalizations finalizations;
  private final VoteReconciler.Listener listener;
  private final Consumer<String> recount;
  private final UUID node;
  private final UnderWayReports reports;
  private final Duration patience;
  private volatile boolean stopped;
  private final ClosePhase closing;
  private final RootPhase root;
  private final ClearPhase clearing;

  /**
   * @param drain carries the journals to the ledger, within a time
   * @param recount corrects tallies that differ from their votes
   * @param patience how long one call waits for nodes and partitions
   */
  public Finalizer(
      VoteStore store,
      VoteLedger ledger,
      LedgerFinalizations finalizations,
      VoteReconciler.Listener listener,
      Predicate<Duration> drain,
      Consumer<String> recount,
      UUID node,
      Duration storeTimeout,
      Duration patience) {
    this.ledger = ledger;
    this.finalizations = finalizations;
    this.listener = listener;
    this.recount = recount;
    this.node = node;
    this.patience = patience;
    this.reports = new UnderWayReports(ledger, finalizations, listener, node);
    this.closing = new ClosePhase(store, finalizations, reports, drain, node, storeTimeout);
    this.root = new RootPhase(finalizations, ledger.results().orElseThrow(), listener);
    this.clearing = new ClearPhase(store, ledger, finalizations, storeTimeout);
  }

  /** Finalizes a poll, or continues its finalization. */
  public Finalization run(String poll) {
    finalizations.begin(poll);
    UUID run = UUID.randomUUID();
    if (!finalizations.claim(poll, run, node, LEASE)) {
      throw new FinalizationException(
          "Another run finalizes the poll '"
              + poll
              + "' now, on this node or on another one. Wait for it; if its node has died, call again"
              + " once the lease of that node has run out.",
          null);
    }
    try {
      return new Run(poll, run).all();
    } finally {
      reports.forget(poll);
      release(poll, run);
    }
  }

  /** Makes runs end soon, each with an exception. */
  public void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }

  private void release(String poll, UUID run) {
    try {
      finalizations.release(poll, run);
    } catch (VoteException e) {
      log.debug("The finalization of '{}' is free for other nodes once its claim expires", poll, e);
    }
  }

  /** One attempt at a poll. */
  private final class Run {
    private final String poll;
    private final UUID run;

    Run(String poll, UUID run) {
      this.poll = poll;
      this.run = run;
    }

    Finalization all() {
      Finalization present = present();
      if (present.sealedAt() == null) {
        seal();
      }
      boolean isNew = present().root() == null;
      Finalization done =
          isNew ? phase(FinalizationPhase.ROOT, () -> root.run(poll, this::keepClaim)) : present();
      if (isNew) {
        log.info(
            "The poll '{}' is sealed: {} subjects, {} votes up, {} down, root {}",
            poll,
            done.subjects(),
            done.up(),
            done.down(),
            done.root());
        if (!listener.wantsResults()) {
          // A host that asks for results later does not hear of earlier ones.
          finalizations.notified(poll);
        }
        listener.sealed(done);
      }
      clear();
      return present();
    }

    private Finalization present() {
      return finalizations.find(poll).orElseThrow();
    }

    private void seal() {
      for (int attempt = 1; ; attempt++) {
        Deadline deadline = Deadline.in(patience);
        phase(
            FinalizationPhase.CLOSE,
            () -> {
              closing.run(poll, deadline, this::keepClaim);
              return poll;
            });
        CountedPoll counted = phase(FinalizationPhase.COUNT, this::count);
        phase(FinalizationPhase.BACKUP, () -> backUp(counted.report()));
        if (phase(FinalizationPhase.SEAL, () -> sealed(counted))) {
          return;
        }
        if (attempt == ATTEMPTS) {
          throw new FinalizationException(
              "The votes of the poll '" + poll + "' change all the time, so it is not sealed yet.",
              null);
        }
      }
    }

    /** Returns false when something has changed since the poll was counted. */
    private boolean sealed(CountedPoll counted) {
      return finalizations.seal(poll, node, counted);
    }

    private CountedPoll count() {
      CountedPoll counted = finalizations.count(poll);
      if (!counted.report().exact()) {
        log.warn("Tallies of the poll '{}' differ from its votes; they are counted again", poll);
        recount.accept(poll);
        counted = finalizations.count(poll);
      }
      AuditReport report = counted.report();
      if (!report.exact()) {
        throw new FinalizationException(
            ("Tallies, votes and audit log of the poll '%s' differ for %s, so it is not sealed:"
                    + " something other than the ledger has changed the database. Compare its"
                    + " backups, and recover the subjects.")
                .formatted(poll, report.differing()),
            null);
      }
      return counted;
    }

    private Backup backUp(AuditReport report) {
      keepClaim();
      LedgerBackups backups =
          ledger
              .backups()
              .orElseThrow(() -> new FinalizationException("The ledger makes no backups.", null));
      Backup backup = backups.take(poll);
      boolean kept = false;
      try {
        kept = keep(backups, backup, report);
      } finally {
        if (!kept) {
          discard(backups, backup.id());
        }
      }
      return backup;
    }

    /** Returns false where another run has sealed the poll with its own backup. */
    private boolean keep(LedgerBackups backups, Backup backup, AuditReport report) {
      keepClaim();
      if (!backups.verify(backup)) {
        throw new FinalizationException(
            "The backup "
                + backup.id()
                + " does not read back as it was written, so the poll '"
                + poll
                + "' is not sealed. Its votes were not touched. Check the database's disk.",
            null);
      }
      if (backup.up() != report.tallies().up() || backup.down() != report.tallies().down()) {
        log.info("Votes of the poll '{}' were changed while it was backed up", poll);
      }
      UUID before = present().backup();
      if (!finalizations.keepBackup(poll, backup)) {
        return false;
      }
      if (before != null) {
        discard(backups, before);
      }
      return true;
    }

    /** Only the last backup before the seal is of the votes that were counted. */
    private void discard(LedgerBackups backups, UUID former) {
      List<Backup> found =
          backups.list(poll).stream().filter(backup -> backup.id().equals(former)).toList();
      found.forEach(backups::delete);
    }

    /** The result does not wait for the store; a later run clears it. */
    private void clear() {
      if (present().phase(FinalizationPhase.CLEAR).filter(done -> done.succeeded()).isPresent()) {
        return;
      }
      try {
        phase(
            FinalizationPhase.CLEAR,
            () -> {
              clearing.run(poll, this::keepClaim);
              return poll;
            });
      } catch (VoteException e) {
        log.warn("The store still holds the sealed poll '{}'; clearing it is retried", poll, e);
      }
    }

    private <T> T phase(FinalizationPhase phase, Supplier<T> work) {
      keepClaim();
      finalizations.phaseBegins(poll, phase);
      try {
        T done = work.get();
        finalizations.phaseEnded(poll, phase, null);
        return done;
      } catch (RuntimeException | Error e) {
        failed(phase, e);
        throw e;
      }
    }

    private void failed(FinalizationPhase phase, Throwable failure) {
      try {
        finalizations.phaseEnded(poll, phase, String.valueOf(failure.getMessage()));
      } catch (VoteException e) {
        failure.addSuppressed(e);
      }
    }

    private void keepClaim() {
      if (stopped) {
        throw new FinalizationException(
            "The engine is closing; another node, or the next start, finalizes the poll '"
                + poll
                + "'.",
            null);
      }
      if (!finalizations.renew(poll, run, LEASE)) {
        throw new FinalizationException(
            "This run lost its claim on the poll '" + poll + "', and another run finalizes it now.",
            null);
      }
    }
  }
}
