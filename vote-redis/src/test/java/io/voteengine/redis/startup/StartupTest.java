package io.voteengine.redis.startup;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.voteengine.VoteConfigurationException;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.RedisVoteStoreBuilder;
import io.voteengine.redis.testing.RedisCluster;
import io.voteengine.redis.testing.RedisProcess;
import io.voteengine.redis.testing.TestRedis;
import io.voteengine.spi.StoreUnavailableException;
import io.voteengine.spi.journal.Term;
import io.voteengine.tck.testing.SomeLedger;
import io.voteengine.tck.testing.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused at start-up, with a message that says what to change. */
class StartupTest {

  @Test
  void serverThatEvictsIsRefused() {
    try (RedisProcess redis = RedisProcess.start("--maxmemory-policy", "allkeys-lru");
        RedisVoteStore store = RedisVoteStore.connect(redis.uri())) {
      assertThatThrownBy(() -> store.open(4, SomeLedger.ID))
          .isInstanceOf(VoteConfigurationException.class)
          .hasMessageContaining("maxmemory-policy noeviction");
    }
  }

  @Test
  void serverThatEvictsWhatExpiresIsRefusedForTheLimits() {
    try (RedisProcess redis = RedisProcess.start("--maxmemory-policy", "volatile-ttl");
        RedisVoteStore store = RedisVoteStore.connect(redis.uri())) {
      assertThatThrownBy(() -> store.open(4, SomeLedger.ID))
          .isInstanceOf(VoteConfigurationException.class)
          .hasMessageContainingAll("volatile-ttl", "limits", "maxmemory-policy noeviction");
    }
  }

  /** A promoted replica may have other settings than its master had. */
  @Test
  void serverThatEvictsIsNotRecoveredOnAndServesOnceItIsSet() {
    try (RedisProcess redis = RedisProcess.start();
        RedisVoteStore store = RedisVoteStore.connect(redis.uri())) {
      store.open(1, SomeLedger.ID);
      Term term = recover(store, 0);
      redis.command("CONFIG SET maxmemory-policy allkeys-lru");
      assertUnavailable(store.evict(term, Duration.ofHours(1), 10), "noeviction");
      assertThat(store.state(0).toCompletableFuture()).succeedsWithin(AMPLE);
      assertUnavailable(store.freeze(0, "recovery"), "noeviction");
      assertUnavailable(store.state(0), "noeviction");
      redis.command("CONFIG SET maxmemory-policy noeviction");
      assertThat(store.state(0).toCompletableFuture()).succeedsWithin(AMPLE);
      assertThat(recover(store, 0)).isEqualTo(term);
      assertThat(store.state(0).toCompletableFuture()).succeedsWithin(AMPLE);
    }
  }

  @Test
  void nodeOfAClusterIsRefusedToAPlainClient() {
    try (RedisProcess redis = RedisProcess.start("--cluster-enabled", "yes");
        RedisVoteStore store = RedisVoteStore.connect(redis.uri())) {
      assertThatThrownBy(() -> store.open(4, SomeLedger.ID))
          .isInstanceOf(VoteConfigurationException.class)
          .hasMessageContaining("RedisClusterClient");
    }
  }

  @Test
  void serverThatIsNoClusterIsRefusedToAClusterClient() {
    String uri = TestRedis.uri().replace("redis://", "redis-cluster://");
    try (RedisVoteStore store = RedisVoteStore.connect(uri)) {
      assertThatThrownBy(() -> store.open(4, SomeLedger.ID))
          .isInstanceOf(VoteConfigurationException.class)
          .hasMessageContaining("no node of a cluster");
    }
  }

  @Tag("servers")
  @Test
  void masterThatEvictsIsRefusedByName() {
    RedisCluster cluster = RedisCluster.shared();
    for (int slot : List.of(0, 8_000, 16_000)) {
      cluster.configure(slot, "maxmemory-policy", "allkeys-lru");
      try (RedisVoteStore store = RedisVoteStore.connect(cluster.uri())) {
        assertThatThrownBy(() -> store.open(4, SomeLedger.ID))
            .isInstanceOf(VoteConfigurationException.class)
            .hasMessageContaining(cluster.uriOf(slot).substring("redis://".length()))
            .hasMessageContaining("maxmemory-policy noeviction");
      } finally {
        cluster.configure(slot, "maxmemory-policy", "noeviction");
      }
    }
  }

  @Test
  void severalNodesMayHaveAddressesOfIpv6() {
    try (RedisVoteStore store = RedisVoteStore.connect("redis-cluster://:pw@[::1]:1,[::1]:2")) {
      assertThatThrownBy(() -> store.open(4, SomeLedger.ID))
          .isInstanceOf(StoreUnavailableException.class);
    }
  }

  @Tag("servers")
  @Test
  void oneNodeIsEnoughToFindACluster() {
    String one = RedisCluster.shared().uriOf(0).replace("redis://", "redis-cluster://");
    try (RedisVoteStore store =
        RedisVoteStore.builder(one).keyPrefix(UUID.randomUUID().toString()).build()) {
      store.open(4, SomeLedger.ID);
      for (int i = 0; i < 4; i++) {
        assertThat(store.state(i).toCompletableFuture()).succeedsWithin(Duration.ofMinutes(1));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"redis-cluster://", "redis-cluster:///0", "redis-cluster://a b", "http://a"})
  void uriOfNothingIsRefused(String uri) {
    assertThatThrownBy(() -> RedisVoteStore.connect(uri))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anotherNumberOfPartitionsIsRefusedToAnotherNodeToo() {
    String prefix = UUID.randomUUID().toString();
    try (RedisVoteStore one = RedisVoteStore.builder(TestRedis.uri()).keyPrefix(prefix).build();
        RedisVoteStore two = RedisVoteStore.builder(TestRedis.uri()).keyPrefix(prefix).build()) {
      one.open(4, SomeLedger.ID);
      assertThatThrownBy(() -> two.open(8, SomeLedger.ID))
          .isInstanceOf(VoteConfigurationException.class)
          .hasMessageContaining("4 partitions");
      two.open(4, SomeLedger.ID);
    }
  }

  @Test
  void storeBelongsToTheLedgerThatRecoversItFirst() {
    String prefix = UUID.randomUUID().toString();
    UUID first = UUID.randomUUID();
    UUID second = UUID.randomUUID();
    try (RedisVoteStore one = RedisVoteStore.builder(TestRedis.uri()).keyPrefix(prefix).build();
        RedisVoteStore two = RedisVoteStore.builder(TestRedis.uri()).keyPrefix(prefix).build();
        RedisVoteStore heir =
            RedisVoteStore.builder(TestRedis.uri()).keyPrefix(prefix).takeOverFrom(first).build()) {
      one.open(2, first);
      two.open(2, second);
      Term before = recover(one, 1);
      assertUnavailable(two.freeze(1, "second"), first);
      assertUnavailable(two.state(1), first);
      assertUnavailable(two.journal(1, 10), first);
      assertRefused(prefix, second, first);

      heir.open(2, second);
      recover(heir, 1);
      assertUnavailable(one.state(1), second);
      assertUnavailable(one.freeze(1, "first"), second);
      assertThat(one.applied(before, 0).toCompletableFuture()).succeedsWithin(AMPLE);
      assertThat(one.applied(before, 0).toCompletableFuture().join()).isFalse();
      assertRefused(prefix, first, second);
    }
  }

  private static Term recover(RedisVoteStore store, int partition) {
    String identity = store.freeze(partition, "recovery").toCompletableFuture().join().identity();
    Term term = new Term(partition, 1, identity);
    assertThat(store.reset(term, "recovery").toCompletableFuture().join()).isTrue();
    return term;
  }

  private static void assertUnavailable(CompletionStage<?> answer, Object why) {
    assertThat(answer.toCompletableFuture())
        .failsWithin(AMPLE)
        .withThrowableThat()
        .withCauseInstanceOf(StoreUnavailableException.class)
        .withMessageContaining(why.toString());
  }

  private static void assertRefused(String prefix, UUID ledger, UUID owner) {
    try (RedisVoteStore store = RedisVoteStore.builder(TestRedis.uri()).keyPrefix(prefix).build()) {
      assertThatThrownBy(() -> store.open(2, ledger))
          .isInstanceOf(VoteConfigurationException.class)
          .hasMessageContainingAll(
              ledger.toString(), owner.toString(), "keyPrefix", "takeOverFrom");
    }
  }

  @Test
  void serverThatCannotBeReachedIsReported() {
    try (RedisVoteStore store = RedisVoteStore.connect("redis://127.0.0.1:1")) {
      assertThatThrownBy(() -> store.open(4, SomeLedger.ID))
          .isInstanceOf(StoreUnavailableException.class);
    }
  }

  @Test
  void clientThatWouldSendVotesTwiceIsRefused() {
    assertRefused(ClientOptions.create(), "REJECT_COMMANDS");
    assertRefused(RedisVoteStore.clientOptions().mutate().autoReconnect(false).build(), "autoR");
    assertRefused(
        RedisVoteStore.clientOptions()
            .mutate()
            .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
            .build(),
        "TimeoutOptions");
    assertRefused(
        RedisVoteStore.clientOptions().mutate().requestQueueSize(Integer.MAX_VALUE).build(),
        "requestQueueSize");
  }

  @Tag("servers")
  @Test
  void clientOfAClusterThatWouldWaitForAMinuteIsRefused() {
    RedisClusterClient client = RedisClusterClient.create(RedisCluster.shared().uriOf(0));
    client.setOptions(
        RedisVoteStore.clusterClientOptions()
            .mutate()
            .timeoutOptions(TimeoutOptions.enabled())
            .build());
    try (RedisVoteStore store = RedisVoteStore.builder(client).build()) {
      assertThatThrownBy(() -> store.open(4, SomeLedger.ID))
          .isInstanceOf(VoteConfigurationException.class)
          .hasMessageContaining("TimeoutOptions.enabled(Duration)");
    } finally {
      client.shutdown();
    }
  }

  private static void assertRefused(ClientOptions options, String what) {
    RedisClient client = RedisClient.create(TestRedis.uri());
    client.setOptions(options);
    try (RedisVoteStore store = RedisVoteStore.builder(client).build()) {
      assertThatThrownBy(() -> store.open(4, SomeLedger.ID))
          .isInstanceOf(VoteConfigurationException.class)
          .hasMessageContaining(what);
    } finally {
      client.shutdown();
    }
  }

  @Test
  void refusedClientKeepsNoConnectionOpen() {
    try (RedisProcess redis = RedisProcess.start()) {
      RedisClient client = RedisClient.create(redis.uri());
      client.setOptions(ClientOptions.create());
      try (RedisVoteStore store = RedisVoteStore.builder(client).build()) {
        assertThatThrownBy(() -> store.open(4, SomeLedger.ID))
            .isInstanceOf(VoteConfigurationException.class);
        // The one that asks.
        Waiting.until(() -> redis.info("clients").contains("connected_clients:1"));
      } finally {
        client.shutdown();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a{b", "a}b"})
  void prefixThatWouldTearPartitionsApartIsRefused(String prefix) {
    RedisVoteStoreBuilder builder = RedisVoteStore.builder(TestRedis.uri());
    assertThatThrownBy(() -> builder.keyPrefix(prefix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("keyPrefix");
    builder.build().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis-cluster://:not@s3cret@a b:7000,[::1]:7001", "http://:s3cret@host"})
  void invalidUriIsRefusedWithoutItsPassword(String uri) {
    assertThatThrownBy(() -> RedisVoteStore.connect(uri))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("s3cret")
        .hasNoCause()
        .hasMessageContaining("***@");
  }
}
