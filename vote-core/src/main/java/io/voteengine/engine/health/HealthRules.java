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
import io.voteengine.spi.journal.Term;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Judges what the parts said, by the rules of {@link VoteHealth}. */
final class HealthRules {
  static final Issue CLOSED =
      new Issue(
          Part.ENGINE,
          Status.FAILING,
          "The engine is closed, or is closing; it takes no votes.",
          "Build another engine. Votes that are unconfirmed are in the store only: see the log.");

  /** From this share of failing casts on something falls short. */
  private static final double SOME = 0.05;

  /** From this share on votes are as good as refused. */
  private static final double MOST = 0.5;

  private static final String REFUSALS =
      "See what the log says of votes that are UNAVAILABLE: most likely the store lacks memory or"
          + " disk, takes no writes, or is asked for more than it can do.";

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

  /** How many events the ledger lacks; null where that cannot be known. */
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
              + " been told what changed without it.",
          "Wait a few seconds. If it lasts, see what the log says of the store and the ledger.");
    }
    Set<Integer> recovering = recovering();
    if (!recovering.isEmpty()) {
      issue(
          Part.STORE,
          Status.DEGRADED,
          named(recovering)
              + " are being recovered: the store lost its past, or another server has taken over."
              + " Votes there wait, or end at their deadline.",
          "Wait a few seconds. If it lasts, see what the reconcilers log of these partitions, and"
              + " whether store and ledger belong together.");
    }
  }

  void judgeEviction(Map<Integer, Throwable> failures) {
    if (!failures.isEmpty()) {
      issue(
          Part.STORE,
          Status.DEGRADED,
          named(new TreeSet<>(failures.keySet()))
              + " of the store do not forget what nobody uses ("
              + said(failures.values().iterator().next())
              + "). Once its memory is full, votes are refused.",
          "Do what the message says; until then watch the memory that the store uses.");
    }
  }

  /**
   * Weighs the casts of the last seconds.
   *
   * @param refused how the store failed when it was tried out; null: it did not, or was not
   */
  void judgeCasts(FailureShare.Count count, @Nullable Throwable refused) {
    boolean silent = store.stream().anyMatch(answer -> answer.failure() != null);
    if (silent) {
      return; // That is an issue already, and explains what failed.
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
              + " votes were not taken, or not"
              + " answered in time, within the last "
              + FailureShare.SECONDS
              + " s: "
              + count.store()
              + " for the store's sake, "
              + count.ledger()
              + " for the ledger's.",
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
              + "Votes are cast in the ledger: durable at once, at the database's pace, with each"
              + " node's own limits; pages are not exact.",
          "Bring the store's server back, or the network to it; the engine does the rest.");
    } else {
      issue(
          Part.STORE,
          Status.FAILING,
          what + "Votes are refused, for they cannot be cast in the ledger either.",
          "Bring the store's server back, or the network to it, or else the ledger: a reconciler"
              + " with degraded mode casts votes there meanwhile.");
    }
  }

  private Set<Integer> recovering() {
    Set<Integer> recovering = new TreeSet<>();
    LedgerState known = ledger.value();
    for (Position position : known == null ? List.<Position>of() : known.positions()) {
      PartitionState state = store.get(position.term().partition()).value();
      if (state != null && !serves(state, position.term())) {
        recovering.add(position.term().partition());
      }
    }
    return recovering;
  }

  private static boolean serves(PartitionState state, Term term) {
    PartitionState.Meta meta = state.meta();
    return meta != null
        && meta.frozen() == null
        && meta.epoch() == term.epoch()
        && state.identity().equals(term.identity());
  }

  /**
   * @param notMaintained why its last maintenance failed; null: it did not
   */
  void judgeLedger(@Nullable Throwable notMaintained) {
    LedgerState known = ledger.value();
    if (known == null) {
      issue(
          Part.LEDGER,
          Status.DEGRADED,
          "The ledger does not answer ("
              + said(ledger.failure())
              + "). Votes are taken until the backlog is full, and are not durable; votes on what"
              + " the store does not hold are refused.",
          "Bring the database back, or the network to it; or free a connection of its pool.");
      return;
    }
    if (notMaintained != null) {
      issue(
          Part.LEDGER,
          Status.DEGRADED,
          "The ledger's maintenance fails ("
              + said(notMaintained)
              + "). Votes are not concerned; what has outlived its retention is kept.",
          "Do what the message says. Maintenance is tried again every minute.");
    }
    if (known.hasQuarantined()) {
      issue(
          Part.LEDGER,
          Status.DEGRADED,
          "There are votes in quarantine: the database refused them for their data, and they do not"
              + " count.",
          "List them with quarantine().list, mend what refused them, and replay or discard them.");
    }
  }

  void judgeReconciler(
      VoteFigures figures, int limit, boolean backlogWasFull, Duration durableDeadline) {
    String count = figures.unconfirmed() + " of at most " + limit + " votes are unconfirmed";
    String action =
        "Look at the ledger, and at what the reconcilers log. Where both are well, give the"
            + " reconcilers more threads, or the database more room to work.";
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
          count + "; once that many are, votes are refused.",
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
              + " not concerned.",
          "Have them hand over what takes long; the log names them.");
    }
    if (listeners.invalidatorFails()) {
      issue(
          Part.LISTENERS,
          Status.DEGRADED,
          "The cache invalidator fails, so that pages may show old counts.",
          "See the log for what it throws. It is told again until it returns.");
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
