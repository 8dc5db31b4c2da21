package io.voteengine.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.sync.Reconciler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every recipe of docs/guide.md compiles, and runs where it needs no server. */
class GuideTest {
  private static final Path GUIDE = Path.of("../../docs/guide.md");

  @Test
  void readmeCompiles(@TempDir Path sources, @TempDir Path classes) throws IOException {
    List<Snippets.Snippet> snippets = Snippets.of(Path.of("../../README.md"));
    assertThat(snippets).hasSize(1);
    assertThat(Snippets.compile(snippets, sources, classes)).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> recipesRun(@TempDir Path sources, @TempDir Path classes) throws IOException {
    List<Snippets.Snippet> snippets = Snippets.of(GUIDE);
    assertThat(snippets).hasSizeGreaterThan(20);
    assertThat(Snippets.compile(snippets, sources, classes)).isEmpty();
    return snippets.stream()
        .filter(snippet -> !snippet.needsMore())
        .map(snippet -> dynamicTest("line " + snippet.line(), () -> run(snippet, classes)));
  }

  @Test
  void snippetsOfTheMetricsPageRun(@TempDir Path sources, @TempDir Path classes) throws Exception {
    List<Snippets.Snippet> snippets = Snippets.of(Path.of("../../docs/metrics.md"));
    assertThat(snippets).hasSize(3);
    assertThat(Snippets.compile(snippets, sources, classes)).isEmpty();
    for (Snippets.Snippet snippet : snippets) {
      run(snippet, classes);
    }
  }

  /** The page's last example ends with an exception unless its proof is valid. */
  @Test
  void examplesOfTheResultsPageRun(@TempDir Path sources, @TempDir Path classes) throws Exception {
    List<Snippets.Snippet> snippets = Snippets.of(Path.of("../../docs/results.md"));
    assertThat(snippets).hasSize(3);
    assertThat(Snippets.compile(snippets, sources, classes)).isEmpty();
    for (Snippets.Snippet snippet : snippets) {
      run(snippet, classes);
    }
  }

  @Test
  void exampleOfTheLivePageRuns(@TempDir Path sources, @TempDir Path classes) throws Exception {
    List<Snippets.Snippet> snippets = Snippets.of(Path.of("../../docs/live.md"));
    assertThat(snippets).hasSize(1);
    assertThat(Snippets.compile(snippets, sources, classes)).isEmpty();
    run(snippets.get(0), classes);
  }

  @Test
  void examplesOfTheSubjectsPageRun(@TempDir Path sources, @TempDir Path classes) throws Exception {
    List<Snippets.Snippet> snippets = Snippets.of(Path.of("../../docs/subjects.md"));
    assertThat(snippets).hasSize(2);
    assertThat(Snippets.compile(snippets, sources, classes)).isEmpty();
    for (Snippets.Snippet snippet : snippets) {
      run(snippet, classes);
    }
  }

  @Test
  void exampleOfTheNearCachePageRuns(@TempDir Path sources, @TempDir Path classes)
      throws Exception {
    List<Snippets.Snippet> snippets = Snippets.of(Path.of("../../docs/near-cache.md"));
    assertThat(snippets).hasSize(1);
    assertThat(Snippets.compile(snippets, sources, classes)).isEmpty();
    run(snippets.get(0), classes);
  }

  @Test
  void exampleOfTheProtocolPageRuns(@TempDir Path sources, @TempDir Path classes) throws Exception {
    List<Snippets.Snippet> snippets = Snippets.of(Path.of("../../docs/live-protocol.md"));
    assertThat(snippets).hasSize(1);
    assertThat(Snippets.compile(snippets, sources, classes)).isEmpty();
    run(snippets.get(0), classes);
  }

  private static void run(Snippets.Snippet snippet, Path classes) throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    VoteEngine engine =
        VoteEngine.builder(InMemoryVoteStore.create(), JdbcVoteLedger.memory())
            .reconciler(Reconciler.withDefaults())
            .build();
    try (engine;
        HikariDataSource dataSource = new HikariDataSource(config)) {
      VoteSchema.migrate(dataSource);
      engine.polls().define(Poll.named("posts"));
      engine.polls().define(Poll.named("logos").choices(Choice.UP).unlimited());
      engine.cast(VoterId.of("ada"), SubjectId.of("posts", "42"), Choice.UP);
      assertThat(engine.drain(Duration.ofSeconds(60))).isTrue();
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      engine.backups().exportTo(engine.backups().take("posts"), file);
      snippet.run(
          classes,
          engine,
          dataSource,
          new ByteArrayInputStream(file.toByteArray()),
          new ByteArrayOutputStream());
    }
  }
}
