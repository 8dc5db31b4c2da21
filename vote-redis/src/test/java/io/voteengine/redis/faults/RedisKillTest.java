package io.voteengine.redis.faults;

import io.voteengine.redis.testing.LiveVoting;
import io.voteengine.redis.testing.RedisProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kills Redis and starts it again while two nodes take votes. */
@Tag("chaos")
class RedisKillTest {
  @Test
  void votesGoOnAndCountOnceAfterRedisHasLostEverything() throws Exception {
    try (RedisProcess redis = RedisProcess.start()) {
      killAndRestart(redis);
    }
  }

  @Test
  void votesGoOnAndCountOnceAfterRedisHasLostItsTail() throws Exception {
    try (RedisProcess redis =
        RedisProcess.start("--appendonly", "yes", "--appendfsync", "everysec")) {
      killAndRestart(redis);
    }
  }

  private static void killAndRestart(RedisProcess redis) throws Exception {
    try (LiveVoting voting = new LiveVoting(redis.uri())) {
      for (int i = 0; i < 3; i++) {
        redis.kill();
        voting.voteOn(300);
        redis.restart();
        voting.voteOn(300);
      }
      voting.endAndCheck();
    }
  }

  @Test
  void votesGoOnWhileRedisIsPaused() throws Exception {
    try (RedisProcess redis = RedisProcess.start();
        LiveVoting voting = new LiveVoting(redis.uri())) {
      redis.pause();
      voting.voteOn(100);
      redis.resume();
      voting.voteOn(300);
      voting.endAndCheck();
    }
  }
}
