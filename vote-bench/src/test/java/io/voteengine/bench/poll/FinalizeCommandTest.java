package io.voteengine.bench.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.bench.ToolRun;
import io.voteengine.result.FinalizationPhase;
import org.junit.jupiter.api.Test;

class FinalizeCommandTest {
  @Test
  void everyPhaseIsTimedAndTheResultVerified() {
    ToolRun run =
        ToolRun.of(
            "finalize --redis memory --jdbc h2 --votes 3000 --subjects 30 --rate 50 --before 1"
                .split(" "));
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    assertThat(run.out().lines().filter(line -> line.startsWith("| ")))
        .hasSize(FinalizationPhase.values().length);
    assertThat(run.out()).contains("0 findings", "0 votes in the other poll were not accepted");
  }

  @Test
  void changedRowsAreFound() {
    ToolRun run =
        ToolRun.of(
            "finalize --redis memory --votes 600 --subjects 10 --rate 50 --before 1 --tamper"
                .split(" "));
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    assertThat(run.out().lines().filter(line -> line.contains(": found in "))).hasSize(6);
  }

  @Test
  void tamperingNeedsTablesThatOthersCanChange() {
    ToolRun run =
        ToolRun.of(
            "finalize --redis memory --jdbc h2 --votes 30 --subjects 10 --tamper".split(" "));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--tamper needs PostgreSQL");
  }
}
