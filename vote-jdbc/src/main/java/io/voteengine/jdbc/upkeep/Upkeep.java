package io.voteengine.jdbc.upkeep;

import java.util.List;
import java.util.function.Consumer;

/**
 * Runs kinds of maintenance that do not depend on each other: all of them, also where one fails.
 */
public final class Upkeep {
  private Upkeep() {}

  public static void all(Runnable... kinds) {
    each(List.of(kinds), Runnable::run);
  }

  /**
   * @throws RuntimeException the first failure, with the others as suppressed ones
   */
  public static <T> void each(Iterable<T> all, Consumer<T> step) {
    RuntimeException failure = null;
    for (T one : all) {
      try {
        step.accept(one);
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
