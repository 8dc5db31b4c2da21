package io.voteengine.redis.live;

import io.voteengine.tck.LiveContract;

/** Live counts on a Redis, where each test has keys of its own. */
abstract class RedisLiveContract extends LiveContract {
  /** The server under test. */
  abstract String uri();

  @Override
  public Nodes newNodes() {
    return RedisNodes.on(uri());
  }
}
