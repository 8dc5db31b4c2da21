package io.voteengine;

import java.util.List;

/** The polls of an engine. Safe for use by many threads. */
public interface Polls {
  /**
   * Makes a poll known, so that votes can be cast in it within its opening hours. A host calls this
   * at every start: where the poll is recorded with these rules, nothing happens.
   *
   * @param poll name and rules
   * @return the poll as it is recorded
   * @throws VoteConfigurationException when the poll is recorded with other rules
   * @throws VoteLedgerException when the ledger does not answer
   */
  Poll open(Poll poll);

  /**
   * The recorded polls.
   *
   * @return in order of their names
   * @throws VoteLedgerException when the ledger does not answer
   */
  List<Poll> all();
}
