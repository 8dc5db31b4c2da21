package io.voteengine;

import java.util.List;

/** The polls of an engine. Safe for use by many threads. */
public interface Polls {
  /**
   * Records a poll, so that votes can be cast in it between its opening and closing times. A host
   * calls this at every start: if the poll is already recorded with these rules, nothing happens.
   *
   * @param poll the poll's name and rules
   * @return the poll as it is recorded
   * @throws VoteConfigurationException when the poll is recorded with other rules
   * @throws VoteLedgerException when the ledger does not answer
   */
  Poll open(Poll poll);

  /**
   * Returns the recorded polls.
   *
   * @return the polls, in the order of their names
   * @throws VoteLedgerException when the ledger does not answer
   */
  List<Poll> all();
}
