package io.voteengine.examples.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.util.Micros;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BallotFileTest {
  private static final Instant NOW = Instant.parse("2024-01-15T00:00:00Z");

  private final Path directory;

  BallotFileTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void readsVotesVerbatimAndTimesToTheMicrosecond() throws Exception {
    assertThat(read(" ada ,42,UP,1289241911.728363\nbob,42,none,7\n"))
        .containsExactly(
            ballot(" ada ", "42", Choice.UP, 1289241911728363L),
            ballot("bob", "42", Choice.NONE, 7_000_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "voter,subject,choice,cast_at\na,s,UP,1\n",
        "Voter,SUBJECT,choice,Cast_At\r\na,s,UP,1\r\n",
        "\uFEFFvoter,subject,choice,cast_at\na,s,UP,1",
        "\uFEFF\"voter\",subject,choice,cast_at\n\n\na,s,Up,1.0\n",
        "\uFEFFa,s,up,1.000000",
        "\"a\",\"s\",\"UP\",\"1\"\r\n"
      })
  void headerMarkQuotesAndLineEndsMakeNoDifference(String text) throws Exception {
    assertThat(read(text)).containsExactly(ballot("a", "s", Choice.UP, 1_000_000));
  }

  @Test
  void headerIsOnlyTheFirstLine() {
    assertBad("a,s,UP,1\nvoter,subject,choice,cast_at\n", 2, "choice is not UP, DOWN or NONE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\r\n", "voter,subject,choice,cast_at\n", "\uFEFF"})
  void fileWithoutVotesIsEmpty(String text) throws Exception {
    assertThat(read(text)).isEmpty();
  }

  @Test
  void quotedFieldsMayHoldCommasAndQuotes() throws Exception {
    assertThat(read("\"a,\"\"b\"\"\",s\"x,UP,1\n"))
        .containsExactly(ballot("a,\"b\"", "s\"x", Choice.UP, 1_000_000));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,s,UP|has 3 columns",
        "a,s,UP,1,|has 5 columns",
        "a|has 1 columns",
        "a,s,MAYBE,1|choice is not UP, DOWN or NONE: 'MAYBE'",
        "a,s,,1|choice is not UP",
        "a,s,UP,|cast_at is not seconds",
        "a,s,UP,-1|cast_at is not seconds",
        "a,s,UP,1e3|cast_at is not seconds",
        "a,s,UP,1.1234567|cast_at is not seconds",
        "a,s,UP,99999999999999999999|cast_at is not seconds",
        "a,s,UP,1705276801|cast_at lies in the future: 2024-01-15T00:00:01Z",
        ",s,UP,1|voter is empty",
        "a,,UP,1|subject is empty",
        "\"a\"b,s,UP,1|text follows a closing quote",
        "\"a,s,UP,1|a quoted field does not end",
      },
      quoteCharacter = '~')
  void badLineIsNamedWithItsNumberAndReason(String line, String reason) {
    assertBad("voter,subject,choice,cast_at\nok,s,UP,1\n\n" + line, 4, reason);
  }

  @Test
  void quotedLineBreakIsReadAndThenRefusedAsAnIdentifier() {
    assertBad("\"a\nb\",s,UP,1\n", 1, "voter has the control character U+000A");
  }

  @Test
  void idsAreMeasuredInBytes() throws Exception {
    assertThat(read("é".repeat(64) + ",s,UP,1")).hasSize(1);
    assertBad("é".repeat(65) + ",s,UP,1", 1, "voter is longer than 128 UTF-8 bytes");
  }

  @Test
  void bytesThatAreNoTextSpoilTheirLineOnly() throws Exception {
    String text = "a,s,UP,1\ncaf\u00e9,s,UP,2\nb,s,UP,3\n";
    assertThat(readSkipping(text, ISO_8859_1))
        .extracting(b -> b.voter().value())
        .contains("a", "b");
    assertThat(bad(text, ISO_8859_1)).hasMessage("line 2: is not UTF-8");
  }

  @Test
  void afterABadLineTheNextCanBeRead() throws Exception {
    String text =
        "a,s,UP,1\n\"open,s,UP,2\nb,s,UP,3\n\"x\"y,s,UP,4\n\"also open\nc,s,UP,5\nd,s,UP,nan\ne,s,UP,6\n";
    assertThat(readSkipping(text, UTF_8))
        .extracting(ballot -> ballot.voter().value())
        .containsExactly("a", "b", "c", "e");
  }

  @Test
  void whatIsWrittenIsReadBackWhateverItHolds() throws Exception {
    String letters = "ab,\"'{}; \u00e9\u4e16\ud83d\udc4d%";
    Random random = new Random(7);
    List<Ballot> ballots = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      String voter = word(random, letters);
      String subject = word(random, letters);
      Choice choice = Choice.values()[random.nextInt(3)];
      long micros = random.nextLong(Micros.of(NOW));
      ballots.add(ballot(voter, subject, choice, micros));
      text.append(quoted(voter)).append(',').append(quoted(subject)).append(',').append(choice);
      text.append(',').append(BigDecimal.valueOf(micros, 6).toPlainString());
      text.append(random.nextBoolean() ? "\r\n" : "\n");
    }
    assertThat(read(text.toString())).isEqualTo(ballots);
  }

  @Test
  void sameVoteHasTheSameRequestIdAndAnotherVoteAnotherOne() {
    Ballot ballot = ballot("a", "b", Choice.UP, 1);
    assertThat(ballot.requestId()).isEqualTo(ballot("a", "b", Choice.UP, 1).requestId());
    assertThat(ballot.requestId())
        .isNotEqualTo(ballot("a", "b", Choice.UP, 2).requestId())
        .isNotEqualTo(ballot("b", "a", Choice.UP, 1).requestId());
  }

  private static String word(Random random, String letters) {
    int[] points = letters.codePoints().toArray();
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(8); i >= 0; i--) {
      word.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return word.toString();
  }

  private static String quoted(String field) {
    return '"' + field.replace("\"", "\"\"") + '"';
  }

  private static Ballot ballot(String voter, String subject, Choice choice, long micros) {
    return new Ballot(
        VoterId.of(voter), SubjectId.of("poll", subject), choice, Micros.toInstant(micros));
  }

  private void assertBad(String text, long line, String reason) {
    assertThat(bad(text, UTF_8).getMessage()).startsWith("line " + line + ": " + reason);
  }

  private BadLine bad(String text, Charset charset) {
    return assertThatExceptionOfType(BadLine.class)
        .isThrownBy(() -> all(text, charset, false))
        .actual();
  }

  private List<Ballot> read(String text) throws IOException, BadLine {
    return all(text, UTF_8, false);
  }

  private List<Ballot> readSkipping(String text, Charset charset) throws IOException, BadLine {
    return all(text, charset, true);
  }

  private List<Ballot> all(String text, Charset charset, boolean skip) throws IOException, BadLine {
    Path path = Files.write(directory.resolve("votes.csv"), text.getBytes(charset));
    List<Ballot> ballots = new ArrayList<>();
    try (BallotFile file = new BallotFile(path, "poll", NOW)) {
      for (boolean more = true; more; ) {
        try {
          Ballot ballot = file.next();
          more = ballot != null;
          if (ballot != null) {
            ballots.add(ballot);
          }
        } catch (BadLine e) {
          if (!skip) {
            throw e;
          }
        }
      }
    }
    return ballots;
  }
}
