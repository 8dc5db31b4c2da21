package io.voteengine.engine.health;

import io.voteengine.engine.health.HealthCheck.Answer;
import io.voteengine.engine.health.HealthCheck.LedgerState;
import io.voteengine.health.VoteFigures;
import io.voteengine.health.VoteHealth;
import io.voteengine.health.VoteHealth.Part;
import io.voteengine.health.VoteHealth.Status;
import io.voteengine.result.Finalization;
import io.voteengine.result.PhaseRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rules of {@link VoteHealth} for the ledger and for what carries votes to it. */
final class LedgerRules {
  private static final Duration LONGEST_FINALIZATION = Duration.ofMinutes(10);

  private final Issues issues;

  LedgerRules(Issues issues) {
    this.issues = issues;
  }

  /**
   * @param ledger the ledger's answer
   * @param notMaintained why the last maintenance failed; null: it succeeded
   */
  void judgeLedger(Answer<LedgerState> ledger, @Nullable Throwable notMaintained) {
    LedgerState known = ledger.value();
    if (known == null) {
      issues.add(
          Part.LEDGER,
          Status.DEGRADED,
          "The ledger does not answer ("
              + Issues.said(ledger.failure())
              + "). Votes are accepted until the backlog is full, and are not durable; votes on"
              + " subjects that the store does not hold are refused.",
          "Bring back the database or the network to it, or free a connection of its pool.");
      return;
    }
    if (notMaintained != null) {
      issues.add(
          Part.LEDGER,
          Status.DEGRADED,
          "The ledger's maintenance fails ("
              + Issues.said(notMaintained)
              + "). Votes are not affected; entries older than their retention are kept.",
          "Do what the message says. Maintenance is retried every minute.");
    }
    if (known.hasQuarantined()) {
      issues.add(
          Part.LEDGER,
          Status.DEGRADED,
          "There are votes in quarantine: the database refused them for their data, or they came"
              + " after their poll was sealed. They do not count.",
          "List them with quarantine().list. Fix the cause of a refusal and replay the vote, or"
              + " discard it; discard votes of sealed polls.");
    }
  }

  /** A finalization that goes well takes minutes at most. */
  void judgeFinalizations(Answer<LedgerState> ledger, Instant now) {
    LedgerState known = ledger.value();
    if (known == null) {
      return;
    }
    for (Finalization unfinished : known.unfinished()) {
      @Nullable String failure =
          unfinished.phases().stream()
              .map(PhaseRecord::failure)
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(null);
      if (failure != null || unfinished.begunAt().isBefore(now.minus(LONGEST_FINALIZATION))) {
        issues.add(
            Part.POLLS,
            Status.DEGRADED,
            String.format(
                Locale.ROOT,
                "The poll '%s' is over, and its result is not final since %s%s",
                unfinished.poll(),
                unfinished.begunAt(),
                failure == null ? "." : ": " + failure),
            "Call results().finalizePoll, and do what its message says.");
      }
    }
  }

  void judgeReconciler(
      VoteFigures figures, int limit, boolean backlogWasFull, Duration durableDeadline) {
    String count = figures.unconfirmed() + " of at most " + limit + " votes are unconfirmed";
    String action =
        "Check the ledger and the log lines of the reconcilers. If neither shows a problem, give"
            + " the reconcilers more threads or the database more capacity.";
    if (backlogWasFull || figures.unconfirmed() >= limit) {
      issues.add(
          Part.RECONCILER,
          Status.FAILING,
          "The backlog is full, and votes are refused; " + count + ".",
          action);
    } else if (figures.unconfirmed() >= (limit + 1) / 2) {
      issues.add(
          Part.RECONCILER,
          Status.DEGRADED,
          count + "; when the limit is reached, votes are refused.",
          action);
    }
    if (figures.oldestUnconfirmed().compareTo(durableDeadline) > 0) {
      issues.add(
          Part.RECONCILER,
          Status.DEGRADED,
          "The oldest unconfirmed vote has been waiting for the ledger for "
              + figures.oldestUnconfirmed().toSeconds()
              + " s; votes cast DURABLE are not answered in time.",
          action);
    }
  }
}
