package io.voteengine.spring.config;

import io.voteengine.RateLimit;
import io.voteengine.VoteEngineBuilder;

/** Hands the properties of the engine itself to its builder. */
public final class EngineOptions {
  private EngineOptions() {}

  /** Sets the options that have a value. */
  public static void apply(VoteEngineProperties from, VoteEngineBuilder builder) {
    Option.set("voteengine.partitions", from.partitions(), builder::partitions);
    Option.set("voteengine.accepted-deadline", from.acceptedDeadline(), builder::acceptedDeadline);
    Option.set("voteengine.durable-deadline", from.durableDeadline(), builder::durableDeadline);
    Option.set("voteengine.drain-timeout", from.drainTimeout(), builder::drainTimeout);
    Option.set("voteengine.max-pending", from.maxPending(), builder::maxPending);
    Option.set("voteengine.loader-threads", from.loaderThreads(), builder::loaderThreads);
    if (from.limitPerVoter() != null) {
      RateLimit limit = from.limitPerVoter().limit("voteengine.limit-per-voter");
      builder.limitPerVoter(limit.permits(), limit.per());
    }
    if (from.limitPerKey() != null) {
      RateLimit limit = from.limitPerKey().limit("voteengine.limit-per-key");
      builder.limitPerKey(limit.permits(), limit.per());
    }
    builder.live(from.live().options());
  }
}
