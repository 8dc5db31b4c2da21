package io.voteengine.spi;

import io.voteengine.RateLimit;
import io.voteengine.SubjectId;
import java.util.Objects;

/**
 * A limit that votes on any subjects share: one voter's, or that of a key which the host gives.
 *
 * @param kind by what it counts
 * @param key whose it is: an identifier
 * @param limit how often
 */
public record SharedLimit(Kind kind, String key, RateLimit limit) {
  /** By what a limit counts. */
  public enum Kind {
    /** By voter. */
    VOTER,
    /** By a key of the host's. */
    KEY
  }

  /** Checks that nothing is null. */
  public SharedLimit {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(limit, "limit");
  }

  /**
   * The partition that holds its state: that of a subject named by kind and key.
   *
   * @param partitions number of partitions, a power of two
   * @return a number from 0 to {@code partitions - 1}
   */
  public int partition(int partitions) {
    return SubjectId.of(kind.name(), key).partition(partitions);
  }
}
