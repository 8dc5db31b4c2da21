package io.voteengine.spring.wire;

import static io.voteengine.spring.testing.Contexts.bare;
import static io.voteengine.spring.testing.Contexts.inMemory;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.Ack;
import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.health.VoteHealth;
import io.voteengine.jdbc.testing.FaultyDataSource;
import io.voteengine.jdbc.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ExecutorConfigurationSupport;

class EngineLifecycleTest {
  private static final SubjectId POST = SubjectId.of("posts", "42");

  @Test
  void engineStopsAfterTheWebServerAndTheExecutors() {
    assertThat(EngineLifecycle.PHASE)
        .isLessThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE)
        .isLessThan(ExecutorConfigurationSupport.DEFAULT_PHASE)
        .isPositive();
  }

  @Test
  void partsThatStopBeforeMayStillVote() {
    AtomicReference<Object> answer = new AtomicReference<>();
    inMemory()
        .withPropertyValues("voteengine.polls.posts.unlimited=true")
        .withBean(LastVote.class, () -> new LastVote(answer))
        .run(context -> context.getBean(LastVote.class).engine = context.getBean(VoteEngine.class));
    assertThat(answer.get()).isEqualTo(true);
  }

  /** Votes when it is stopped, as a request does that the web server waits for. */
  private static final class LastVote implements SmartLifecycle {
    private final AtomicReference<Object> answer;
    private volatile boolean running;
    volatile @Nullable VoteEngine engine;

    LastVote(AtomicReference<Object> answer) {
      this.answer = answer;
    }

    @Override
    public void start() {
      running = true;
    }

    @Override
    public void stop() {
      running = false;
      answer.set(
          Objects.requireNonNull(engine)
              .cast(VoteRequest.cast(VoterId.of("ada"), POST, Choice.UP).ack(Ack.DURABLE))
              .isAccepted());
    }

    @Override
    public boolean isRunning() {
      return running;
    }

    @Override
    public int getPhase() {
      return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE;
    }
  }

  @Test
  void hangingLedgerDelaysTheStopForTheTimeoutOnly() throws Exception {
    CountDownLatch hang = new CountDownLatch(1);
    AtomicBoolean hangs = new AtomicBoolean();
    try (TestDatabase database = TestDatabase.h2()) {
      DataSource slow =
          FaultyDataSource.before(
              database.dataSource(), "commit", any -> hangs.get(), connection -> await(hang));
      List<Long> began = new ArrayList<>();
      bare()
          .withConfiguration(AutoConfigurations.of(LifecycleAutoConfiguration.class))
          .withBean("pool", DataSource.class, () -> slow)
          .withPropertyValues(
              "voteengine.store=memory",
              "voteengine.polls.posts.unlimited=true",
              "voteengine.drain-timeout=200ms",
              "spring.lifecycle.timeout-per-shutdown-phase=500ms")
          .run(
              context -> {
                VoteEngine engine = context.getBean(VoteEngine.class);
                hangs.set(true);
                assertThat(engine.cast(VoterId.of("ada"), POST, Choice.UP).isAccepted()).isTrue();
                began.add(System.nanoTime());
              });
      assertThat(Duration.ofNanos(System.nanoTime() - began.get(0)))
          .isGreaterThanOrEqualTo(Duration.ofMillis(200))
          .isLessThan(Duration.ofSeconds(30));
    } finally {
      hang.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void engineOfAContextThatFailsIsClosed() {
    AtomicReference<VoteEngine> opened = new AtomicReference<>();
    inMemory()
        .withUserConfiguration(Failing.class)
        .withBean("seen", AtomicReference.class, () -> opened)
        .run(context -> assertThat(context).hasFailed());
    assertThat(Objects.requireNonNull(opened.get()).health().status(VoteHealth.Part.ENGINE))
        .isEqualTo(VoteHealth.Status.FAILING);
  }

  @Configuration(proxyBeanMethods = false)
  static class Failing {
    @Bean
    Object failing(VoteEngine engine, AtomicReference<VoteEngine> seen) {
      seen.set(engine);
      throw new IllegalStateException("another bean of the application fails");
    }
  }

  @Test
  void stoppedContextCannotBeStartedAgain() {
    inMemory()
        .run(
            context -> {
              EngineLifecycle lifecycle = context.getBean(EngineLifecycle.class);
              assertThat(lifecycle.isRunning()).isTrue();
              assertThat(lifecycle.isPauseable()).isFalse();
              lifecycle.stop();
              assertThat(lifecycle.isRunning()).isFalse();
              assertThatThrownBy(lifecycle::start)
                  .isInstanceOf(IllegalStateException.class)
                  .hasMessageContaining("cannot be started again");
            });
  }
}
