package io.voteengine.spi;

import io.voteengine.RateLimit;
import io.voteengine.SubjectId;
import java.util.Objects;

/**
 * A limit over the votes on all subjects: of one voter, or of one key that the host chooses.
 *
 * @param kind what the limit counts by
 * @param key the voter or the key, an identifier
 * @param limit how often
 */
public record SharedLimit(Kind kind, String key, RateLimit limit) {
  /** What a limit counts by. */
  public enum Kind {
    /** By voter. */
    VOTER,
    /** By a key that the host chooses. */
    KEY
  }

  /** Checks that nothing is null. */
  public SharedLimit {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(limit, "limit");
  }

  /**
   * Returns the partition that holds the limit's state: that of a subject named by kind and key.
   *
   * @param partitions number of partitions, a power of two
   * @return a number from 0 to {@code partitions - 1}
   */
  public int partition(int partitions) {
    return SubjectId.of(kind.name(), key).partition(partitions);
  }
}
