package io.voteengine.jdbc.apply.direct;

import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.spi.rules.CastRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Applies the votes one after the other to the rows that were found; a pure function of both. */
final class DirectRound {
  private final DirectVotes found;
  private final DirectEffect effect;

  /**
   * @param refused the numbers of votes that the database refuses, each with the reason
   */
  DirectRound(DirectVotes found, Map<Long, String> refused) {
    this.found = found;
    this.effect = new DirectEffect(found, refused);
  }

  /** Returns the events of the votes that were accepted, once {@link #replies} has been called. */
  List<VoteEvent> events() {
    return effect.events();
  }

  List<CastReply> replies(List<CastCommand> votes) {
    List<CastReply> replies = new ArrayList<>();
    for (int i = 0; i < votes.size(); i++) {
      long number = found.firstNumber - i;
      replies.add(reply(votes.get(i), number, number - votes.size()));
    }
    return replies;
  }

  /**
   * @param moved number of the event that takes back another choice of the voter
   */
  private CastReply reply(CastCommand vote, long number, long moved) {
    Optional<PollSnapshot> poll = found.polls.getOrDefault(vote.subject().poll(), Optional.empty());
    return poll.isEmpty()
        ? CastReply.Refused.POLL_NOT_OPEN
        : CastRules.cast(vote, new DirectState(found, effect, vote, number, moved, poll.get()));
  }
}
