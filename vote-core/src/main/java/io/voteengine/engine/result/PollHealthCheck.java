package io.voteengine.engine.result;

import io.voteengine.Poll;
import io.voteengine.VoteException;
import io.voteengine.backup.Backup;
import io.voteengine.query.AuditReport;
import io.voteengine.query.PendingSubjects;
import io.voteengine.result.Finalization;
import io.voteengine.result.PhaseRecord;
import io.voteengine.result.PollHealth;
import io.voteengine.result.PollHealth.Status;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.VoteLedger;
import io.voteengine.util.Micros;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks at some polls, one after the other, and collects what needs an operator. */
final class PollHealthCheck {
  /** How long votes on their way and a finalization may take before they are an issue. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final VoteLedger ledger;
  private final Function<String, PendingSubjects> pending;
  private final Optional<Duration> finalizesAfter;
  private final Instant now;
  private final List<String> issues = new ArrayList<>();
  private final Set<String> recommendations = new TreeSet<>();
  private long polls;
  private long closed;
  private long finalized;
  private long unsealed;
  private long backedUp;
  private long mismatches;
  private long subjects;
  private long finalizedSubjects;
  private long unflushedSubjects;
  private long backupRecords;
  private boolean failed;

  /**
   * @param pending finds the subjects of a poll with votes that the ledger lacks
   * @param finalizesAfter how long after its close a poll is finalized without a call
   */
  PollHealthCheck(
      VoteLedger ledger,
      Function<String, PendingSubjects> pending,
      Optional<Duration> finalizesAfter,
      Instant now) {
    this.ledger = ledger;
    this.pending = pending;
    this.finalizesAfter = finalizesAfter;
    this.now = now;
  }

  PollHealth of(List<PollSnapshot> some) {
    for (PollSnapshot poll : some) {
      try {
        look(poll);
      } catch (VoteException e) {
        failed = true;
        issue(
            "The state of the poll '" + poll.poll().name() + "' is not known: " + e.getMessage(),
            "Bring back the database or the network to it.");
      }
    }
    return result();
  }

  PollHealth failed(VoteException failure) {
    failed = true;
    issue(
        "The ledger does not answer: " + failure.getMessage(),
        "Bring back the database or the network to it.");
    return result();
  }

  private PollHealth result() {
    Status status =
        failed ? Status.ERROR : issues.isEmpty() ? Status.HEALTHY : Status.ISSUES_DETECTED;
    return new PollHealth(
        status,
        polls,
        closed,
        finalized,
        unsealed,
        backedUp,
        mismatches,
        subjects,
        finalizedSubjects,
        unflushedSubjects,
        backupRecords,
        issues,
        List.copyOf(recommendations));
  }

  private void look(PollSnapshot poll) {
    String name = poll.poll().name();
    polls++;
    AuditReport audit = ledger.records().audit(name);
    subjects += audit.subjects();
    if (!audit.exact()) {
      mismatches++;
      issue(
          String.format(
              Locale.ROOT,
              "Tallies, votes and audit log of the poll '%s' differ: %s.",
              name,
              audit.differing()),
          "Something other than VoteEngine has changed the database: compare with a backup.");
    }
    PendingSubjects unflushed = pending.apply(name);
    unflushedSubjects += unflushed.subjects().size();
    List<Backup> backups = ledger.backups().map(all -> all.list(name)).orElse(List.of());
    backupRecords += backups.stream().mapToLong(Backup::votes).sum();
    boolean over =
        poll.over() || poll.state() != PollSnapshot.State.OPEN || poll.isOverAt(Micros.of(now));
    if (over) {
      closed++;
      lookAtResult(poll, audit, backups, unflushed);
    }
  }

  private void lookAtResult(
      PollSnapshot poll, AuditReport audit, List<Backup> backups, PendingSubjects unflushed) {
    String name = poll.poll().name();
    Optional<Finalization> found = ledger.finalizations().flatMap(all -> all.find(name));
    @Nullable Finalization finalization = found.orElse(null);
    if (!backups.isEmpty()) {
      backedUp++;
    }
    if (finalization != null && finalization.isComplete()) {
      finalized++;
      finalizedSubjects += audit.subjects();
      lookAtBackup(finalization, backups);
      return;
    }
    if (poll.state() != PollSnapshot.State.SEALED) {
      unsealed++;
    }
    if (!isYoung(poll.poll(), Duration.ZERO) && !unflushed.subjects().isEmpty()) {
      issue(
          String.format(
              Locale.ROOT,
              "The ledger lacks votes on %d subjects of the poll '%s', which is over.",
              unflushed.subjects().size(),
              name),
          "Check the ledger and the log lines of the reconcilers.");
    }
    String failure = finalization == null ? null : failureOf(finalization);
    if (failure == null
        && finalizesAfter.filter(pause -> isYoung(poll.poll(), pause)).isPresent()) {
      return;
    }
    issue(
        String.format(
            Locale.ROOT,
            "The poll '%s' is over since %s and not finalized%s",
            name,
            poll.poll().closesAt(),
            failure == null ? "." : ". It failed: " + failure),
        "Call results().finalizePoll, and do what its message says.");
  }

  private static @Nullable String failureOf(Finalization finalization) {
    return finalization.phases().stream()
        .map(PhaseRecord::failure)
        .filter(text -> text != null)
        .findFirst()
        .orElse(null);
  }

  /** Returns whether it is too early for a problem, because the poll has just closed. */
  private boolean isYoung(Poll poll, Duration pause) {
    Instant closedAt = poll.closesAt();
    return closedAt != null && now.isBefore(closedAt.plus(pause).plus(PATIENCE));
  }

  private void lookAtBackup(Finalization finalization, List<Backup> backups) {
    Optional<Backup> own =
        backups.stream().filter(backup -> backup.id().equals(finalization.backup())).findAny();
    if (own.isPresent()
        && (own.get().up() != finalization.up() || own.get().down() != finalization.down())) {
      issue(
          String.format(
              Locale.ROOT,
              "The backup %s of the poll '%s' has other votes than its result.",
              own.get().id(),
              finalization.poll()),
          "Call backups().verify and results().verify to find which of the two was changed.");
    }
  }

  private void issue(String text, String recommendation) {
    issues.add(text);
    recommendations.add(recommendation);
  }
}
