package io.voteengine.spring.wire;

import static io.voteengine.spring.testing.Contexts.bare;
import static io.voteengine.spring.testing.Contexts.inMemory;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.health.VoteHealth;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.listener.CacheInvalidator;
import io.voteengine.listener.EngineEvent;
import io.voteengine.listener.VoteListener;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.VoteStore;
import io.voteengine.spring.VoteEngineCustomizer;
import io.voteengine.sync.Reconciler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

class EngineWiringTest {
  private static final SubjectId POST = SubjectId.of("posts", "42");

  @Test
  void configuredPollTakesVotes() {
    inMemory()
        .withPropertyValues("voteengine.polls.posts.choices=UP", "voteengine.partitions=4")
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              VoteEngine engine = context.getBean(VoteEngine.class);
              assertThat(vote(engine, "ada").score()).isEqualTo(1);
              assertThat(engine.polls().find("posts").orElseThrow().choices())
                  .containsExactly(Choice.UP);
              assertThat(context.getBean(VoteLedger.class).positions()).hasSize(4);
            });
  }

  @Test
  void engineIsAbsentWhenItIsDisabled() {
    inMemory()
        .withPropertyValues("voteengine.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(VoteEngine.class));
  }

  @Test
  void storeOfTheApplicationReplacesTheDefault() {
    InMemoryVoteStore own = InMemoryVoteStore.create();
    inMemory()
        .withBean("mine", VoteStore.class, () -> own)
        .run(
            context -> {
              assertThat(context.getBean(VoteStore.class)).isSameAs(own);
              assertThat(context.getBean(VoteWiring.class).store().what()).contains("application");
              assertOpen(context);
            });
  }

  @Test
  void ledgerOfTheApplicationReplacesTheDefault() {
    JdbcVoteLedger own = JdbcVoteLedger.memory();
    inMemory()
        .withBean("mine", VoteLedger.class, () -> own)
        .run(
            context -> {
              assertThat(context.getBean(VoteLedger.class)).isSameAs(own);
              assertOpen(context);
            });
  }

  @Test
  void reconcilerOfTheApplicationReplacesTheDefault() {
    Reconciler own = Reconciler.withDefaults();
    inMemory()
        .withBean("mine", VoteReconciler.class, () -> own)
        .run(
            context -> {
              assertThat(context.getBean(VoteReconciler.class)).isSameAs(own);
              assertOpen(context);
            });
  }

  @Test
  void engineOfTheApplicationReplacesAllParts() {
    try (VoteEngine own =
        VoteEngine.builder(InMemoryVoteStore.create(), JdbcVoteLedger.memory())
            .reconciler(Reconciler.withDefaults())
            .build()) {
      inMemory()
          .withBean("mine", VoteEngine.class, () -> own)
          .run(
              context -> {
                assertThat(context.getBean(VoteEngine.class)).isSameAs(own);
                assertThat(context).doesNotHaveBean(VoteStore.class);
                assertThat(context).doesNotHaveBean(VoteLedger.class);
                assertThat(context).hasBean("votesHealthContributor");
              });
      assertThat(own.health().status(VoteHealth.Part.ENGINE))
          .as("closed with the context")
          .isEqualTo(VoteHealth.Status.FAILING);
    }
  }

  @Test
  void customizersAreCalledInTheirOrder() {
    inMemory()
        .withPropertyValues("voteengine.partitions=4")
        .withUserConfiguration(Customizers.class)
        .run(
            context -> {
              assertThat(context.getBean(VoteLedger.class).positions()).hasSize(2);
              assertThat(context.getBean(Customizers.class).called).containsExactly("8", "2");
            });
  }

  @Configuration(proxyBeanMethods = false)
  static class Customizers {
    final List<String> called = new ArrayList<>();

    @Bean
    @Order(2)
    VoteEngineCustomizer last() {
      return builder -> {
        called.add("2");
        builder.partitions(2);
      };
    }

    @Bean
    @Order(1)
    VoteEngineCustomizer first() {
      return builder -> {
        called.add("8");
        builder.partitions(8);
      };
    }
  }

  @Test
  void listenerAndInvalidatorMayUseTheEngine() {
    inMemory()
        .withPropertyValues("voteengine.polls.posts.unlimited=true")
        .withUserConfiguration(Listening.class)
        .run(
            context -> {
              vote(context.getBean(VoteEngine.class), "ada");
              Listening heard = context.getBean(Listening.class);
              Awaitility.await()
                  .atMost(Duration.ofMinutes(1))
                  .until(() -> !heard.cast.isEmpty() && !heard.cleared.isEmpty());
              assertThat(heard.cleared).contains(POST);
            });
  }

  @Configuration(proxyBeanMethods = false)
  static class Listening {
    final List<String> cast = new CopyOnWriteArrayList<>();
    final List<SubjectId> cleared = new CopyOnWriteArrayList<>();

    @Bean
    VoteListener listener(VoteEngine engine) {
      return new VoteListener() {
        @Override
        public void onVoteCast(EngineEvent.VoteCast vote) {
          cast.add(vote.subject() + " of " + engine.polls().list().size());
        }
      };
    }

    @Bean
    CacheInvalidator invalidator(VoteEngine engine) {
      return changes -> cleared.addAll(changes.subjects());
    }
  }

  @Test
  void storeIsInMemoryWithoutVoteRedis() {
    bare()
        .withPropertyValues("voteengine.ledger.memory=true")
        .withClassLoader(new FilteredClassLoader("io.voteengine.redis"))
        .run(
            context -> {
              assertThat(context).hasSingleBean(InMemoryVoteStore.class);
              assertThat(context.getBean(VoteWiring.class).store().why())
                  .isEqualTo("vote-redis is not on the class path");
            });
  }

  @Test
  void redisWithoutVoteRedisIsRefused() {
    inMemory()
        .withPropertyValues("voteengine.store=redis")
        .withClassLoader(new FilteredClassLoader("io.voteengine.redis"))
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(VoteWiringException.class)
                    .hasMessageContaining("vote-redis is not on the class path"));
  }

  @Test
  void redisOfUnknownPlaceIsRefused() {
    bare()
        .withPropertyValues("voteengine.ledger.memory=true")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(VoteWiringException.class)
                    .hasMessageContaining("nothing says where Redis is"));
  }

  private static void assertOpen(ApplicationContext context) {
    assertThat(context.getBean(VoteEngine.class).health().status())
        .isEqualTo(VoteHealth.Status.HEALTHY);
  }

  private static Tally vote(VoteEngine engine, String voter) {
    return engine.cast(VoterId.of(voter), POST, Choice.UP).orElseThrow().tally();
  }
}
