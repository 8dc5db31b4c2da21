package io.voteengine.metrics;

import io.voteengine.CastResult;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The words for answers to casts in tags of meters, in traces and in the log. */
public final class CastTags {
  /** The tag of the answer. */
  public static final String OUTCOME = "outcome";

  /** The tag of what an accepted vote changed. */
  public static final String ACTION = "action";

  /** The action of a vote that was not accepted. */
  public static final String NONE = "none";

  /** The outcome of an accepted vote. */
  public static final String ACCEPTED = "accepted";

  /** The outcome of a cast whose outcome is not known. */
  public static final String UNKNOWN = "unknown";

  /** The outcome of a cast that ended with an exception. */
  public static final String FAILED = "failed";

  private CastTags() {}

  /**
   * Returns the word for an answer.
   *
   * @param result the answer; null: an exception
   * @return {@code accepted}, {@code unknown}, {@code failed}, or the reason of a rejection
   */
  public static String outcome(@Nullable CastResult result) {
    if (result instanceof CastResult.Accepted) {
      return ACCEPTED;
    }
    if (result instanceof CastResult.Rejected rejected) {
      return of(rejected.reason());
    }
    return result == null ? FAILED : UNKNOWN;
  }

  /**
   * Returns the word for what a cast changed.
   *
   * @param result the answer; null: an exception
   * @return the action of an accepted vote, {@code none} for others
   */
  public static String action(@Nullable CastResult result) {
    return result instanceof CastResult.Accepted accepted ? of(accepted.action()) : NONE;
  }

  /**
   * Returns a value's name as a tag.
   *
   * @param value a value
   * @return its name in lower case
   */
  public static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
