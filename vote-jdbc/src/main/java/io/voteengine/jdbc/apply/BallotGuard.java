package io.voteengine.jdbc.apply;

import static java.util.stream.Collectors.toMap;

import io.voteengine.Choice;
import io.voteengine.jdbc.sql.RefusedDataException;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.poll.VoteBudget;
import io.voteengine.spi.HeldVotes;
import io.voteengine.spi.VoterInPoll;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.spi.rules.Holdings;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the voters of ballot polls within their budgets while a batch is applied, by the ledger's
 * own rows: whatever a store has accepted, no voter holds more. Used for one pass over a batch.
 */
final class BallotGuard {
  /** What a vote that would count means for its voter. */
  enum Verdict {
    FITS,
    /** The budget is spent, and all that the voter holds is newer: these votes have replaced it. */
    OVERTAKEN,
    /** The budget is spent. */
    EXCEEDS
  }

  private final Map<String, VoteBudget> budgets;
  private final Map<VoterInPoll, Holdings> held;

  private BallotGuard(Map<String, VoteBudget> budgets, Map<VoterInPoll, Holdings> held) {
    this.budgets = budgets;
    this.held = held;
  }

  /**
   * Reads what the voters of the events hold.
   *
   * @param budgets those of the ballot polls among the events' polls
   */
  static BallotGuard read(Transaction tx, Map<String, VoteBudget> budgets, List<VoteEvent> events)
      throws SQLException {
    if (budgets.isEmpty()) {
      return new BallotGuard(budgets, Map.of());
    }
    List<VoterInPoll> voters =
        events.stream()
            .filter(event -> budgets.containsKey(event.subject().poll()))
            .map(BallotGuard::voter)
            .distinct()
            .toList();
    return new BallotGuard(
        budgets,
        HeldReads.read(tx, voters).stream()
            .collect(toMap(HeldVotes::voter, found -> new Holdings(found.votes()))));
  }

  /** Returns a guard in the state of the rows, for another pass. */
  BallotGuard fresh() {
    Map<VoterInPoll, Holdings> copies = new HashMap<>();
    held.forEach((voter, holdings) -> copies.put(voter, holdings.copy()));
    return new BallotGuard(budgets, copies);
  }

  /** Judges a vote that is newer than its voter's row. */
  Verdict judge(VoteEvent event) {
    VoteBudget budget = budgets.get(event.subject().poll());
    if (budget == null || event.choice() == Choice.NONE) {
      return Verdict.FITS;
    }
    Holdings holdings = holdings(event);
    if (holdings.holds(event.subject()) || holdings.size() < budget.votes()) {
      return Verdict.FITS;
    }
    Holdings.Held oldest = holdings.oldest();
    return budget.whenSpent() == VoteBudget.WhenSpent.MOVE
            && oldest != null
            && event.castAt() <= oldest.castAt()
        ? Verdict.OVERTAKEN
        : Verdict.EXCEEDS;
  }

  /** Records that a vote counts. */
  void counted(VoteEvent event) {
    if (budgets.containsKey(event.subject().poll())) {
      holdings(event).set(event.subject(), event.choice(), event.castAt());
    }
  }

  private Holdings holdings(VoteEvent event) {
    return held.computeIfAbsent(voter(event), none -> new Holdings());
  }

  private static VoterInPoll voter(VoteEvent event) {
    return new VoterInPoll(event.subject().poll(), event.voter());
  }

  /** Returns why a vote that exceeds the budget goes into quarantine. */
  static RefusedDataException refusal(VoteEvent event) {
    return new RefusedDataException(
        new SQLException(
            "the voter holds as many choices in the ballot poll '"
                + event.subject().poll()
                + "' as it allows"));
  }
}
