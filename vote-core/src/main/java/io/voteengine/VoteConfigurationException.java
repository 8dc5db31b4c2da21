package io.voteengine;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Thrown at start-up when two parts of the configuration contradict each other or contradict what
 * is recorded.
 */
public class VoteConfigurationException extends VoteException {
  private static final long serialVersionUID = 1L;

  /** What is wrong, for hosts that explain the frequent mistakes in their own words. */
  public enum Problem {
    /** The ledger's tables are missing, incomplete, or of another version. */
    SCHEMA,
    /** Store or ledger were first used with another number of partitions. */
    PARTITIONS,
    /** The store belongs to another ledger, as where two sites share a Redis. */
    FOREIGN_STORE,
    /** Another running engine uses the ledger with another store, as one in memory. */
    SECOND_STORE,
    /** Something else; the message says what. */
    OTHER
  }

  /** What is wrong. */
  private final Problem problem;

  /**
   * Creates an exception with the problem {@link Problem#OTHER}. Its message says what happened,
   * what it means, and what to do.
   *
   * @param message the message
   * @param cause what led to it, or null
   */
  public VoteConfigurationException(String message, @Nullable Throwable cause) {
    this(Problem.OTHER, message, cause);
  }

  /**
   * Creates an exception. Its message says what happened, what it means, and what to do.
   *
   * @param problem what is wrong
   * @param message the message
   * @param cause what led to it, or null
   */
  public VoteConfigurationException(Problem problem, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.problem = Objects.requireNonNull(problem, "problem");
  }

  /**
   * Returns what is wrong.
   *
   * @return the problem
   */
  public Problem problem() {
    return problem;
  }
}
