package io.voteengine.spring.wire;

import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.RedisVoteStoreBuilder;
import io.voteengine.spring.config.Option;
import java.util.function.Supplier;

/**
 * Where Redis is.
 *
 * @param where hosts and ports, without a password
 * @param why what said so
 * @param builder makes a builder of a store there
 */
record RedisLocation(String where, String why, Supplier<RedisVoteStoreBuilder> builder) {
  static RedisLocation of(String url) {
    // Tried here, where the refusal can name the property; its message hides the password.
    Option.set("voteengine.redis.url", shown(url), any -> RedisVoteStore.builder(url));
    return new RedisLocation(
        shown(url).replaceFirst("^[^:]*://", ""),
        "voteengine.redis.url",
        () -> RedisVoteStore.builder(url));
  }

  private static String shown(String url) {
    return url.replaceFirst("//.*@", "//");
  }
}
