package io.voteengine.sync.engine.live;

import io.voteengine.VoteEngine;
import io.voteengine.VoteEngineBuilder;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.tck.LiveContract;
import java.util.function.UnaryOperator;

/** Live counts on the in-memory store. */
class LiveInMemoryTest extends LiveContract {
  @Override
  public Nodes newNodes() {
    Cluster cluster = new Cluster();
    return new Nodes() {
      @Override
      public VoteEngine node(UnaryOperator<VoteEngineBuilder> options) {
        return cluster.node(Reconciler.withDefaults(), options);
      }

      @Override
      public void close() {
        cluster.close();
      }
    };
  }
}
