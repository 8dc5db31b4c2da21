package io.voteengine.redis.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The dashboard asks Prometheus questions that it understands, and shows the targets. */
class DashboardTest {
  private static final Path FILE = Path.of("../docs/monitoring/dashboard.json");
  private static final Pattern EXPRESSION = Pattern.compile("(?m)^ *\"expr\": (\".*\"),$");

  private static List<String> expressions() throws IOException {
    return EXPRESSION
        .matcher(Files.readString(FILE))
        .results()
        .map((MatchResult found) -> (String) new Yaml().load(found.group(1)))
        .map(expression -> expression.replaceAll("\\$__\\w+", "5m").replace("$engine", ".*"))
        .toList();
  }

  @Test
  void titlesNameTheTargets() throws IOException {
    assertThat(Files.readString(FILE))
        .contains(
            "Fast path p95 (target < 50 ms)",
            "Worker p95 (target < 500 ms)",
            "Success (target > 99.9 %)",
            "Queue (target < 100)");
  }

  @Test
  @Tag("servers")
  void everyExpressionIsValid(@TempDir Path folder) throws Exception {
    List<Map<String, String>> rules =
        expressions().stream()
            .map(expression -> Map.of("record", "checked:by:test", "expr", expression))
            .distinct()
            .toList();
    assertThat(rules).hasSizeGreaterThan(30);
    Map<String, Object> file =
        Map.of("groups", List.of(Map.of("name", "dashboard", "rules", rules)));
    Path written = Files.writeString(folder.resolve("rules.yml"), new Yaml().dump(file));
    AlertRules.promtool("check", "rules", "--lint=none", written.toString());
  }
}
