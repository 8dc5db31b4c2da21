package io.voteengine.engine.health;

import io.voteengine.engine.health.HealthCheck.Answer;
import io.voteengine.engine.health.HealthCheck.LedgerState;
import io.voteengine.health.VoteHealth;
import io.voteengine.health.VoteHealth.Part;
import io.voteengine.health.VoteHealth.Status;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Position;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The rules of {@link VoteHealth} for the store, by its answers and the last casts. */
final class StoreRules {
  /** From this share of failing casts on, the status is DEGRADED. */
  private static final double SOME = 0.05;

  /** From this share of failing casts on, the status is FAILING. */
  private static final double MOST = 0.5;

  private static final String REFUSALS =
      "See the log lines about votes that are UNAVAILABLE. Most likely the store lacks memory or"
          + " disk space, takes no writes, or is overloaded.";

  private final Answer<LedgerState> ledger;
  private final List<Answer<PartitionState>> store;
  private final Issues issues;

  StoreRules(Answer<LedgerState> ledger, List<Answer<PartitionState>> store, Issues issues) {
    this.ledger = ledger;
    this.store = store;
    this.issues = issues;
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
      issues.add(
          Part.STORE,
          ledger.failure() == null ? Status.DEGRADED : Status.FAILING,
          Issues.named(stillDegraded)
              + " answer, but are still served from the ledger (degraded mode), until the store has"
              + " unloaded what changed without it.",
          "Wait a few seconds. If it lasts, see the log lines about the store and the ledger.");
    }
    Set<Integer> recovering = recovering();
    if (!recovering.isEmpty()) {
      issues.add(
          Part.STORE,
          Status.DEGRADED,
          Issues.named(recovering)
              + " are being recovered: the store lost its history, or another server has taken"
              + " over. Votes there wait, or end at their deadline.",
          "Wait a few seconds. If it lasts, see what the reconcilers log about these partitions,"
              + " and check that store and ledger belong together.");
    }
  }

  private void judgeSilent(Set<Integer> silent, Throwable failure, boolean castElsewhere) {
    String what =
        Issues.named(silent) + " of the store do not answer (" + Issues.said(failure) + "). ";
    if (castElsewhere) {
      issues.add(
          Part.STORE,
          Status.DEGRADED,
          what
              + "Votes are cast in the ledger: durable immediately, at the database's pace, with"
              + " each node's own limits; pages are not exact.",
          "Bring back the store's server or the network to it; the engine does the rest.");
    } else {
      issues.add(
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

  void judgeEviction(Map<Integer, Throwable> failures) {
    if (!failures.isEmpty()) {
      issues.add(
          Part.STORE,
          Status.DEGRADED,
          Issues.named(new TreeSet<>(failures.keySet()))
              + " of the store do not evict what is not in use ("
              + Issues.said(failures.values().iterator().next())
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
      issues.add(
          Part.STORE,
          Status.FAILING,
          "The store answers, but takes no votes (" + Issues.said(refused) + ").",
          REFUSALS);
    } else if (count.failing() >= SOME) {
      issues.add(
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
}
