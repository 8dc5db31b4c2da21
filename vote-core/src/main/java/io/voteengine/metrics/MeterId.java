package io.voteengine.metrics;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Names a meter. Immutable.
 *
 * @param name words in lower case with dots between them, beginning with {@code voteengine.}
 * @param unit what is counted or measured, such as {@code votes}; {@code seconds} for times; empty
 *     for a ratio
 * @param tags keys and values, in the order of the keys. Their values are few and known; they never
 *     name a subject, a voter or a poll
 * @param description what the figure means, in one sentence
 */
public record MeterId(String name, String unit, Map<String, String> tags, String description) {
  /** Keeps its own copy of the tags. */
  public MeterId {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(description, "description");
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }

  /**
   * Returns the id of a meter without tags.
   *
   * @param name see {@link MeterId}
   * @param unit see {@link MeterId}
   * @param description see {@link MeterId}
   * @return the id
   */
  public static MeterId of(String name, String unit, String description) {
    return new MeterId(name, unit, Map.of(), description);
  }

  /**
   * Returns a copy of this id with one more tag.
   *
   * @param key the tag's key
   * @param value its value
   * @return the id
   */
  public MeterId tag(String key, String value) {
    Map<String, String> more = new TreeMap<>(tags);
    more.put(key, value);
    return new MeterId(name, unit, more, description);
  }
}
