package io.voteengine.bench.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.bench.ToolRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveBenchTest {
  /** Returns the cells of the table's rows. */
  private static List<List<String>> rows(String command) {
    ToolRun run = ToolRun.of(command.split(" "));
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    return run.out()
        .lines()
        .filter(line -> line.startsWith("| "))
        .skip(1)
        .map(line -> List.of(line.substring(2).split(" *[|] *")))
        .toList();
  }

  private static double number(List<String> row, int cell) {
    return Double.parseDouble(row.get(cell).replace(",", ""));
  }

  @Test
  void hintsCostNothingWhileNobodyNeedsThem() {
    List<List<String>> rows = rows("live hints --subjects 10 --rate 200 --seconds 2 --warm-up 2");
    assertThat(rows)
        .extracting(row -> row.get(1))
        .containsExactly("nobody", "subscribers", "near caches");
    assertThat(number(rows.get(0), 3)).isZero();
    for (List<String> row : rows.subList(1, 3)) {
      assertThat(number(row, 3)).as("%s: two nodes, 20 ticks each", row).isBetween(1.0, 60.0);
      assertThat(number(row, 5)).isPositive();
    }
    assertThat(number(rows.get(2), 6)).as("with the hashes of each vote").isGreaterThan(14);
  }

  @Test
  void subscribersAreCalledAndVotesMeasured() {
    List<List<String>> rows =
        rows("live watchers --watchers 0,2 --rate 200,400 --seconds 1 --warm-up 1");
    assertThat(rows)
        .extracting(row -> row.get(0) + " " + row.get(1))
        .containsExactly("200 0", "200 2", "400 0", "400 2");
    assertThat(number(rows.get(0), 2)).isZero();
    assertThat(number(rows.get(1), 2)).isPositive();
  }
}
