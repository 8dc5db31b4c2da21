package io.voteengine.bench.result;

/**
 * Where a run took place.
 *
 * @param loadBefore load average of the last minute before the run
 * @param stolenPercent share of the processors' time that other guests of the host took
 * @param noise why the figures are not to be trusted; empty on a quiet machine
 */
public record Environment(
    String at,
    String processor,
    int processors,
    double memoryGib,
    String system,
    String java,
    String servers,
    double loadBefore,
    double stolenPercent,
    String noise) {

  /** Returns two lines of text. */
  public String text() {
    return "%s, %d processors, %.0f GiB, %s, %s; %s%nload before %.1f, stolen %.1f %%%s"
        .formatted(
            processor,
            processors,
            memoryGib,
            system,
            java,
            servers,
            loadBefore,
            stolenPercent,
            noise.isEmpty() ? "" : "; NOISY: " + noise);
  }
}
