package io.voteengine.live.wire;

import io.voteengine.SubjectId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of channels, as browsers use them: {@code poll.subject}, {@code poll.subject.votes},
 * {@code poll.deadline}. In an id, a dot is written as {@code %2E} and a percent sign as {@code
 * %25}; the subject with the key {@code deadline} as {@code %64eadline}. Other names, such as
 * {@code site-news}, are free for the host.
 */
public final class Channels {
  private static final String DEADLINE = "deadline";
  private static final Pattern ESCAPED = Pattern.compile("%([0-7][0-9a-fA-F])");

  private Channels() {}

  /**
   * Returns the channel of a subject.
   *
   * @param subject the subject
   * @return {@code poll.subject}
   */
  public static String of(SubjectId subject) {
    String key = subject.key().equals(DEADLINE) ? "%64eadline" : escape(subject.key());
    return escape(subject.poll()) + "." + key;
  }

  /**
   * Returns the channel of the votes on a subject.
   *
   * @param subject the subject
   * @return {@code poll.subject.votes}
   */
  public static String votes(SubjectId subject) {
    return of(subject) + ".votes";
  }

  /**
   * Returns the channel of a poll's state.
   *
   * @param poll name of the poll
   * @return {@code poll.deadline}
   */
  public static String deadline(String poll) {
    return escape(poll) + "." + DEADLINE;
  }

  /**
   * Returns the subject of which a channel is.
   *
   * @param channel name of a channel
   * @return the subject; empty when the channel is of another kind
   * @throws io.voteengine.InvalidInputException when an id in the name breaks the rules of ids
   */
  public static Optional<SubjectId> subject(String channel) {
    int dot = channel.indexOf('.');
    if (dot <= 0 || dot == channel.length() - 1 || channel.indexOf('.', dot + 1) >= 0) {
      return Optional.empty();
    }
    String key = channel.substring(dot + 1);
    return key.equals(DEADLINE)
        ? Optional.empty()
        : Optional.of(SubjectId.of(unescape(channel.substring(0, dot)), unescape(key)));
  }

  private static String escape(String id) {
    return id.replace("%", "%25").replace(".", "%2E");
  }

  private static String unescape(String id) {
    return ESCAPED
        .matcher(id)
        .replaceAll(
            match -> {
              char decoded = (char) Integer.parseInt(match.group(1), 16);
              return Matcher.quoteReplacement(String.valueOf(decoded));
            });
  }
}
