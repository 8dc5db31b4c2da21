package io.voteengine.engine;

import io.voteengine.Poll;
import io.voteengine.Polls;
import io.voteengine.VoteConfigurationException;
import io.voteengine.engine.lifecycle.Lifecycle;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.VoteLedger;
import java.util.List;

/** Polls are recorded in the ledger; the store loads them from there when a vote needs them. */
final class EnginePolls implements Polls {
  private final VoteLedger ledger;
  private final Lifecycle lifecycle;

  EnginePolls(VoteLedger ledger, Lifecycle lifecycle) {
    this.ledger = ledger;
    this.lifecycle = lifecycle;
  }

  @Override
  public Poll open(Poll poll) {
    Poll recorded = lifecycle.whileOpen(() -> ledger.createPoll(poll)).poll();
    if (!recorded.equals(poll)) {
      throw new VoteConfigurationException(
          "The poll '"
              + poll.name()
              + "' is recorded with other rules and keeps them: "
              + recorded
              + ", not "
              + poll
              + ". Open it with the recorded rules, or choose another name.",
          null);
    }
    return recorded;
  }

  @Override
  public List<Poll> all() {
    return lifecycle.whileOpen(ledger::polls).stream().map(PollSnapshot::poll).toList();
  }
}
