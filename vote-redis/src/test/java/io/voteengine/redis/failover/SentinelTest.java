package io.voteengine.redis.failover;

import io.voteengine.redis.testing.LiveVoting;
import io.voteengine.redis.testing.RedisSentinel;
import java.sql.Connection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Failovers by Sentinel under load: voters notice only that an answer takes longer. */
@Tag("servers")
class SentinelTest {
  private final RedisSentinel redis = RedisSentinel.start();

  @AfterEach
  void end() {
    redis.close();
  }

  /** Neither the ledger nor the replica has the last votes; only the engines have them. */
  @Test
  void promotionOfAReplicaThatLacksVotesLosesNone() throws Exception {
    try (LiveVoting voting = new LiveVoting(redis.uri())) {
      try (Connection stalled = voting.stallLedger()) {
        redis.cutReplicaOff();
        voting.voteOn(500);
        redis.failOver();
        stalled.rollback();
      }
      voting.voteOn(500);
      voting.awaitRecoveries(1);
      voting.endAndCheck();
    }
  }

  @Test
  void manualFailoverLosesNoVote() throws Exception {
    try (LiveVoting voting = new LiveVoting(redis.uri())) {
      voting.voteOn(500);
      redis.failOverByHand();
      voting.voteOn(500);
      voting.awaitRecoveries(1);
      voting.endAndCheck();
    }
  }
}
