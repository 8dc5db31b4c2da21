package io.voteengine.redis.failover;

import io.lettuce.core.cluster.SlotHash;
import io.voteengine.redis.testing.LiveVoting;
import io.voteengine.redis.testing.RedisCluster;
import java.sql.Connection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Faults of a cluster under load: voters notice only that an answer takes longer. */
@Tag("servers")
class ClusterFaultsTest {
  private static final List<Integer> SLOTS =
      IntStream.range(0, 16).mapToObj(i -> SlotHash.getSlot("p%02d".formatted(i))).toList();

  private final RedisCluster cluster = RedisCluster.shared();

  @AfterEach
  void clear() {
    cluster.clear();
  }

  @Test
  void slotsThatMoveToAndFroLoseNoVote() throws Exception {
    try (LiveVoting voting = new LiveVoting(cluster.uri())) {
      for (int round = 0; round < 3; round++) {
        SLOTS.forEach(cluster::move);
        voting.voteOn(500);
      }
      voting.awaitRecoveries(2L * SLOTS.size());
      voting.endAndCheck();
    }
  }

  /** Neither the ledger nor the replica has the last votes; only the engines have them. */
  @Test
  void promotionOfAReplicaThatLacksVotesLosesNone() throws Exception {
    int slot = SLOTS.get(0);
    try (LiveVoting voting = new LiveVoting(cluster.uri())) {
      cluster.attachReplica(slot);
      voting.voteOn(500);
      try (Connection stalled = voting.stallLedger()) {
        cluster.cutReplicasOff(slot);
        voting.voteOn(500);
        cluster.failOver(slot);
        stalled.rollback();
      }
      voting.voteOn(500);
      voting.awaitRecoveries(1);
      voting.endAndCheck();
    }
  }

  @Test
  void masterThatComesBackEmptyLosesNoVote() throws Exception {
    try (LiveVoting voting = new LiveVoting(cluster.uri())) {
      cluster.restartMaster(SLOTS.get(0));
      voting.voteOn(500);
      voting.awaitRecoveries(1);
      voting.endAndCheck();
    }
  }

  /** Its connections stay open, so no client notices by itself. */
  @Test
  void frozenMasterIsReplacedWithinSeconds() throws Exception {
    int slot = SLOTS.get(0);
    cluster.attachReplica(slot);
    try (LiveVoting voting = new LiveVoting(cluster.uri())) {
      voting.voteOn(500);
      Runnable wake = cluster.freezeMaster(slot);
      try {
        voting.voteOn(500);
        voting.awaitRecoveries(1);
      } finally {
        wake.run();
      }
      voting.voteOn(500);
      voting.endAndCheck();
    }
  }

  @Test
  void manualFailoverLosesNoVote() throws Exception {
    int slot = SLOTS.get(0);
    cluster.attachReplica(slot);
    try (LiveVoting voting = new LiveVoting(cluster.uri())) {
      voting.voteOn(500);
      cluster.failOverByHand(slot);
      voting.voteOn(500);
      voting.awaitRecoveries(1);
      voting.endAndCheck();
    }
  }
}
