package io.voteengine.redis.startup;

import io.voteengine.VoteConfigurationException;
import org.jspecify.annotations.Nullable;

/** Says that the store's user may not do what the store needs. */
public final class MissingPermission {
  private MissingPermission() {}

  public static VoteConfigurationException exception(String what, @Nullable Throwable failure) {
    return new VoteConfigurationException(
        "The store's Redis user lacks a permission: "
            + what
            + ". Give it the commands, keys and channels that docs/redis.md lists.",
        failure);
  }
}
