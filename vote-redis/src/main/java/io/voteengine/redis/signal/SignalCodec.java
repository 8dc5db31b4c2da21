package io.voteengine.redis.signal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.voteengine.spi.Signal;
import io.voteengine.spi.Signal.Kind;
import org.jspecify.annotations.Nullable;

/** Translates signals to and from messages: a letter and a partition's number. */
final class SignalCodec {
  private SignalCodec() {}

  static byte[] encode(Signal signal) {
    return (signal.kind().name().charAt(0) + Integer.toString(signal.partition()))
        .getBytes(US_ASCII);
  }

  /** Returns null for a message of another version, or of another application. */
  static @Nullable Signal decode(byte[] message) {
    String text = new String(message, US_ASCII);
    if (!text.matches("[A-Z]\\d{1,4}")) {
      return null;
    }
    for (Kind kind : Kind.values()) {
      if (kind.name().charAt(0) == text.charAt(0)) {
        return new Signal(kind, Integer.parseInt(text.substring(1)));
      }
    }
    return null;
  }
}
