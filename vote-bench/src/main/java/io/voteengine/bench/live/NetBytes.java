package io.voteengine.bench.live;

import io.voteengine.bench.redis.site.RedisFigures;

/**
 * The bytes that a Redis has sent and received since its start, by its own counters.
 *
 * @param sent what it wrote to its clients
 * @param received what it read from them
 */
record NetBytes(long sent, long received) {
  static NetBytes of(RedisFigures figures) {
    return new NetBytes(
        Long.parseLong(figures.info("stats", "total_net_output_bytes")),
        Long.parseLong(figures.info("stats", "total_net_input_bytes")));
  }

  NetBytes minus(NetBytes other) {
    return new NetBytes(sent - other.sent, received - other.received);
  }
}
