package io.voteengine.examples.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.examples.console.OpenLedger;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.query.AuditReport;
import io.voteengine.query.HistoryEntry;
import io.voteengine.ranking.Ranking;
import io.voteengine.spi.VoteLedger;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL, again and again, while votes are acknowledged as durable. */
class KillTest {
  private static final int VOTES = 4_000;
  private static final int VOTERS = 300;
  private static final int SUBJECTS = 40;
  private static final int FEW = 2;
  private static final int MANY = 20;

  /** Votes before the first one not acknowledged that the next life replays once more. */
  private static final int OVERLAP = 30;

  private final Path directory;

  KillTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void noDurableVoteIsLostAndNoneCountsTwiceOnH2() throws Exception {
    onH2(FEW);
  }

  @Tag("chaos")
  @Test
  void noneIsHoweverOftenTheEngineIsKilledOnH2() throws Exception {
    onH2(MANY);
  }

  @Tag("chaos")
  @Test
  void noneIsHoweverOftenTheEngineIsKilledOnPostgres() throws Exception {
    onPostgres(MANY / 2);
  }

  private void onH2(int kills) throws Exception {
    String url = "jdbc:h2:file:" + directory.toAbsolutePath().resolve("ledger");
    killAgainAndAgain(kills, 1, url, "sa", "");
  }

  private void onPostgres(int kills) throws Exception {
    try (TestDatabase database = TestDatabase.postgres()) {
      killAgainAndAgain(kills, 2, database.url(), database.user(), database.password());
    }
  }

  private void killAgainAndAgain(int kills, long seed, String url, String user, String password)
      throws Exception {
    Path csv = Votes.withChangesOfMind(directory.resolve("v.csv"), VOTES, VOTERS, SUBJECTS, seed);
    List<Ballot> votes = Model.votes(csv, DurableReplayMain.POLL);
    Map<String, Integer> numbers = new HashMap<>();
    for (Ballot vote : votes) {
      numbers.put(DurableReplayMain.line(vote), numbers.size());
    }
    Random random = new Random(seed);
    Set<Integer> acknowledged = new TreeSet<>();
    int killed = 0;
    boolean done = false;
    while (!done || killed < kills) {
      // A file that was finished before all kills is replayed from the start, to no effect.
      boolean all = acknowledged.size() == votes.size();
      int from = all ? 0 : Math.max(0, firstMissing(acknowledged) - OVERLAP);
      Process process =
          Jvm.start(
              DurableReplayMain.class,
              List.of(csv.toString(), Integer.toString(from), url, user, password));
      long killAfter =
          killed < kills ? OVERLAP + random.nextInt(2 * VOTES / kills - OVERLAP) : Long.MAX_VALUE;
      done = listen(process, killAfter, numbers, acknowledged);
      assertWhole(url, user, password, acknowledged.stream().map(votes::get).toList());
      if (!done) {
        killed++;
        assertThat(killed).as("lives that ended").isLessThanOrEqualTo(kills);
      }
    }
    assertThat(killed).isEqualTo(kills);
    try (OpenLedger opened = OpenLedger.at(url, user, password)) {
      opened.ledger.open(16);
      assertCounted(opened.ledger, Model.of(votes));
    }
  }

  /** What a life leaves behind is whole, before the next one may mend it. */
  private static void assertWhole(String url, String user, String password, List<Ballot> durable) {
    try (OpenLedger opened = OpenLedger.at(url, user, password)) {
      VoteLedger ledger = opened.ledger;
      ledger.open(16);
      List<HistoryEntry> log = log(ledger);
      List<RequestId> recorded = log.stream().map(HistoryEntry::requestId).toList();
      assertThat(recorded).doesNotHaveDuplicates();
      assertThat(Set.copyOf(recorded))
          .containsAll(durable.stream().map(Ballot::requestId).toList());
      assertThat(choices(ledger))
          .containsExactlyInAnyOrderElementsOf(Model.of(ballots(log)).choices());
      assertThat(ledger.records().audit(DurableReplayMain.POLL).exact()).isTrue();
    }
  }

  /** Reads acknowledgements, kills the process, and reads those that it had written before. */
  private static boolean listen(
      Process process, long killAfter, Map<String, Integer> numbers, Set<Integer> acknowledged)
      throws IOException, InterruptedException {
    boolean done = false;
    long heard = 0;
    try (BufferedReader out = process.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        done |= line.equals(DurableReplayMain.DONE);
        if (line.endsWith(".")) {
          acknowledged.add(numbers.get(line));
          heard++;
        }
        if (heard == killAfter) {
          process.toHandle().destroyForcibly(); // Unlike the process, it leaves the pipe open.
        }
      }
    }
    int exitCode = process.waitFor();
    if (!done && heard < killAfter) {
      throw new AssertionError(
          "ended with "
              + exitCode
              + ": "
              + new String(process.getErrorStream().readAllBytes(), UTF_8));
    }
    return done;
  }

  private static int firstMissing(Set<Integer> numbers) {
    int next = 0;
    for (int number : numbers) {
      if (number != next) {
        return next;
      }
      next++;
    }
    return next;
  }

  private static List<HistoryEntry> log(VoteLedger ledger) {
    return subjects().flatMap(s -> ledger.records().history(s, 10_000).stream()).toList();
  }

  private static List<Ballot> ballots(List<HistoryEntry> log) {
    return log.stream()
        .map(entry -> new Ballot(entry.voter(), entry.subject(), entry.choice(), entry.castAt()))
        .toList();
  }

  private static List<String> choices(VoteLedger ledger) {
    return subjects()
        .flatMap(subject -> ledger.records().votesOn(subject, null, VOTERS).stream())
        .map(vote -> Model.line(vote.voter(), vote.subject(), vote.choice()))
        .toList();
  }

  private static Stream<SubjectId> subjects() {
    return IntStream.range(0, SUBJECTS)
        .mapToObj(i -> SubjectId.of(DurableReplayMain.POLL, "s" + i));
  }

  private static void assertCounted(VoteLedger ledger, Model model) {
    assertThat(choices(ledger)).containsExactlyInAnyOrderElementsOf(model.choices());
    AuditReport audit = ledger.records().audit(DurableReplayMain.POLL);
    assertThat(audit.votes())
        .isEqualTo(new AuditReport.Counts(model.count(Choice.UP), model.count(Choice.DOWN)));
    assertThat(
            ledger.records().top(DurableReplayMain.POLL, Ranking.SCORE, SUBJECTS + 1).stream()
                .map(ranked -> ReplayReport.Standing.of(ranked.subject(), ranked.tally())))
        .isEqualTo(model.standings());
  }
}
