package io.voteengine.util;

import java.util.List;
import java.util.function.Consumer;

/** Runs independent steps: all of them, even when one fails. */
public final class RunAll {
  private RunAll() {}

  /**
   * Runs steps, also after a failure.
   *
   * @param steps the steps, in this order
   * @throws RuntimeException the first failure, with the others suppressed in it
   */
  public static void of(Runnable... steps) {
    each(List.of(steps), Runnable::run);
  }

  /**
   * Runs a step for each element, also after a failure.
   *
   * @param all the elements, in this order
   * @param step what to do with each
   * @param <T> the type of the elements
   * @throws RuntimeException the first failure, with the others suppressed in it
   */
  public static <T> void each(Iterable<T> all, Consumer<? super T> step) {
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
