package io.voteengine.redis.monitoring;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What Prometheus would have scraped at one moment.
 *
 * @param text the answer of the registry
 */
record Scrape(String text) {
  private static final Pattern FAMILY = Pattern.compile("(?m)^# TYPE (voteengine_\\w+) \\w+$");
  private static final Pattern SAMPLE =
      Pattern.compile("(?m)^(voteengine_\\w+)\\{([^}]*)} (\\S+)$");

  static Scrape of(PrometheusMeterRegistry registry) {
    return new Scrape(registry.scrape());
  }

  /** The names of the meters, as docs/metrics.md lists them. */
  Set<String> families() {
    return FAMILY
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .filter(name -> !name.endsWith("_max"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Every sample, as a series that was scraped from one instance. */
  Map<String, Double> samples() {
    Map<String, Double> samples = new LinkedHashMap<>();
    SAMPLE
        .matcher(text)
        .results()
        .forEach(
            (MatchResult found) ->
                samples.put(
                    found.group(1) + "{" + found.group(2) + ",instance=\"test\"}",
                    Double.valueOf(found.group(3))));
    return samples;
  }

  /** The sum of the samples of a name. */
  double sum(String name) {
    return samples().entrySet().stream()
        .filter(sample -> sample.getKey().startsWith(name + "{"))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
