package io.voteengine.redis.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.jdbc.testing.MachineServers;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The rules of docs/monitoring/alerts.yml, judged by Prometheus' own {@code promtool}. */
final class AlertRules {
  static final Path FILE = Path.of("../docs/monitoring/alerts.yml").toAbsolutePath().normalize();

  /** One sample every 30 s: eleven from before the cause, and six from after it. */
  private static final int BEFORE = 11;

  private static final int AFTER = 6;
  private static final String QUIET_AT = "5m";
  private static final String FIRING_AT = "7m30s";

  private final Map<String, Rule> rules = new LinkedHashMap<>();

  /**
   * A rule.
   *
   * @param labels the labels that it adds
   */
  record Rule(String expression, Map<String, String> labels, Map<String, String> annotations) {}

  @SuppressWarnings("unchecked") // The form of the file, which promtool checks.
  AlertRules() throws IOException {
    Map<String, List<Map<String, Object>>> file = new Yaml().load(Files.readString(FILE));
    for (Map<String, Object> group : file.getOrDefault("groups", List.of())) {
      for (Map<String, Object> rule : (List<Map<String, Object>>) group.get("rules")) {
        rules.put(
            (String) rule.get("alert"),
            new Rule(
                (String) rule.get("expr"),
                (Map<String, String>) rule.get("labels"),
                (Map<String, String>) rule.get("annotations")));
      }
    }
  }

  Map<String, Rule> all() {
    return rules;
  }

  /**
   * Fails unless an alert is quiet before its cause, and fires after it.
   *
   * @param engine the name of the engine in the tag
   */
  void assertFires(String alert, String engine, Scrape before, Scrape after) throws Exception {
    Rule rule = rules.get(alert);
    Map<String, String> labels = new LinkedHashMap<>(rule.labels());
    labels.put("engine", engine);
    labels.put("instance", "test");
    Map<String, String> annotations = new LinkedHashMap<>();
    rule.annotations()
        .forEach(
            (key, text) -> annotations.put(key, text.replace("{{ $labels.engine }}", engine)));
    Map<String, Object> fired = Map.of("exp_labels", labels, "exp_annotations", annotations);
    Map<String, Object> test =
        Map.of(
            "interval",
            "30s",
            "input_series",
            series(before.samples(), after.samples()),
            "alert_rule_test",
            List.of(
                Map.of("eval_time", QUIET_AT, "alertname", alert, "exp_alerts", List.of()),
                Map.of("eval_time", FIRING_AT, "alertname", alert, "exp_alerts", List.of(fired))));
    Map<String, Object> file =
        Map.of(
            "rule_files",
            List.of(FILE.toString()),
            "evaluation_interval",
            "30s",
            "tests",
            List.of(test));
    Path written = Files.createTempFile("alert", ".yml");
    Files.writeString(written, new Yaml().dump(file));
    promtool("test", "rules", written.toString());
    Files.delete(written);
  }

  private static List<Map<String, String>> series(
      Map<String, Double> before, Map<String, Double> after) {
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    return names.stream()
        .map(
            name ->
                Map.of(
                    "series",
                    name,
                    "values",
                    times(before.get(name), BEFORE) + " " + times(after.get(name), AFTER)))
        .toList();
  }

  private static String times(Double value, int times) {
    String text =
        value == null || value.isNaN() || value.isInfinite()
            ? "_"
            : BigDecimal.valueOf(value).toPlainString();
    return String.join(" ", Stream.generate(() -> text).limit(times).toList());
  }

  /** Runs promtool; fails with what it says. */
  static void promtool(String... arguments) throws Exception {
    Path program =
        MachineServers.program("promtool")
            .orElseThrow(() -> new AssertionError("Install promtool: Debian's package prometheus"));
    List<String> command =
        Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(command + " says: " + said);
    }
  }
}
