package io.voteengine.util;

import java.util.Objects;

/** The rules for reasons that people give. */
public final class Reasons {
  private static final int LONGEST = 500;

  private Reasons() {}

  /**
   * Checks a reason.
   *
   * @param name name of the argument, for the message
   * @param reason 1 to 500 characters, well-formed, without control characters
   * @return the reason
   * @throws IllegalArgumentException when it is not so
   */
  public static String check(String name, String reason) {
    Objects.requireNonNull(reason, name);
    if (reason.isBlank() || reason.length() > LONGEST) {
      throw new IllegalArgumentException(
          name + " must have 1 to " + LONGEST + " characters: " + reason.length());
    }
    if (reason.codePoints().anyMatch(c -> Character.isISOControl(c) || isSurrogate(c))) {
      throw new IllegalArgumentException(name + " must be well-formed, without control characters");
    }
    return reason;
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
