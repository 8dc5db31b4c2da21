package io.voteengine.spring.config;

import io.voteengine.RateLimit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A rate limit.
 *
 * @param permits Size of a burst, 1 to 1000000.
 * @param per Time in which the permits are refilled, 1ms to 1d.
 */
public record LimitProperties(@Nullable Integer permits, @Nullable Duration per) {
  /** Returns the limit; a missing or wrong half is refused by its property. */
  RateLimit limit(String property) {
    int burst = Option.required(property + ".permits", permits);
    Duration refill = Option.required(property + ".per", per);
    Option.set(property + ".permits", permits, any -> new RateLimit(any, Duration.ofSeconds(1)));
    Option.set(property + ".per", per, any -> new RateLimit(1, any));
    return new RateLimit(burst, refill);
  }
}
