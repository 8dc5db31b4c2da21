package io.voteengine.redis.nodes;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.RedisProcess;
import io.voteengine.result.Finalization;
import io.voteengine.result.FinalizationException;
import io.voteengine.result.FinalizationPhase;
import io.voteengine.result.FinalizationReport;
import io.voteengine.sync.Reconciler;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The node that finalizes a poll dies after each phase, and another one goes on. */
@Tag("chaos")
class FinalizerKillTest {
  private static final String POLL = "launch";
  private static final int SUBJECTS = 20;
  private static final int VOTERS = 30;

  private final RedisProcess redis = RedisProcess.start();
  private final TestDatabase database = TestDatabase.postgres();

  @AfterEach
  void close() {
    database.close();
    redis.close();
  }

  @ParameterizedTest
  @EnumSource
  void anotherNodeFinishesWithTheSameRoot(FinalizationPhase phase, @TempDir Path folder)
      throws Exception {
    VoteSchema.migrate(database.dataSource());
    try (VoteEngine engine =
        VoteEngine.builder(
                RedisVoteStore.connect(redis.uri()), JdbcVoteLedger.over(database.dataSource()))
            .reconciler(Reconciler.builder().finalizeAfter(null).build())
            .build()) {
      vote(engine);
      engine.polls().close(POLL, "host", "the end");
      dieAfter(phase, folder);
      Finalization left = engine.results().finalization(POLL).orElseThrow();
      assertThat(left.phase(phase).orElseThrow().succeeded()).isTrue();
      await()
          .atMost(AMPLE.multipliedBy(2))
          .ignoreExceptionsInstanceOf(FinalizationException.class)
          .untilAsserted(() -> assertFinished(engine, left));
    }
  }

  private static void vote(VoteEngine engine) {
    engine.polls().define(Poll.named(POLL).unlimited());
    for (int s = 0; s < SUBJECTS; s++) {
      for (int v = 0; v < VOTERS; v++) {
        SubjectId subject = SubjectId.of(POLL, "s" + s);
        assertThat(engine.cast(VoterId.of("v" + v), subject, Choice.UP).isAccepted()).isTrue();
      }
    }
  }

  private static void assertFinished(VoteEngine engine, Finalization left) {
    FinalizationReport report = engine.results().finalizePoll(POLL);
    Finalization done = Objects.requireNonNull(report.finalization());
    assertThat(done.up()).isEqualTo(SUBJECTS * VOTERS);
    assertThat(engine.results().verify(POLL).findings()).isEmpty();
    assertThat(engine.backups().list(POLL)).hasSize(1);
    if (left.root() != null) {
      assertThat(done.root()).isEqualTo(left.root());
    }
    if (left.sealedAt() != null) {
      assertThat(done.sealedAt()).isEqualTo(left.sealedAt());
    }
  }

  private void dieAfter(FinalizationPhase phase, Path folder)
      throws IOException, InterruptedException {
    File output = folder.resolve("output").toFile();
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    DyingFinalizer.class.getName(),
                    redis.uri(),
                    database.url(),
                    database.user(),
                    database.password(),
                    POLL,
                    phase.name()))
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    assertThat(process.waitFor(AMPLE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue())
        .as("see %s", Files.readString(output.toPath()))
        .isEqualTo(DyingFinalizer.DIED);
  }
}
