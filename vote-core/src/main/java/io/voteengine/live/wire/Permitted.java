package io.voteengine.live.wire;

import io.voteengine.VoterId;
import io.voteengine.live.Interest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sorts what a client asks for into what it may have, and the channels of the rest. */
final class Permitted {
  /** A frame of thousands of refused topics must not be answered by thousands of frames. */
  private static final int MOST_REFUSALS = 20;

  final List<Interest> interests = new ArrayList<>();
  final List<String> refused = new ArrayList<>();

  Permitted(WireOptions.Access access, @Nullable VoterId voter, Collection<Interest> wanted) {
    for (Interest interest : wanted) {
      if (access.allows(voter, interest)) {
        interests.add(interest);
      } else if (refused.size() < MOST_REFUSALS) {
        refused.add(channel(interest));
      }
    }
  }

  private static String channel(Interest interest) {
    if (interest instanceof Interest.InSubject subject) {
      return Channels.of(subject.subject());
    } else if (interest instanceof Interest.InChannel channel) {
      return channel.channel();
    } else if (interest instanceof Interest.InPoll poll) {
      return Channels.deadline(poll.poll());
    } else if (interest instanceof Interest.InPollState state) {
      return Channels.deadline(state.poll());
    }
    return Channels.deadline(((Interest.InLeaderboard) interest).poll());
  }
}
