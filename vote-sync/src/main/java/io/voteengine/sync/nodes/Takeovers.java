package io.voteengine.sync.nodes;

import io.voteengine.log.LogThrottle;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes this node flush, without a lease, the partitions that their holders do not flush. */
final class Takeovers {
  private static final Logger log = LoggerFactory.getLogger(Takeovers.class);

  private final long patience;
  private final LogThrottle throttle = new LogThrottle();

  /**
   * @param patience how long a holder may take, in nanoseconds
   */
  Takeovers(long patience) {
    this.patience = patience;
  }

  long patience() {
    return patience;
  }

  void take(WatchedPartition watched, String why) {
    if (!watched.isTakenOver()) {
      throttle.run(
          others ->
              log.warn(
                  "{}, and {} others since the last such line: {} for longer than {} and no node"
                      + " has flushed them; this node does now, without a lease",
                  watched.partition,
                  others,
                  why,
                  Duration.ofNanos(patience)));
      watched.takeOver();
    }
  }
}
