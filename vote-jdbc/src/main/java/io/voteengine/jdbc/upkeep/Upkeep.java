package io.voteengine.jdbc.upkeep;

import java.util.List;
import java.util.function.Consumer;

/** Runs independent kinds of maintenance: all of them, even when one fails. */
public final class Upkeep {
  private Upkeep() {}

  public static void all(Runnable... kinds) {
    each(List.of(kinds), Runnable::run);
  }

  /**
   * Runs a step for each element, also after a failure.
   *
   * @throws RuntimeException the first failure, with the others suppressed in it
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
