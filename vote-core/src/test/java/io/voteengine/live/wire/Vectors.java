package io.voteengine.live.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The test vectors that the browser client's tests read too. */
final class Vectors {
  private static final String FILE = "frames.jsonl";

  private Vectors() {}

  /** A line: {@code refused} is the field that the refusal names. */
  record Vector(String name, String from, String text, @Nullable String refused) {
    boolean isHostile() {
      return refused != null;
    }
  }

  static List<Vector> all() {
    try (InputStream in = requireNonNull(Vectors.class.getResourceAsStream(FILE), FILE)) {
      return new String(in.readAllBytes(), UTF_8).lines().map(Vectors::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Vector named(String from, String name) {
    return all().stream()
        .filter(vector -> vector.from().equals(from) && vector.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no vector " + from + " " + name));
  }

  private static Vector parse(String line) {
    Map<String, String> members = new HashMap<>();
    try (JsonParser in = new JsonFactory().createParser(ObjectReadContext.empty(), line)) {
      in.nextToken();
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = in.currentName();
        in.nextToken();
        members.put(name, in.getString());
      }
    }
    return new Vector(
        requireNonNull(members.get("name")),
        requireNonNull(members.get("from")),
        requireNonNull(members.get("text")),
        members.get("refused"));
  }
}
