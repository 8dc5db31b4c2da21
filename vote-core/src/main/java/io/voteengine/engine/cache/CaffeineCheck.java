package io.voteengine.engine.cache;

import io.voteengine.VoteConfigurationException;

/** Checks that the library of the near cache is there, before anything is opened. */
public final class CaffeineCheck {
  private CaffeineCheck() {}

  /**
   * Looks for Caffeine, and loads nothing of it.
   *
   * @throws VoteConfigurationException when it is missing
   */
  public static void run() {
    try {
      Class.forName(
          "com.github.benmanes.caffeine.cache.Caffeine",
          false,
          CaffeineCheck.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      throw new VoteConfigurationException(
          "nearCache(...) needs Caffeine, which is not on the class path of VoteEngine."
              + " Nothing was opened. Add the dependency com.github.ben-manes.caffeine:caffeine, or"
              + " build the engine without nearCache(...).",
          e);
    }
  }
}
