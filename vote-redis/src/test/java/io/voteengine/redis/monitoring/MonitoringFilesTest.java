package io.voteengine.redis.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.voteengine.VoteEngine;
import io.voteengine.cache.NearCacheOptions;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.metrics.EngineMeter;
import io.voteengine.micrometer.VoteEngineMetrics;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.TestRedis;
import io.voteengine.sync.Reconciler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages, alert rules and dashboard use the meters that there are. */
class MonitoringFilesTest {
  private static final Path DOCS = Path.of("../docs");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(voteengine\\.[a-z.]+)` \\| `(voteengine_\\w+)` \\|");
  private static final Pattern USED = Pattern.compile("voteengine_[a-z_]+[a-z]");
  private static final Pattern PART = Pattern.compile("_(bucket|sum|count|max)$");

  private static final PrometheusMeterRegistry REGISTRY =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private static VoteEngine engine;

  @BeforeAll
  static void start() {
    engine =
        VoteEngine.builder(
                RedisVoteStore.builder(TestRedis.uri()).keyPrefix("m" + UUID.randomUUID()).build(),
                JdbcVoteLedger.memory())
            .reconciler(Reconciler.withDefaults())
            .nearCache(NearCacheOptions.defaults())
            .build();
    new VoteEngineMetrics(engine, "files").bindTo(REGISTRY);
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  private static Set<String> column(int group) throws IOException {
    return ROW.matcher(Files.readString(DOCS.resolve("metrics.md")))
        .results()
        .map((MatchResult row) -> row.group(group))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void pageListsTheMetersThatTheEngineHas() throws IOException {
    Set<String> names =
        engine.meters().stream()
            .map(EngineMeter::id)
            .map(id -> id.name())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(column(1)).isEqualTo(names);
  }

  @Test
  void pageListsTheNamesThatPrometheusScrapes() throws IOException {
    assertThat(column(2)).isEqualTo(Scrape.of(REGISTRY).families());
  }

  @ParameterizedTest
  @ValueSource(strings = {"monitoring/alerts.yml", "monitoring/dashboard.json", "runbook.md"})
  void fileNamesOnlyMetersThatAreScraped(String file) throws IOException {
    Set<String> known = Scrape.of(REGISTRY).families();
    Set<String> used =
        USED.matcher(Files.readString(DOCS.resolve(file)))
            .results()
            .map(found -> PART.matcher(found.group()).replaceAll(""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(used).isNotEmpty();
    assertThat(known).containsAll(used);
  }

  @Test
  void everyAlertHasItsSectionOfTheRunbook() throws IOException {
    Set<String> sections =
        Pattern.compile("(?m)^## (.+)$")
            .matcher(Files.readString(DOCS.resolve("runbook.md")))
            .results()
            .map(
                found ->
                    "docs/runbook.md#" + found.group(1).toLowerCase(Locale.ROOT).replace(' ', '-'))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> linked =
        new AlertRules()
            .all().values().stream()
                .map(rule -> rule.annotations().get("runbook"))
                .collect(Collectors.toCollection(TreeSet::new));
    assertThat(linked).isEqualTo(sections);
  }

  @Test
  void everyAlertIsFiredByATest() throws IOException {
    String tests =
        Files.readString(
            Path.of("src/test/java/io/voteengine/redis/monitoring/AlertRulesTest.java"));
    assertThat(new AlertRules().all().keySet())
        .allSatisfy(alert -> assertThat(tests).contains("assertFires(\"" + alert + "\""));
  }
}
