package io.voteengine.redis.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The scripts: resources beside this class, each preceded by the parts that it uses. */
public enum Script {
  CAST("partition", "clock", "poll", "subject", "kept", "held", "cast"),
  PERMIT("partition", "clock", "permit"),
  READ("partition", "subject", "read"),
  TOP("partition", "subject", "top"),
  READ_VOTE("partition", "subject", "read_vote"),
  STATE("partition", "clock", "record", "state"),
  LOAD_POLL("partition", "poll", "load_poll"),
  LOAD_SUBJECTS("partition", "clock", "subject", "kept", "loading", "load_subjects"),
  LOAD_VOTES("partition", "clock", "subject", "kept", "loading", "load_votes"),
  LOAD_HELD("partition", "load_held"),
  UNLOAD("partition", "clock", "subject", "kept", "held", "unload"),
  EVICT("partition", "clock", "record", "poll", "subject", "kept", "held", "evict"),
  CLOSE_POLL("partition", "clock", "poll", "close_poll"),
  JOURNAL("partition", "clock", "record", "journal"),
  APPLIED("partition", "clock", "applied"),
  FREEZE("partition", "clock", "record", "freeze"),
  RESET("partition", "reset"),
  PROBE("probe");

  @SuppressWarnings("ImmutableEnumChecker") // The array never escapes: source() copies it.
  private final byte[] source;

  private final String digest;

  /**
   * @param parts names of the parts, and last that of the script itself
   */
  Script(String... parts) {
    int last = parts.length - 1;
    Stream<String> before = Stream.of(parts).limit(last).map(part -> read("parts/" + part));
    this.source =
        Stream.concat(before, Stream.of(read(parts[last])))
            .collect(Collectors.joining("\n"))
            .getBytes(UTF_8);
    this.digest = sha1(source);
  }

  public byte[] source() {
    return source.clone();
  }

  /** The name by which the server knows the script. */
  String digest() {
    return digest;
  }

  private static String read(String part) {
    try (InputStream in = Script.class.getResourceAsStream(part + ".lua")) {
      if (in == null) {
        throw new IllegalStateException("The jar of vote-redis lacks " + part + ".lua");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha1(byte[] source) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(source));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
