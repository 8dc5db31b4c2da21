package io.voteengine.sync.engine.live;

import io.voteengine.tck.LiveContract;
import io.voteengine.tck.NearCacheContract;

/** Near caches on the in-memory store. */
class NearCacheInMemoryTest extends NearCacheContract {
  @Override
  public LiveContract.Nodes newNodes() {
    return new LiveInMemoryTest().newNodes();
  }
}
