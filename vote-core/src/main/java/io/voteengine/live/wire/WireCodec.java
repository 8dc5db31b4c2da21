package io.voteengine.live.wire;

import io.voteengine.InvalidInputException;
import io.voteengine.SubjectId;
import io.voteengine.VoteConfigurationException;
import io.voteengine.live.LiveUpdate;
import io.voteengine.live.SharedUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the frames of docs/live-protocol.md. A frame is one line of JSON; a message has
 * one frame or more, separated by line feeds. Make one codec and use it everywhere: updates are
 * kept in the form that one codec gave them. Immutable, safe for use by many threads.
 */
public final class WireCodec {
  /** The version of the protocol that this library uses. */
  public static final int PROTOCOL = 1;

  /** The most characters in a frame of a client. */
  public static final int LONGEST_FRAME = 65_536;

  /** The most characters in a token, and in any other string of a client's frame. */
  public static final int LONGEST_TOKEN = 8_192;

  /** How deep objects and arrays of a client's frame may be nested. */
  public static final int DEEPEST = 8;

  private final FrameJson json = new FrameJson();
  private final FrameReader reader = new FrameReader(json);
  private final UpdateWriter writer = new UpdateWriter(json);
  private final Function<LiveUpdate, String> encoder = this::encode;

  private WireCodec() {}

  /**
   * Returns a codec.
   *
   * @return a new codec
   * @throws VoteConfigurationException when Jackson is not on the class path or not of version 3
   */
  public static WireCodec create() {
    try {
      return new WireCodec();
    } catch (LinkageError e) {
      throw new VoteConfigurationException(
          "Frames cannot be read and written, because Jackson is missing or too old ("
              + e
              + "): add tools.jackson.core:jackson-core 3.2 to the application's dependencies.",
          e);
    }
  }

  /**
   * Reads a client's frame. Members that are not known are skipped, and so are elements at the end
   * of arrays. All else that is not as documented is refused: other kinds of frames, repeated
   * names, wrong types, ids that break their rules, frames that are too long or too deep.
   *
   * @param text what the client sent
   * @return the frame
   * @throws InvalidInputException when it is refused; field and reason repeat nothing of the text
   */
  public ClientFrame read(String text) {
    return reader.read(text);
  }

  /**
   * Writes an update as a frame.
   *
   * @param update the update
   * @return one line, without a line feed
   */
  public String encode(LiveUpdate update) {
    return writer.write(update);
  }

  /**
   * Writes an update that many subscribers share; only the first call encodes.
   *
   * @param update the update
   * @return one line, without a line feed
   */
  public String encode(SharedUpdate update) {
    return update.encoded(encoder);
  }

  /**
   * Writes the frame that begins each answer to {@code subscribe}.
   *
   * @param now the server's time
   * @param beat the server sends something at least this often
   * @return one line, without a line feed
   */
  public String snapshot(Instant now, Duration beat) {
    return json.frame(
        "snapshot",
        UpdateWriter.object(
            out -> {
              out.writeName("protocol").writeNumber(PROTOCOL);
              UpdateWriter.writeMoment(out, "now", now);
              out.writeName("beat").writeNumber(beat.toMillis());
            }));
  }

  /**
   * Writes the event that more voters have a choice than in the client's last count.
   *
   * @param subject the subject
   * @param count how many more
   * @return one line, without a line feed
   */
  public String cast(SubjectId subject, long count) {
    return writer.subjectFrame("cast", subject, count);
  }

  /**
   * Writes the event that fewer voters have a choice than in the client's last count.
   *
   * @param subject the subject
   * @param count how many fewer
   * @return one line, without a line feed
   */
  public String removed(SubjectId subject, long count) {
    return writer.subjectFrame("removed", subject, count);
  }

  /**
   * Writes an error.
   *
   * @param error which one
   * @param message for the developer of the client
   * @param channel name of the channel that it is about, see {@link Channels}; or null
   * @return one line, without a line feed
   */
  public String error(WireError error, String message, @Nullable String channel) {
    return json.frame(
        "error",
        UpdateWriter.object(
            out -> {
              UpdateWriter.writeText(out, "code", error.name());
              UpdateWriter.writeText(out, "message", message);
              UpdateWriter.writeText(out, "channel", channel);
              if (error.isFinal()) {
                out.writeName("final").writeBoolean(true);
              }
            }));
  }

  /**
   * Writes that the client's authentication has expired.
   *
   * @param grace the client has this long to send a new token; then the server closes
   * @return one line, without a line feed
   */
  public String expired(Duration grace) {
    return json.frame(
        "expired",
        UpdateWriter.object(out -> out.writeName("grace").writeNumber(grace.toMillis())));
  }

  /**
   * Writes that the server will close, and the client should connect to another one.
   *
   * @param spread the client waits a random part of it, so that not all come at once
   * @return one line, without a line feed
   */
  public String goAway(Duration spread) {
    return json.frame(
        "goaway",
        UpdateWriter.object(out -> out.writeName("spread").writeNumber(spread.toMillis())));
  }

  /**
   * Writes the empty frame, for a connection on which nothing else was sent.
   *
   * @return one line, without a line feed
   */
  public String beat() {
    return "{\"beat\":{}}";
  }
}
