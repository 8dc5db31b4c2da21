package io.voteengine.examples.board.sync;

import io.voteengine.examples.board.catalog.Boards;
import io.voteengine.examples.board.catalog.JamQueue;
import io.voteengine.examples.board.security.Holder;
import io.voteengine.live.Interest;
import io.voteengine.live.wire.Channels;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who may listen to what. Counts and states of the site's polls are public; a channel of a user is
 * that user's. All that is not named here is refused.
 */
@Component
class ChannelAccess {
  /** Each board tells of new items here, such as on {@code jam-items}; and the jam, what plays. */
  private static final Set<String> PUBLIC =
      Stream.concat(Boards.ALL.stream().map(board -> board + "-items"), Stream.of(JamQueue.CHANNEL))
          .collect(Collectors.toSet());

  private final Boards boards;

  ChannelAccess(Boards boards) {
    this.boards = boards;
  }

  boolean allows(@Nullable Holder holder, Interest interest) {
    if (interest instanceof Interest.InSubject in) {
      return isPoll(in.subject().poll());
    } else if (interest instanceof Interest.InPoll in) {
      return isPoll(in.poll());
    } else if (interest instanceof Interest.InPollState in) {
      return isPoll(in.poll());
    } else if (interest instanceof Interest.InLeaderboard in) {
      return isPoll(in.poll());
    } else if (interest instanceof Interest.InChannel in) {
      return isChannel(holder, in.channel());
    }
    return false;
  }

  private boolean isChannel(@Nullable Holder holder, String channel) {
    if (channel.startsWith("user-")) {
      return holder != null && channel.equals("user-" + holder.name());
    }
    // vote-client.js asks for the payloads of each subject that it shows.
    return PUBLIC.contains(channel)
        || Channels.subject(channel).filter(subject -> isPoll(subject.poll())).isPresent();
  }

  private boolean isPoll(String poll) {
    return boards.board(poll).isPresent();
  }
}
