package io.voteengine.jdbc.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RateLimit;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.backup.Backup;
import io.voteengine.backup.BackupException;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.poll.Visibility;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The content of a poll's file, and how damage is detected. */
class BackupFormatTest {
  private static final Poll POLL =
      new Poll(
          "launch",
          Set.of(Choice.UP),
          Instant.parse("2020-01-01T00:00:00Z"),
          Instant.parse("2030-01-01T00:00:00.000001Z"),
          new RateLimit(2, Duration.ofMillis(1_500)));

  private final JdbcVoteLedger ledger = JdbcVoteLedger.memory();
  private String file = "";

  @BeforeEach
  void export() throws IOException {
    ledger.open(1);
    ledger.polls().define(POLL);
    List<JournalEvent> events =
        IntStream.rangeClosed(1, 4).mapToObj(BackupFormatTest::vote).toList();
    ledger.recover(new Term(0, 0, null), events, new Term(0, 1, "s"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Backup backup = ledger.backups().orElseThrow().take("launch");
    ledger.backups().orElseThrow().exportTo(backup, out);
    ledger.backups().orElseThrow().delete(backup);
    file = out.toString(UTF_8);
  }

  private static JournalEvent vote(int i) {
    return new VoteEvent(
        1,
        i,
        0,
        SubjectId.of("launch", "s" + (i + 1) / 2),
        VoterId.of("v" + i),
        Choice.NONE,
        i == 4 ? Choice.NONE : Choice.UP,
        1_700_000_000_000_000L + i,
        RequestId.named("r" + i),
        null,
        0,
        0,
        0);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private Backup read(String text) throws IOException {
    return ledger
        .backups()
        .orElseThrow()
        .importFrom(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  private void assertRefused(String damaged, String... words) {
    assertThat(damaged).isNotEqualTo(file);
    assertThatThrownBy(() -> read(damaged))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("nothing of it is kept")
        .hasMessageContainingAll(words);
    assertThat(ledger.backups().orElseThrow().list(null)).isEmpty();
  }

  @Test
  void headerTellsThePollWithItsRules() throws IOException {
    assertThat(file.lines().findFirst().orElseThrow())
        .startsWith(
            """
            {"format":"voteengine-poll","version":1,"poll":{"name":"launch","choices":["UP"],\
            "opensAt":"2020-01-01T00:00:00Z","closesAt":"2030-01-01T00:00:00.000001Z",\
            "limit":{"permits":2,"per":"PT1.5S"}},"takenAt":\"""")
        .endsWith("\"votes\":4,\"subjects\":2,\"up\":3,\"down\":0}");
    assertThat(read(file).poll()).isEqualTo(POLL);
  }

  @Test
  void pollWithoutRulesIsReadAgain() throws IOException {
    Poll plain = Poll.named("plain").unlimited();
    ledger.polls().define(plain);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ledger.backups().orElseThrow().exportTo(ledger.backups().orElseThrow().take("plain"), out);
    assertThat(read(out.toString(UTF_8)).poll()).isEqualTo(plain);
  }

  @Test
  void pollThatHidesItsCountsIsReadAgain() throws IOException {
    Poll hiding = Poll.named("hiding").unlimited().visibility(Visibility.AFTER_SEAL);
    ledger.polls().define(hiding);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ledger.backups().orElseThrow().exportTo(ledger.backups().orElseThrow().take("hiding"), out);
    String text = out.toString(UTF_8);
    assertThat(text).contains("\"limit\":null,\"visibility\":\"AFTER_SEAL\"}");
    assertThat(read(text).poll()).isEqualTo(hiding);
    assertThatThrownBy(() -> read(text.replace("AFTER_SEAL", "LATER")))
        .isInstanceOf(BackupException.class);
  }

  @Test
  void pollThatListsItsSubjectsIsReadAgain() throws IOException {
    Poll listed = Poll.named("listed").unlimited().listedSubjects();
    ledger.polls().define(listed);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ledger.backups().orElseThrow().exportTo(ledger.backups().orElseThrow().take("listed"), out);
    String text = out.toString(UTF_8);
    assertThat(text).contains("\"limit\":null,\"listedSubjects\":true}");
    assertThat(read(text).poll()).isEqualTo(listed);
    assertThatThrownBy(() -> read(text.replace(":true", ":\"yes\"")))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("neither true nor false");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // what is found | what it is replaced with | the line | the words
        "voteengine-poll | other | Line 1 | no header",
        "\"version\":1 | \"version\":2 | Line 1 | version is 2",
        "\"version\":1 | \"version\":\"1\" | Line 1 | no whole number",
        "\"version\":1, | `` | Line 1 | no \"version\"",
        "\"limit\":{ | \"limit\":[{ | Line 1 | not JSON",
        "\"permits\":2 | \"permits\":0 | Line 1 | permits",
        "\"permits\":2 | \"permits\":9999999999 | Line 1 | overflow",
        "[\"UP\"] | [\"SIDEWAYS\"] | Line 1 | SIDEWAYS",
        "[\"UP\"] | [] | Line 1 | choices",
        "2020-01-01T00 | 2040-01-01T00 | Line 1 | opensAt",
        "2020-01-01T00 | yesterday | Line 1 | yesterday",
        "\"up\":3 | \"up\":2 | Line 6 | header",
        "\"subjects\":2 | \"subjects\":3 | Line 6 | header",
        "\"v2\" | \"v2 | Line 3 | not JSON",
        "\"v2\" | \"\" | Line 3 | voter is empty",
        "\"v2\" | \"a\\u0000\" | Line 3 | control character",
        "\"v2\" | \"a\\ud800\" | Line 3 | surrogate",
        "\"v2\" | 2 | Line 3 | no text",
        "\"v2\" | \"v2\",\"voter\":\"v2\" | Line 3 | not JSON",
        "\"v2\" | \"v2\",\"extra\":1 | Line 3 | extra",
        "\"v2\" | \"v1\" | Line 3 | twice",
        "\"v2\" | \"v0\" | Line 3 | out of order",
        "\"v2\" | \"v3\" | Line 6 | digest",
        "\"NONE\" | \"DOWN\" | Line 5 | does not allow",
        "\"NONE\" | \"none\" | Line 5 | none",
        "\"NONE\" | \"UP\" | Line 6 | digest",
        "1700000000000002 | -1 | Line 3 | castAt",
        "1700000000000002 | 9007199254740993 | Line 3 | castAt",
        "1700000000000002 | 17e14 | Line 3 | castAt",
        "1700000000000002 | 1700000000000003 | Line 6 | digest",
        "\"digest\":\" | \"digest\":\"0 | Line 6 | digest",
        "{\"votes\":4 | {\"votes\":5 | Line 6 | 4 votes",
        "\"votes\":4,\"subjects\" | \"votes\":5,\"subjects\" | Line 6 | 4 votes"
      })
  void damageIsReportedWithItsLine(String what, String damage, String line, String words) {
    assertRefused(file.replace(what, damage == null ? "" : damage), line, words);
  }

  @Test
  void fileCutOffAnywhereIsRefused() {
    for (int length = 0; length < file.length() - 2; length += 7) {
      assertRefused(file.substring(0, length), "Line");
    }
    assertRefused(file.substring(0, file.lastIndexOf('{')), "Line 6", "cut off");
    assertRefused("", "Line 1", "nothing");
  }

  @Test
  void everyFlippedBitOfAVoteIsFound() throws IOException {
    Backup whole = read(file);
    byte[] bytes = file.getBytes(UTF_8);
    for (int i = file.indexOf('\n'); i < bytes.length - 1; i++) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= (byte) (1 << i % 8);
      // Letters of a request id may be of either case.
      if (!new String(damaged, UTF_8).equalsIgnoreCase(file)) {
        assertThatThrownBy(
                () -> ledger.backups().orElseThrow().importFrom(new ByteArrayInputStream(damaged)))
            .as("byte %d", i)
            .isInstanceOf(BackupException.class);
      }
    }
    assertThat(ledger.backups().orElseThrow().list(null)).containsExactly(whole);
  }

  @Test
  void linesThatAreMissingTwiceOrTooManyAreFound() {
    List<String> lines = file.lines().toList();
    assertRefused(file.replace(lines.get(2) + "\n", ""), "Line 5", "3 votes");
    assertRefused(file.replace(lines.get(2), lines.get(2) + "\n" + lines.get(2)), "twice");
    assertRefused(file.replace(lines.get(2), lines.get(2) + "\n"), "Line 4", "no JSON object");
    assertRefused(file + lines.get(2), "Line 7", "follows");
    assertRefused(file + "\n", "Line 7", "follows");
    assertRefused("x".repeat(100_000_000), "Line 1", "longer");
  }

  @Test
  void otherWaysToWriteTheSameVotesAreRead() throws IOException {
    String spaced = file.replace("\":", "\" : ").replace("\n", "\r\n").replace("v2", "\\u00762");
    assertThat(read(spaced).votes()).isEqualTo(4);
    assertThat(read(file.substring(0, file.length() - 1)).votes()).isEqualTo(4);
  }
}
