package io.voteengine.spring.config;

import io.voteengine.live.LiveOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Live counts.
 *
 * @param tick How often subscribers receive what has changed, 5ms to 1s; 50ms if not set.
 * @param longestCall How long one call of a subscriber may take, 100ms to 1h; 30s if not set.
 * @param closingSoon How long before its close a poll is said to close soon, 0 to 365d; 5m if not
 *     set.
 */
public record LiveProperties(
    @Nullable Duration tick, @Nullable Duration longestCall, @Nullable Duration closingSoon) {

  /** Returns the options. */
  public LiveOptions options() {
    LiveOptions[] options = {LiveOptions.defaults()};
    Option.set("voteengine.live.tick", tick, value -> options[0] = options[0].tick(value));
    Option.set(
        "voteengine.live.longest-call",
        longestCall,
        value -> options[0] = options[0].longestCall(value));
    Option.set(
        "voteengine.live.closing-soon",
        closingSoon,
        value -> options[0] = options[0].closingSoon(value));
    return options[0];
  }
}
