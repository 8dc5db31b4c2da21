package io.voteengine.spring.wire;

import static io.voteengine.spring.testing.Contexts.bare;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.RedisProcess;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.env.MockEnvironment;

class RedisWiringTest {
  private static RedisProcess redis;

  @BeforeAll
  static void start() {
    redis = RedisProcess.start();
    redis.command("CONFIG SET requirepass s3cret/@:");
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @Test
  void urlNamesTheServerAndHidesThePassword() {
    runner()
        .withPropertyValues(
            "voteengine.redis.url=redis://:s3cret%2F%40%3A@127.0.0.1:" + redis.port())
        .run(context -> assertVotes(context, "voteengine.redis.url"));
  }

  @Test
  void propertiesOfSpringDataNameTheServer() {
    runner()
        .withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
        .withPropertyValues(
            "spring.data.redis.host=127.0.0.1",
            "spring.data.redis.port=" + redis.port(),
            "spring.data.redis.password=s3cret/@:")
        .run(context -> assertVotes(context, "connection details of Spring Data Redis"));
  }

  @Test
  void connectionDetailsOfAServiceNameTheServer() {
    // What @ServiceConnection of a container contributes.
    runner()
        .withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
        .withPropertyValues("spring.data.redis.host=nowhere.invalid")
        .withBean("container", DataRedisConnectionDetails.class, Details::new)
        .run(context -> assertVotes(context, "connection details of Spring Data Redis"));
  }

  private static final class Details implements DataRedisConnectionDetails {
    @Override
    public String getPassword() {
      return "s3cret/@:";
    }

    @Override
    public Standalone getStandalone() {
      return Standalone.of("127.0.0.1", redis.port());
    }
  }

  @Test
  void clusterAndSentinelsAreNamed() {
    RedisLocation cluster =
        SpringDataRedis.location(
            new DataRedisConnectionDetails() {
              @Override
              public Cluster getCluster() {
                return () -> List.of(new Node("a", 1), new Node("b", 2));
              }
            },
            new MockEnvironment());
    assertThat(cluster.where()).isEqualTo("cluster a:1,b:2");
    try (RedisVoteStore store = cluster.builder().get().build()) {
      assertThat(store).hasToString("Redis Cluster with keys 'vote:*'");
    }
  }

  @Test
  void fixedReplicasAreRefused() {
    runner()
        .withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
        .withPropertyValues("spring.data.redis.masterreplica.nodes=a:1,b:2")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(VoteWiringException.class)
                    .hasMessageContaining("nothing would follow a failover"));
  }

  private static void assertVotes(ApplicationContext context, String why) {
    assertThat(context.getBean(RedisVoteStore.class)).isNotNull();
    VoteEngine engine = context.getBean(VoteEngine.class);
    SubjectId subject = SubjectId.of("posts", "42");
    assertThat(engine.cast(VoterId.of("ada"), subject, Choice.UP).orElseThrow().tally().score())
        .isEqualTo(1);
    VoteWiring.Part store = context.getBean(VoteWiring.class).store();
    assertThat(store.what()).isEqualTo("Redis at 127.0.0.1:" + redis.port());
    assertThat(store.why()).isEqualTo(why);
  }

  private static ApplicationContextRunner runner() {
    return bare()
        .withPropertyValues(
            "voteengine.ledger.memory=true",
            "voteengine.polls.posts.unlimited=true",
            "voteengine.partitions=2",
            "voteengine.redis.key-prefix=" + UUID.randomUUID());
  }
}
