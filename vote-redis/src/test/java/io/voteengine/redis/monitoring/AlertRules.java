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
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

  AlertRules() throws IOException {
    File file = new Yaml().loadAs(Files.readString(FILE), File.class);
    for (Group group : file.groups) {
      group.rules.forEach(
          rule -> rules.put(rule.alert, new Rule(rule.expr, rule.labels, rule.annotations)));
    }
  }

  /** The form of the file, for the parser. */
  public static final class File {
    public List<Group> groups = List.of();
  }

  /** A group of it. */
  public static final class Group {
    public String name = "";
    public List<Line> rules = List.of();
  }

  /** A rule of that. */
  public static final class Line {
    public String alert = "";
    public String expr = "";
    public String duration = "";
    public Map<String, String> labels = Map.of();
    public Map<String, String> annotations = Map.of();

    /** {@code for} is no name in Java. */
    public void setFor(String duration) {
      this.duration = duration;
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
    Rule rule = Objects.requireNonNull(rules.get(alert), alert);
    Map<String, String> labels = new LinkedHashMap<>(rule.labels());
    labels.put("engine", engine);
    labels.put("instance", "test");
    Map<String, String> annotations = new LinkedHashMap<>();
    rule.annotations()
        .forEach((key, text) -> annotations.put(key, text.replace("{{ $labels.engine }}", engine)));
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

  private static String times(@Nullable Double value, int times) {
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
