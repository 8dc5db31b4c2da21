package io.voteengine.engine.health;

import io.voteengine.engine.health.HealthCheck.Answer;
import io.voteengine.engine.health.HealthCheck.LedgerState;
import io.voteengine.engine.notify.Listeners;
import io.voteengine.health.VoteFigures;
import io.voteengine.health.VoteHealth;
import io.voteengine.health.VoteHealth.Issue;
import io.voteengine.health.VoteHealth.Part;
import io.voteengine.health.VoteHealth.Status;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Applies the rules of {@link VoteHealth} to the answers of the parts. */
final class HealthRules {
  static final Issue CLOSED =
      new Issue(
          Part.ENGINE,
          Status.FAILING,
          "The engine is closed, or is closing; it takes no votes.",
          "Build another engine. Votes that are unconfirmed are in the store only: see the log.");

  /** From this share of failing casts on, the status is DEGRADED. */
  private static final double SOME = 0.05;

  /** From this share of failing casts on, the status is FAILING. */
  private static final double MOST = 0.5;

  private static final String REFUSALS =
      "See the log lines about votes that are UNAVAILABLE. Most likely the store lacks memory or"
          + " disk space, takes no writes, or is overloaded.";

  private final Answer<LedgerState> ledger;
  private final List<Answer<PartitionState>> store;
  private final List<Issue> issues = new ArrayList<>();

  HealthRules(Answer<LedgerState> ledger, List<Answer<PartitionState>> store) {
    this.ledger = ledger;
    this.store = store;
  }

  List<Issue> issues() {
    return issues;
  }

  private void issue(Part part, Status status, String what, String action) {
    issues.add(new Issue(part, status, what, action));
  }

  /** Returns how many events the ledger lacks; null when that is not known. */
  @Nullable Long backlog() {
    LedgerState known = ledger.value();
    if (known == null) {
      return null;
    }
    long backlog = 0;
    for (Position position : known.positions()) {
      PartitionState state = store.get(position.term().partition()).value();
      if (state == null) {
        return null;
      }
      PartitionState.Meta meta = state.meta();
      if (meta != null) {
        boolean sameEpoch = meta.epoch() == position.term().epoch();
        backlog += Math.max(meta.seq() - (sameEpoch ? position.seq() : meta.applied()), 0);
      }
    }
    return backlog;
  }

  void judgeStore(Set<Integer> degraded, boolean degrades) {
    Set<Integer> silent = new TreeSet<>();
    Throwable failure = null;
    for (int p = 0; p < store.size(); p++) {
      if (store.get(p).failure() != null) {
        silent.add(p);
        failure = store.get(p).failure();
      }
    }
    if (failure != null) {
      judgeSilent(silent, failure, degrades && ledger.failure() == null);
    }
    Set<Integer> stillDegraded = new TreeSet<>(degraded);
    stillDegraded.removeAll(silent);
    if (!stillDegraded.isEmpty()) {
      issue(
          Part.STORE,
          ledger.failure() == null ? Status.DEGRADED : Status.FAILING,
          named(stillDegraded)
              + " answer, but are still served from the ledger (degraded mode), until the store has"
              + " unloaded what changed without it.",
          "Wait a few seconds. If it lasts, see the log lines about the store and the ledger.");
    }
    Set<Integer> recovering = recovering();
    if (!recovering.isEmpty()) {
      issue(
          Part.STORE,
          Status.DEGRADED,
          named(recovering)
              + " are being recovered: the store lost its history, or another server has taken"
              + " over. Votes there wait, or end at their deadline.",
          "Wait a few seconds. If it lasts, see what the reconcilers log about these partitions,"
              + " and check that store and ledger belong together.");
    }
  }

  void judgeEviction(Map<Integer, Throwable> failures) {
    if (!failures.isEmpty()) {
      issue(
          Part.STORE,
          Status.DEGRADED,
          named(new TreeSet<>(failures.keySet()))
              + " of the store do not evict what is not in use ("
              + said(failures.values().iterator().next())
              + "). Once its memory is full, votes are refused.",
          "Do what the message says; until then watch the store's memory.");
    }
  }

  /**
   * Judges the casts of the last seconds.
   *
   * @param refused why the probe of the store failed; null: it succeeded, or there was no probe
   */
  void judgeCasts(FailureShare.Count count, @Nullable Throwable refused) {
    boolean silent = store.stream().anyMatch(answer -> answer.failure() != null);
    if (silent) {
      return; // That is already an issue, and explains the failures.
    }
    if (refused != null && !(refused instanceof TimeoutException)) {
      issue(
          Part.STORE,
          Status.FAILING,
          "The store answers, but takes no votes (" + said(refused) + ").",
          REFUSALS);
    } else if (count.failing() >= SOME) {
      issue(
          count.store() >= count.ledger() ? Part.STORE : Part.LEDGER,
          count.failing() >= MOST ? Status.FAILING : Status.DEGRADED,
          count.store()
              + count.ledger()
              + " of "
              + count.ended()
              + " votes were not accepted, or not answered in time, within the last "
              + FailureShare.SECONDS
              + " s: "
              + count.store()
              + " because of the store, "
              + count.ledger()
              + " because of the ledger.",
          REFUSALS);
    }
  }

  private void judgeSilent(Set<Integer> silent, Throwable failure, boolean castElsewhere) {
    String what = named(silent) + " of the store do not answer (" + said(failure) + "). ";
    if (castElsewhere) {
      issue(
          Part.STORE,
          Status.DEGRADED,
          what
              + "Votes are cast in the ledger: durable immediately, at the database's pace, with"
              + " each node's own limits; pages are not exact.",
          "Bring back the store's server or the network to it; the engine does the rest.");
    } else {
      issue(
          Part.STORE,
          Status.FAILING,
          what + "Votes are refused, because they cannot be cast in the ledger either.",
          "Bring back the store's server or the network to it. Or bring back the ledger: a"
              + " reconciler with degraded mode casts votes there meanwhile.");
    }
  }

  private Set<Integer> recovering() {
    Set<Integer> recovering = new TreeSet<>();
    LedgerState known = ledger.value();
    for (Position position : known == null ? List.<Position>of() : known.positions()) {
      PartitionState state = store.get(position.term().partition()).value();
      if (state != null && !state.serves(position.term())) {
        recovering.add(position.term().partition());
      }
    }
    return recovering;
  }

  /**
   * @param notMaintained why the last maintenance failed; null: it succeeded
   */
  void judgeLedger(@Nullable Throwable notMaintained) {
    LedgerState known = ledger.value();
    if (known == null) {
      issue(
          Part.LEDGER,
          Status.DEGRADED,
          "The ledger does not answer ("
              + said(ledger.failure())
              + "). Votes are accepted until the backlog is full, and are not durable; votes on"
              + " subjects that the store does not hold are refused.",
          "Bring back the database or the network to it, or free a connection of its pool.");
      return;
    }
    if (notMaintained != null) {
      issue(
          Part.LEDGER,
          Status.DEGRADED,
          "The ledger's maintenance fails ("
              + said(notMaintained)
              + "). Votes are not affected; entries older than their retention are kept.",
          "Do what the message says. Maintenance is retried every minute.");
    }
    if (known.hasQuarantined()) {
      issue(
          Part.LEDGER,
          Status.DEGRADED,
          "There are votes in quarantine: the database refused them for their data, and they do not"
              + " count.",
          "List them with quarantine().list, fix the cause of the refusal, and replay or discard"
              + " them.");
    }
  }

  void judgeReconciler(
      VoteFigures figures, int limit, boolean backlogWasFull, Duration durableDeadline) {
    String count = figures.unconfirmed() + " of at most " + limit + " votes are unconfirmed";
    String action =
        "Check the ledger and the log lines of the reconcilers. If neither shows a problem, give"
            + " the reconcilers more threads or the database more capacity.";
    if (backlogWasFull || figures.unconfirmed() >= limit) {
      issue(
          Part.RECONCILER,
          Status.FAILING,
          "The backlog is full, and votes are refused; " + count + ".",
          action);
    } else if (figures.unconfirmed() >= (limit + 1) / 2) {
      issue(
          Part.RECONCILER,
          Status.DEGRADED,
          count + "; when the limit is reached, votes are refused.",
          action);
    }
    if (figures.oldestUnconfirmed().compareTo(durableDeadline) > 0) {
      issue(
          Part.RECONCILER,
          Status.DEGRADED,
          "The oldest unconfirmed vote has been waiting for the ledger for "
              + figures.oldestUnconfirmed().toSeconds()
              + " s; votes cast DURABLE are not answered in time.",
          action);
    }
  }

  void judgeListeners(Listeners listeners) {
    if (listeners.haveDroppedLately()) {
      issue(
          Part.LISTENERS,
          Status.DEGRADED,
          "Listeners missed events within the last minute, because they were too slow; votes are"
              + " not affected.",
          "Move their long work to other threads; the log names the listeners.");
    }
    if (listeners.invalidatorFails()) {
      issue(
          Part.LISTENERS,
          Status.DEGRADED,
          "The cache invalidator fails, so that pages may show old counts.",
          "See the log for the exception. The invalidator is called again until it returns.");
    }
  }

  private static String named(Set<Integer> partitions) {
    return partitions.size() + " partitions (" + first(partitions) + ")";
  }

  private static String first(Set<Integer> partitions) {
    List<String> numbers = partitions.stream().limit(8).map(String::valueOf).toList();
    return String.join(", ", numbers) + (partitions.size() > 8 ? ", …" : "");
  }

  private static String said(@Nullable Throwable failure) {
    return failure instanceof TimeoutException
        ? "no answer in the time given"
        : String.valueOf(failure);
  }
}
