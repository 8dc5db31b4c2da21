package io.voteengine.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.voteengine.bench.result.CompareFigures;
import io.voteengine.bench.result.CompareFigures.Contestant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RatioGuardTest {
  private static List<CompareFigures> figures(String workload, Double... ratios) {
    Contestant ours = new Contestant("ours", List.of(), List.of(1.0), List.of(1.0));
    Contestant other = new Contestant("row lock", List.of(), List.of(ratios), List.of(ratios));
    return List.of(new CompareFigures(workload, "ours", List.of(ours, other)));
  }

  private static final List<CompareFigures> RECORDED = figures("six", 6.0, 7.0, 8.0);

  private static List<String> complaints(List<CompareFigures> now) {
    return new RatioGuard(RECORDED).complaints(now);
  }

  @Test
  void ratiosNearTheRecordedOnesPass() {
    assertThat(complaints(figures("six", 7.0))).isEmpty();
    assertThat(complaints(figures("six", 3.1))).isEmpty();
    assertThat(complaints(figures("six", 30.0))).isEmpty();
  }

  @Test
  void aRatioFarBelowTheRecordedOnesFails() {
    assertThat(complaints(figures("six", 2.9)))
        .singleElement()
        .asString()
        .contains(
            "ours against row lock, six: the ratio is %.2f".formatted(2.9),
            "at least %.2f".formatted(3.0));
  }

  @Test
  void oneBadRoundOfSeveralPasses() {
    assertThat(complaints(figures("six", 0.5, 6.5, 7.0))).isEmpty();
  }

  @Test
  void aWideSpreadAllowsMore() {
    assertThat(RatioGuard.least(List.of(2.0, 6.0))).isCloseTo(2.0 / 9, within(1e-9));
  }

  @Test
  void anotherWorkloadGuardsNothing() {
    assertThat(complaints(figures("other", 7.0)))
        .singleElement()
        .asString()
        .contains("compared nothing");
  }
}
