package io.voteengine.sync.degraded;

import io.voteengine.sync.flush.Healer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Heals stale subjects, and lets those stores serve again that know all that changed. */
public final class Restoration {
  /** As long as a store answers that does not serve yet, since it does not know all. */
  private static final Duration SOON = Duration.ofMillis(250);

  private final Healer healer;
  private final @Nullable DegradableServer server;
  private final Duration pause;

  /**
   * @param server null where partitions are never served from the ledger
   */
  public Restoration(Healer healer, @Nullable DegradableServer server, Duration pause) {
    this.healer = healer;
    this.server = server;
    this.pause = pause;
  }

  /** Returns how long to wait for the next time. */
  public Duration run() {
    Healer.Healing done = healer.heal();
    if (server != null) {
      Set<Integer> healed = new HashSet<>(server.degraded());
      healed.removeAll(done.left());
      Set<Integer> ready = healer.serving(healed);
      if (!ready.isEmpty()) {
        server.restore(ready, () -> healer.heal(ready::contains).left());
      }
      server.logRestored();
    }
    if (done.failure() != null) {
      throw done.failure();
    }
    return server != null && server.isAnswered() ? SOON : pause;
  }
}
