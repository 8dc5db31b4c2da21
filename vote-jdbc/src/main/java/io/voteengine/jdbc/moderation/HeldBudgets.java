package io.voteengine.jdbc.moderation;

import static java.util.stream.Collectors.toMap;

import io.voteengine.Choice;
import io.voteengine.jdbc.apply.HeldReads;
import io.voteengine.jdbc.apply.VoteRow;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.poll.VoteBudget;
import io.voteengine.spi.HeldVotes;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.VoterInPoll;
import io.voteengine.spi.rules.Holdings;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** What the voters of ballot polls hold while votes are restored: they must not get too many. */
final class HeldBudgets {
  private final Map<String, VoteBudget> budgets;
  private final Map<VoterInPoll, Holdings> held;

  private HeldBudgets(Map<String, VoteBudget> budgets, Map<VoterInPoll, Holdings> held) {
    this.budgets = budgets;
    this.held = held;
  }

  /**
   * @param budgets those of the ballot polls among the votes' polls
   */
  static HeldBudgets read(Transaction tx, Map<String, VoteBudget> budgets, List<VoteSnapshot> votes)
      throws SQLException {
    List<VoterInPoll> voters =
        votes.stream()
            .filter(vote -> budgets.containsKey(vote.subject().poll()))
            .map(vote -> new VoterInPoll(vote.subject().poll(), vote.voter()))
            .distinct()
            .toList();
    return new HeldBudgets(
        budgets,
        voters.isEmpty()
            ? Map.of()
            : HeldReads.read(tx, voters).stream()
                .collect(toMap(HeldVotes::voter, found -> new Holdings(found.votes()))));
  }

  /** Records a new choice of a voter. Returns false, and records nothing, where it is too many. */
  boolean take(VoteKey key, VoteRow row) {
    VoteBudget budget = budgets.get(key.subject().poll());
    Holdings holdings = held.get(new VoterInPoll(key.subject().poll(), key.voter()));
    if (budget == null || holdings == null) {
      return true;
    }
    if (row.choice() != Choice.NONE
        && !holdings.holds(key.subject())
        && holdings.size() >= budget.votes()) {
      return false;
    }
    holdings.set(key.subject(), row.choice(), row.castAt());
    return true;
  }
}
