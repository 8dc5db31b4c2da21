package io.voteengine.spi;

import java.util.List;

/**
 * All choices that a voter holds in a ballot poll.
 *
 * @param voter the voter in the poll
 * @param votes one for each subject on which the voter's choice is not {@link
 *     io.voteengine.Choice#NONE}
 */
public record HeldVotes(VoterInPoll voter, List<VoteSnapshot> votes) {
  /** Keeps its own copy. */
  public HeldVotes {
    votes = List.copyOf(votes);
  }
}
