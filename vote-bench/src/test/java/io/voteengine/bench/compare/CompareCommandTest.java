package io.voteengine.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.bench.ToolRun;
import io.voteengine.bench.check.Correctness;
import io.voteengine.bench.result.CompareFigures;
import io.voteengine.bench.result.CompareFigures.Contestant;
import io.voteengine.bench.result.ResultFile;
import io.voteengine.bench.result.RunResult;
import io.voteengine.bench.workload.Votes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompareCommandTest {
  private static final String COMPARE =
      "compare --rounds 1 --seconds 0.2 --warm-up 0 --in-flight 64 --pool 64 --partitions 4 ";

  private final Path folder;

  CompareCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private List<CompareFigures> run(String more) throws IOException {
    Path file = folder.resolve("result.json");
    ToolRun run = ToolRun.of((COMPARE + more + " --output " + file).split(" "));
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    List<CompareFigures> figures = ResultFile.parse(Files.readString(file)).comparisons();
    for (CompareFigures one : figures) {
      for (Contestant contestant : one.contestants()) {
        assertThat(run.out()).contains(contestant.rounds().get(0).correctness().text());
      }
    }
    return figures;
  }

  private static Correctness only(Contestant contestant) {
    return contestant.rounds().get(0).correctness();
  }

  @Test
  void newVotesOfAllContestantsAreExact() throws IOException {
    CompareFigures figures =
        run("--with ACCEPTED,ROW_LOCK,TRIGGER,VOTER,HAND_WRITTEN,HAND_WRITTEN_PIPELINED,SCRIPT,"
                + "SCRIPT_PIPELINED --subjects SIX")
            .get(0);
    assertThat(figures.contestants()).hasSize(9);
    for (Contestant contestant : figures.contestants()) {
      Correctness found = only(contestant);
      assertThat(found.exact()).as(contestant.name() + ": " + found.text()).isTrue();
      assertThat(found.accepted()).as(contestant.name()).isPositive().isEqualTo(found.sent());
      assertThat(found.inSql()).as(contestant.name()).isEqualTo(found.accepted());
      assertThat(contestant.ratios()).hasSize(1).allMatch(ratio -> ratio > 0);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Votes.class,
      names = {"CHANGES", "RETRACTIONS", "REFUSALS"})
  void votesOfThoseWhoVotedAreExact(Votes votes) throws IOException {
    CompareFigures figures =
        run("--with ROW_LOCK,TRIGGER,HAND_WRITTEN,HAND_WRITTEN_PIPELINED,SCRIPT,SCRIPT_PIPELINED"
                + " --subjects ZIPF --votes "
                + votes)
            .get(0);
    for (Contestant contestant : figures.contestants()) {
      Correctness found = only(contestant);
      assertThat(found.exact()).as(contestant.name() + ": " + found.text()).isTrue();
      assertThat(found.failed()).isZero();
      if (votes == Votes.REFUSALS) {
        assertThat(found.accepted()).as(contestant.name()).isEqualTo(64);
        assertThat(found.limited()).as(contestant.name()).isEqualTo(found.sent() - 64);
      } else {
        assertThat(found.accepted()).as(contestant.name()).isEqualTo(found.sent());
      }
      assertThat(contestant.rounds().get(0).accepted()).as(contestant.name()).isPositive();
    }
  }

  @Test
  void limitersGrantEveryPermitOnce() throws IOException {
    CompareFigures figures = run("--ours LIMITER --with BUCKET4J,BUCKET4J_BATCHING").get(0);
    for (Contestant contestant : figures.contestants()) {
      Correctness found = only(contestant);
      assertThat(found.exact()).as(contestant.name()).isTrue();
      assertThat(found.accepted()).isPositive().isEqualTo(found.sent());
    }
  }

  @Test
  void theEmbeddedDefaultIsComparedWithoutServers() throws IOException {
    List<CompareFigures> figures =
        run("--redis memory --jdbc h2 --with ACCEPTED --subjects HOT,MILLION");
    assertThat(figures).hasSize(2).allMatch(CompareFigures::exact);
  }

  @Test
  void theGuardLetsHighRatiosPassAndNoOtherWorkload() throws IOException {
    String embedded = "--redis memory --jdbc h2 --with ACCEPTED --subjects ";
    run(embedded + "HOT");
    Path recorded = folder.resolve("low.json");
    ResultFile.write(recorded, withLowRatios(ResultFile.parse(read("result.json"))));

    assertThat(run(embedded + "HOT --guard " + recorded)).hasSize(1);

    ToolRun other = ToolRun.of((COMPARE + embedded + "SIX --guard " + recorded).split(" "));
    assertThat(other.err()).contains("The guard compared nothing");
    assertThat(other.code()).isEqualTo(3);
  }

  private String read(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  private static RunResult withLowRatios(RunResult result) {
    List<CompareFigures> low =
        result.comparisons().stream()
            .map(
                figures ->
                    new CompareFigures(
                        figures.workload(),
                        figures.ours(),
                        figures.contestants().stream()
                            .map(
                                one ->
                                    new Contestant(
                                        one.name(), List.of(), List.of(0.001), List.of(0.001)))
                            .toList()))
            .toList();
    return RunResult.of(result.settings(), result.environment(), low);
  }
}
