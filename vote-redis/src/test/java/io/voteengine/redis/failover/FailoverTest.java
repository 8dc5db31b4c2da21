package io.voteengine.redis.failover;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.cluster.SlotHash;
import io.voteengine.redis.testing.RedisCluster;
import io.voteengine.redis.testing.RedisSentinel;
import io.voteengine.tck.testing.LogLines;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Failovers at 500 votes a second. The log shows how long votes were refused, how long they took to
 * become durable, and how many lines the engine wrote.
 */
@Tag("servers")
@Tag("chaos")
class FailoverTest {
  private static final Logger log = LoggerFactory.getLogger(FailoverTest.class);

  /** A slot of the first partition, which every master may lose as well. */
  private static final int SLOT = SlotHash.getSlot("p00");

  @Test
  void sentinelReplacesAMasterThatDies() throws Exception {
    try (RedisSentinel redis = RedisSentinel.start()) {
      failOver("Sentinel, master killed", redis.uri(), redis::failOver);
    }
  }

  @Test
  void sentinelReplacesAMasterThatLivesOn() throws Exception {
    try (RedisSentinel redis = RedisSentinel.start()) {
      failOver("Sentinel, by hand", redis.uri(), redis::failOverByHand);
    }
  }

  @Test
  void clusterReplacesAMasterThatDies() throws Exception {
    RedisCluster cluster = RedisCluster.shared();
    cluster.attachReplica(SLOT);
    failOver("Cluster, master killed", cluster.uri(), () -> cluster.failOver(SLOT));
    cluster.clear();
  }

  @Test
  void clusterReplacesAMasterThatStandsStill() throws Exception {
    RedisCluster cluster = RedisCluster.shared();
    cluster.attachReplica(SLOT);
    Runnable[] wake = {() -> {}};
    try {
      failOver("Cluster, master frozen", cluster.uri(), () -> wake[0] = cluster.freezeMaster(SLOT));
    } finally {
      wake[0].run();
      cluster.clear();
    }
  }

  @Test
  void clusterReplacesAMasterThatLivesOn() throws Exception {
    RedisCluster cluster = RedisCluster.shared();
    cluster.attachReplica(SLOT);
    failOver("Cluster, by hand", cluster.uri(), () -> cluster.failOverByHand(SLOT));
    cluster.clear();
  }

  private static void failOver(String what, String uri, Runnable failover) throws Exception {
    try (SteadyVoting voting = new SteadyVoting(uri)) {
      voting.awaitAccepted(1_000);
      LogLines lines = LogLines.record();
      long begun = System.nanoTime();
      failover.run();
      long elected = System.nanoTime();
      voting.awaitAccepted(1_000);
      await("the store serves again").atMost(AMPLE).until(voting::isHealthy);
      long served = System.nanoTime();
      voting.awaitAccepted(1_000);
      SteadyVoting.Figures figures = voting.end(begun);
      List<String> warnings =
          lines.own().stream().filter(line -> !line.contains(" INFO ")).toList();
      log.info(
          "{}: elected after {} s, store served again after {} s; {}; {} log lines, {} of them"
              + " warnings",
          what,
          seconds(begun, elected),
          seconds(begun, served),
          figures,
          lines.own().size(),
          warnings.size());
      assertThat(figures.accepted()).isGreaterThan(3_000);
      voting.assertNothingLostOrDoubled();
    }
  }

  private static double seconds(long from, long until) {
    return Math.round((until - from) / 1e7) / 100.0;
  }
}
