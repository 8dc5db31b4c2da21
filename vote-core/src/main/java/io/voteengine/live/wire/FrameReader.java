package io.voteengine.live.wire;

import io.voteengine.InvalidInputException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;

/** Reads the frames of clients, which anyone may have written. */
final class FrameReader {
  private final FrameJson json;

  FrameReader(FrameJson json) {
    this.json = json;
  }

  ClientFrame read(String text) {
    if (text.length() > WireCodec.LONGEST_FRAME) {
      throw refused("is longer than " + WireCodec.LONGEST_FRAME + " characters", null);
    }
    try (JsonParser in = json.parser(text)) {
      expect(in, in.nextToken(), JsonToken.START_OBJECT, "frame", "must be an object");
      String kind = in.nextName();
      if (kind == null) {
        throw refused("has no kind", null);
      }
      expect(in, in.nextToken(), JsonToken.START_OBJECT, kind(kind), "must be an object");
      ClientFrame frame = readContent(kind, in);
      expect(in, in.nextToken(), JsonToken.END_OBJECT, "frame", "must have one member");
      expect(in, in.nextToken(), null, "frame", "must end after the object");
      return frame;
    } catch (StreamConstraintsException e) {
      throw refused("is too deep, or a part of it is too long", e);
    } catch (JacksonException e) {
      throw refused("is not well-formed JSON, or repeats a name", e);
    }
  }

  /** Returns the kind, if it is one of ours: messages never repeat what a client sent. */
  private static String kind(String kind) {
    return switch (kind) {
      case "auth", "subscribe", "track", "untrack" -> kind;
      default -> throw refused("is of a kind that clients do not send", null);
    };
  }

  private static ClientFrame readContent(String kind, JsonParser in) {
    String token = null;
    int protocol = 0;
    TopicsReader topics = new TopicsReader(in);
    String name;
    while ((name = in.nextName()) != null) {
      JsonToken value = in.nextToken();
      if (name.equals("token") && kind.equals("auth")) {
        expect(in, value, JsonToken.VALUE_STRING, "token", "must be a string");
        token = in.getString();
      } else if (name.equals("protocol") && kind.equals("subscribe")) {
        expect(in, value, JsonToken.VALUE_NUMBER_INT, "protocol", "must be a whole number");
        protocol = in.getIntValue();
      } else if (kind.equals("auth") || !topics.read(name)) {
        in.skipChildren();
      }
    }
    if (kind.equals("auth")) {
      if (token == null) {
        throw new InvalidInputException("token", "is missing");
      }
      return new ClientFrame.Auth(token);
    }
    return switch (kind) {
      case "subscribe" -> new ClientFrame.Subscribe(protocol, topics.topics());
      case "track" -> new ClientFrame.Track(topics.topics());
      default -> new ClientFrame.Untrack(topics.topics());
    };
  }

  static void expect(
      JsonParser in,
      @Nullable JsonToken token,
      @Nullable JsonToken expected,
      String field,
      String rule) {
    if (token != expected) {
      throw new InvalidInputException(field, rule);
    }
  }

  private static InvalidInputException refused(String reason, @Nullable Throwable cause) {
    return new InvalidInputException("frame", reason, cause);
  }
}
