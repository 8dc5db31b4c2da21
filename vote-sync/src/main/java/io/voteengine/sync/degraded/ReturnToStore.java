package io.voteengine.sync.degraded;

import io.voteengine.sync.heal.Healer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Heals stale subjects, and lets a store serve again once it has unloaded all of them. */
public final class ReturnToStore {
  /** The pause while a store answers that does not serve yet, as it still holds stale subjects. */
  private static final Duration SOON = Duration.ofMillis(250);

  private final Healer healer;
  private final @Nullable DegradableServer server;
  private final Duration pause;

  /**
   * @param server null when partitions are never served from the ledger
   */
  public ReturnToStore(Healer healer, @Nullable DegradableServer server, Duration pause) {
    this.healer = healer;
    this.server = server;
    this.pause = pause;
  }

  /** Returns how long to wait before the next run. */
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
