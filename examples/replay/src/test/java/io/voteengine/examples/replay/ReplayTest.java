package io.voteengine.examples.replay;

import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.jdbc.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReplayTest {
  private static final int VOTES = 35_592;
  private static final int VOTERS = 4_814;
  private static final int SUBJECTS = 5_858;

  enum Ledger {
    H2,
    POSTGRES
  }

  private final Path directory;

  ReplayTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void ledgerHoldsWhatTheFileSaysAndASecondReplayChangesNothing() throws Exception {
    replayTwice(Ledger.H2);
  }

  @Tag("chaos")
  @Test
  void thatIsSoOnPostgresToo() throws Exception {
    replayTwice(Ledger.POSTGRES);
  }

  private void replayTwice(Ledger ledger) throws Exception {
    Path csv = recorded();
    List<Ballot> votes = Model.votes(csv, "replay");
    Model model = Model.of(votes);
    try (Where where = new Where(ledger)) {
      JsonNode first = replay(where, csv);
      assertFigures(first, model, votes.size());
      assertThat(first.get("accepted").asLong()).isEqualTo(votes.size());

      JsonNode second = replay(where, csv);
      assertFigures(second, model, votes.size());
      assertThat(second.get("accepted").asLong()).isZero();
      assertThat(second.get("unchanged").asLong()).isEqualTo(votes.size());
      assertThat(second.get("top")).isEqualTo(first.get("top"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void changesOfMindEndAtTheLatestVoteAndAreRecognisedTheSecondTime(Ledger ledger)
      throws Exception {
    Path csv = Votes.withChangesOfMind(directory.resolve("v.csv"), 3_000, 40, 30, 5);
    Model model = Model.of(Model.votes(csv, "replay"));
    try (Where where = new Where(ledger)) {
      assertFigures(replay(where, csv, "--ack", "durable", "--threads", "3"), model, 3_000);
      JsonNode second = replay(where, csv, "--threads", "1");
      assertFigures(second, model, 3_000);
      assertThat(second.get("accepted").asLong()).isZero();
      assertThat(second.get("refused").asLong()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,s,UP,20\na,s,DOWN,20\na,s,NONE,20\n",
        "a,s,NONE,20\na,s,DOWN,20\na,s,UP,20\n",
        "a,s,DOWN,20\na,s,UP,20\na,s,NONE,20\n"
      })
  void conflictingLinesOfOneInstantAreReportedInAnyOrder(String lines) throws Exception {
    Path csv = Files.writeString(directory.resolve("v.csv"), lines + "a,t,UP,20\na,t,UP,20\n");
    Run run = Run.of("--input", csv.toString());
    JsonNode report = JsonMapper.shared().readTree(run.out());
    assertThat(report.get("votes").asLong()).isEqualTo(5);
    assertThat(report.get("conflicts").asLong()).isEqualTo(2);
    assertThat(report.get("accepted").asLong()).isEqualTo(2);
    assertThat(report.get("unchanged").asLong()).as("the same twice").isEqualTo(1);
    assertThat(report.get("refused").asLong()).isZero();
    assertThat(report.get("up").asLong()).isEqualTo(2);
    assertThat(report.get("down").asLong()).isZero();
    assertThat(run.err()).contains("conflicts: 2;").contains("a on s at 1970-01-01T00:00:20Z");
  }

  @Test
  void olderVoteThatCameLateIsRefusedAndTheLatestCounts() throws Exception {
    Path csv = Files.writeString(directory.resolve("v.csv"), "a,s,UP,20\na,s,DOWN,10\n");
    JsonNode report = replayed(List.of("--input", csv.toString()));
    assertThat(report.get("accepted").asLong()).isEqualTo(1);
    assertThat(report.get("refused").asLong()).isEqualTo(1);
    assertThat(report.get("up").asLong()).isEqualTo(1);
    assertThat(report.get("down").asLong()).isZero();
  }

  @Test
  void emptyFileIsReplayedExactly() throws Exception {
    Path csv = Files.writeString(directory.resolve("v.csv"), "");
    JsonNode report = replayed(List.of("--input", csv.toString()));
    assertThat(report.get("votes").asLong()).isZero();
    assertThat(report.get("votes_per_second").asDouble()).isZero();
    assertThat(report.get("exact").asBoolean()).isTrue();
    assertThat(report.get("top")).isEmpty();
  }

  @Test
  void badLinesAreCountedAndSkippedOnDemand() throws Exception {
    Path csv = Files.writeString(directory.resolve("v.csv"), "a,s,UP,1\nb,s\nc,s,UP,2\nd\n");
    Run run = Run.of("--input", csv.toString(), "--skip-bad-lines");
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).startsWith("skipped bad lines: 2; the first: line 2: has 2 columns");
    assertThat(json(run.out()).get("up").asLong()).isEqualTo(2);
  }

  @Test
  void reportHasTheseFieldsInThisOrder() throws Exception {
    Path csv = Files.writeString(directory.resolve("v.csv"), "a,s,UP,1\n");
    JsonNode report = replayed(List.of("--input", csv.toString()));
    assertThat(report.propertyNames())
        .containsExactly(
            "votes",
            "accepted",
            "unchanged",
            "refused",
            "conflicts",
            "up",
            "down",
            "voters",
            "subjects",
            "exact",
            "seconds",
            "votes_per_second",
            "ack_p50_ms",
            "ack_p99_ms",
            "durable_p99_ms",
            "top");
    assertThat(report.get("top").get(0).propertyNames())
        .containsExactly("subject", "up", "down", "score");
  }

  private static void assertFigures(JsonNode report, Model model, long votes) {
    assertThat(report.get("exact").asBoolean()).isTrue();
    assertThat(report.get("votes").asLong()).isEqualTo(votes);
    assertThat(report.get("up").asLong()).isEqualTo(model.count(Choice.UP));
    assertThat(report.get("down").asLong()).isEqualTo(model.count(Choice.DOWN));
    assertThat(report.get("voters").asLong()).isEqualTo(model.voters());
    assertThat(report.get("subjects").asLong()).isEqualTo(model.standings().size());
    List<ReplayReport.Standing> top = new ArrayList<>();
    for (JsonNode s : report.get("top")) {
      top.add(
          new ReplayReport.Standing(
              s.get("subject").asString(),
              s.get("up").asLong(),
              s.get("down").asLong(),
              s.get("score").asLong()));
    }
    assertThat(top).isEqualTo(model.standings().subList(0, 10));
  }

  /**
   * The recorded data set beside the repository or in {@code VOTE_TEST_DATA}, or one of its size.
   */
  private Path recorded() throws IOException {
    String data = requireNonNullElse(System.getenv("VOTE_TEST_DATA"), "../../../shared/data");
    Path real = Path.of(data, "bitcoin-otc.csv");
    return Files.exists(real)
        ? real
        : Votes.distinctPairs(directory.resolve("made.csv"), VOTES, VOTERS, SUBJECTS, 11);
  }

  private JsonNode replay(Where where, Path csv, String... more) throws IOException {
    List<String> args = new ArrayList<>(List.of("--input", csv.toString()));
    args.addAll(where.options());
    args.addAll(List.of(more));
    return replayed(args);
  }

  private JsonNode replayed(List<String> options) throws IOException {
    Path json = directory.resolve("report.json");
    List<String> args = new ArrayList<>(List.of("--json", json.toString()));
    args.addAll(options);
    Run run = Run.of(args.toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    JsonNode report = json(Files.readString(json));
    assertThat(json(run.out())).isEqualTo(report);
    return report;
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  /** A ledger that outlives a run. */
  private final class Where implements AutoCloseable {
    private final List<TestDatabase> database;

    Where(Ledger ledger) {
      database = ledger == Ledger.POSTGRES ? List.of(TestDatabase.postgres()) : List.of();
    }

    List<String> options() {
      return database.isEmpty()
          ? List.of("--jdbc", "jdbc:h2:file:" + directory.toAbsolutePath().resolve("ledger"))
          : List.of(
              "--jdbc", database.get(0).url(),
              "--user", database.get(0).user(),
              "--password", database.get(0).password());
    }

    @Override
    public void close() {
      database.forEach(TestDatabase::close);
    }
  }
}
