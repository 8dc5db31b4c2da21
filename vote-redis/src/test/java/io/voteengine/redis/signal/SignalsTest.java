package io.voteengine.redis.signal;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.RedisCluster;
import io.voteengine.redis.testing.RedisProcess;
import io.voteengine.redis.testing.RedisSentinel;
import io.voteengine.spi.Signal;
import io.voteengine.spi.Signal.Kind;
import io.voteengine.spi.StoreSignals;
import io.voteengine.spi.StoreSignals.Subscription;
import io.voteengine.tck.testing.SomeLedger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Messages between nodes across servers that come and go. */
class SignalsTest {

  private static void hearsAgainAfter(String uri, Runnable outage) {
    List<Signal> heard = new CopyOnWriteArrayList<>();
    try (RedisVoteStore one = RedisVoteStore.connect(uri);
        RedisVoteStore other = RedisVoteStore.connect(uri)) {
      one.open(16, SomeLedger.ID);
      other.open(16, SomeLedger.ID);
      try (Subscription subscription = one.signals().subscribe(heard::add)) {
        publishUntilHeard(other.signals(), new Signal(Kind.MOVED, 15), heard);
        outage.run();
        publishUntilHeard(other.signals(), new Signal(Kind.AWAITED, 3), heard);
        assertThat(subscription).isNotNull();
      }
    }
  }

  private static void publishUntilHeard(StoreSignals signals, Signal signal, List<Signal> heard) {
    await()
        .atMost(AMPLE)
        .until(
            () -> {
              signals.publish(signal);
              return heard.contains(signal);
            });
  }

  @Test
  void subscriptionOutlivesItsServer() {
    try (RedisProcess redis = RedisProcess.start()) {
      hearsAgainAfter(
          redis.uri(),
          () -> {
            redis.kill();
            redis.restart();
          });
    }
  }

  @Tag("servers")
  @Test
  void subscriptionFollowsTheMaster() {
    try (RedisSentinel redis = RedisSentinel.start()) {
      hearsAgainAfter(redis.uri(), redis::failOver);
    }
  }

  @Tag("servers")
  @Test
  void subscriptionOutlivesTheNodesOfACluster() {
    RedisCluster cluster = RedisCluster.shared();
    try {
      hearsAgainAfter(
          cluster.uri(),
          () -> {
            for (int slot : List.of(0, 8_000, 16_000)) {
              cluster.restartMaster(slot);
            }
          });
    } finally {
      cluster.clear();
    }
  }

  @Test
  void publishingDoesNotFailWhileTheServerIsAway() {
    try (RedisProcess redis = RedisProcess.start();
        RedisVoteStore store = RedisVoteStore.connect(redis.uri())) {
      store.open(16, SomeLedger.ID);
      redis.kill();
      store.signals().publish(new Signal(Kind.MOVED, 0));
    }
  }

  @Test
  void messagesOfOtherVersionsAreIgnored() {
    for (String message : List.of("", "M", "X1", "M-1", "M99999", "moved 1", "{}")) {
      assertThat(SignalCodec.decode(message.getBytes(StandardCharsets.UTF_8))).as(message).isNull();
    }
    assertThat(SignalCodec.decode("M1023".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new Signal(Kind.MOVED, 1023));
  }
}
