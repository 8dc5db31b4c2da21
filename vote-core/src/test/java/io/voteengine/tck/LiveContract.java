package io.voteengine.tck;

import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.voteengine.VoteEngine;
import io.voteengine.VoteEngineBuilder;
import io.voteengine.tck.live.LiveCountsContract;
import io.voteengine.tck.live.LiveOwnChoiceContract;
import io.voteengine.tck.live.LivePayloadContract;
import io.voteengine.tck.live.LivePollContract;
import io.voteengine.tck.live.LiveSubscriberContract;
import io.voteengine.tck.live.LiveVisibilityContract;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.parallel.Execution;

/**
 * The contract of live counts, for a store with a ledger and a reconciler: what is cast at one node
 * is shown by the subscribers at every node.
 */
@Execution(CONCURRENT)
public abstract class LiveContract {
  /** Engines on one store and one ledger, both empty. */
  public interface Nodes extends AutoCloseable {
    /**
     * Builds one more engine, which the test closes.
     *
     * @param options sets options
     * @return the engine
     */
    VoteEngine node(UnaryOperator<VoteEngineBuilder> options);

    @Override
    void close();
  }

  /**
   * Returns an empty store and ledger.
   *
   * @return the nodes, none yet
   */
  public abstract Nodes newNodes();

  @Nested
  class Counts extends LiveCountsContract {
    Counts() {
      super(LiveContract.this);
    }
  }

  @Nested
  class OwnChoices extends LiveOwnChoiceContract {
    OwnChoices() {
      super(LiveContract.this);
    }
  }

  @Nested
  class Polls extends LivePollContract {
    Polls() {
      super(LiveContract.this);
    }
  }

  @Nested
  class Payloads extends LivePayloadContract {
    Payloads() {
      super(LiveContract.this);
    }
  }

  @Nested
  class Visibilities extends LiveVisibilityContract {
    Visibilities() {
      super(LiveContract.this);
    }
  }

  @Nested
  class Subscribers extends LiveSubscriberContract {
    Subscribers() {
      super(LiveContract.this);
    }
  }
}
