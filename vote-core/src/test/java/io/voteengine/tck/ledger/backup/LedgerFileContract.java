package io.voteengine.tck.ledger.backup;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.backup.Backup;
import io.voteengine.backup.BackupException;
import io.voteengine.backup.RestoreReport;
import io.voteengine.moderation.QuarantinedVote;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.tck.VoteLedgerContract;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Exporting backups to files and importing them into another ledger. */
public abstract class LedgerFileContract extends BackupCase {
  protected LedgerFileContract(VoteLedgerContract suite) {
    super(suite);
  }

  private String export(Backup backup) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ledger.backups().orElseThrow().exportTo(backup, out);
    return out.toString(UTF_8);
  }

  private Backup read(String file) throws IOException {
    return ledger
        .backups()
        .orElseThrow()
        .importFrom(new ByteArrayInputStream(file.getBytes(UTF_8)));
  }

  /** Returns a file with these votes, each given as a line without its line break. */
  private static String file(long subjects, long up, long down, String... votes)
      throws NoSuchAlgorithmException {
    String lines = Stream.of(votes).map(vote -> vote + "\n").collect(Collectors.joining());
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(lines.getBytes(UTF_8));
    return """
        {"format":"voteengine-poll","version":1,"poll":{"name":"posts","choices":["UP","DOWN"],\
        "opensAt":null,"closesAt":null,"limit":{"permits":5,"per":"PT10S"}},\
        "takenAt":"2026-01-01T00:00:00Z","votes":%d,"subjects":%d,"up":%d,"down":%d}
        %s{"votes":%1$d,"digest":"%6$s"}
        """
        .formatted(votes.length, subjects, up, down, lines, HexFormat.of().formatHex(digest));
  }

  private static String vote(
      SubjectId subject, String voter, Choice choice, long castAt, RequestId request) {
    return """
        {"subject":"%s","voter":"%s","choice":"%s","castAt":%d,"requestId":"%s"}"""
        .formatted(subject.key(), voter, choice, castAt, request);
  }

  @Test
  void fileIsWrittenAsDocumented() throws Exception {
    VoteEvent one = journal.vote(A, VoterId.of("a\"b\\c"), UP);
    VoteEvent other = journal.vote(A, VoterId.of("b"), DOWN);
    flush();
    Backup backup = ledger.backups().orElseThrow().take("posts");
    String expected =
        file(
            1,
            1,
            1,
            vote(A, "a\\\"b\\\\c", UP, one.castAt(), one.requestId()),
            vote(A, "b", DOWN, other.castAt(), other.requestId()));
    assertThat(export(backup))
        .isEqualTo(expected.replace("2026-01-01T00:00:00Z", backup.takenAt().toString()));
  }

  @Test
  void fileReadAgainIsTheSameBackup() throws IOException {
    for (String name :
        List.of(
            "\ud83d\ude00", "\uffee", "}{", "'; DROP", "a b ", "A b", "\u00e4", "\u2028", "x")) {
      journal.vote(A, VoterId.of(name), UP);
      journal.vote(subject("posts", 0, 2), VoterId.of(name), DOWN);
      journal.vote(B, VoterId.of(name), UP);
      journal.vote(B, VoterId.of(name), NONE);
    }
    flush();
    Backup backup = ledger.backups().orElseThrow().take("posts");
    String file = export(backup);
    Backup again = read(file);
    assertThat(again.id()).isNotEqualTo(backup.id());
    assertThat(export(again)).isEqualTo(file);
    assertThat(ledger.backups().orElseThrow().verify(again)).isTrue();
    assertThat(ledger.backups().orElseThrow().list("posts"))
        .containsExactlyInAnyOrder(backup, again);
    assertThat(ledger.backups().orElseThrow().merge(again)).isEqualTo(new RestoreReport(0, 0));
  }

  @Test
  void importedVotesAreInForceOnlyOnceMerged() throws Exception {
    RequestId request = RequestId.named("r");
    Backup backup = read(file(1, 1, 0, vote(A, "ada", UP, 1_000, request)));
    assertThat(choice(A, ADA)).isEqualTo(NONE);
    assertThat(ledger.backups().orElseThrow().merge(backup)).isEqualTo(new RestoreReport(1, 0));
    assertThat(vote(A, ADA)).isEqualTo(new VoteSnapshot(A, ADA, UP, 1_000, request));
    assertThat(ledger.has(A, ADA, request)).isTrue();
    assertThat(ledger.stale(null, 9)).hasSize(1);
    assertExact("posts");
    assertThat(ledger.backups().orElseThrow().merge(backup)).isEqualTo(new RestoreReport(0, 0));
    assertThat(ledger.records().history(A, 9)).hasSize(1);
  }

  @Test
  void ofAMergedVoteAndAPresentOneTheLaterCounts() throws Exception {
    RequestId high = RequestId.parse("ffffffff-0000-0000-0000-000000000000");
    RequestId middle = RequestId.parse("7fffffff-0000-0000-0000-000000000000");
    RequestId low = RequestId.parse("00000000-0000-0000-0000-000000000001");
    for (String voter : List.of("equal-high", "equal-low", "newer", "older", "present")) {
      journal.vote(A, VoterId.of(voter), DOWN, 5_000, middle);
    }
    flush();
    Backup backup =
        read(
            file(
                1,
                4,
                0,
                vote(A, "equal-high", UP, 5_000, high),
                vote(A, "equal-low", UP, 5_000, low),
                vote(A, "newer", UP, 5_001, low),
                vote(A, "older", UP, 4_999, high)));
    assertThat(ledger.backups().orElseThrow().merge(backup)).isEqualTo(new RestoreReport(2, 0));
    assertThat(choice(A, VoterId.of("equal-high"))).isEqualTo(UP);
    assertThat(choice(A, VoterId.of("equal-low"))).isEqualTo(DOWN);
    assertThat(choice(A, VoterId.of("newer"))).isEqualTo(UP);
    assertThat(choice(A, VoterId.of("older"))).isEqualTo(DOWN);
    assertThat(choice(A, VoterId.of("present"))).isEqualTo(DOWN);
    assertExact("posts");
  }

  @Test
  void votesOfOneRequestIdAreAllMerged() throws Exception {
    RequestId request = RequestId.named("import");
    String[] votes =
        Stream.of("ada", "bob", "eve").map(v -> vote(A, v, UP, 7, request)).toArray(String[]::new);
    assertThat(ledger.backups().orElseThrow().merge(read(file(1, 3, 0, votes))).changed())
        .isEqualTo(3);
    String[] more =
        Stream.of("ada", "bob", "zoe").map(v -> vote(A, v, UP, 8, request)).toArray(String[]::new);
    assertThat(ledger.backups().orElseThrow().merge(read(file(1, 3, 0, more))).changed())
        .isEqualTo(3);
    assertThat(snapshot(A)).isEqualTo(leapt(A, 4, 0, 2, 6));
    assertThat(ledger.records().history(A, 9)).hasSize(6);
    assertExact("posts");
  }

  @Test
  void votesThatTheDatabaseRefusesGoIntoQuarantine() throws Exception {
    suite.refuse(EVE);
    Backup backup =
        read(
            file(
                1,
                3,
                0,
                vote(A, "ada", UP, 1, RequestId.named("a")),
                vote(A, "eve", UP, 2, RequestId.named("b")),
                vote(A, "zoe", UP, 3, RequestId.named("c"))));
    assertThat(ledger.backups().orElseThrow().merge(backup)).isEqualTo(new RestoreReport(2, 1));
    assertThat(choice(A, ADA)).isEqualTo(UP);
    assertExact("posts");
    suite.accept(EVE);
    List<QuarantinedVote> refused = ledger.quarantine().list(null, 9);
    assertThat(refused).extracting(QuarantinedVote::voter).containsExactly(EVE);
    assertThat(ledger.quarantine().replay(refused.get(0))).isTrue();
    assertThat(vote(A, EVE)).isEqualTo(new VoteSnapshot(A, EVE, UP, 2, RequestId.named("b")));
    assertExact("posts");
  }

  @Test
  void fileOfAPollWithOtherRulesIsRefused() throws Exception {
    String file = file(0, 0, 0).replace("\"permits\":5", "\"permits\":6");
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(BackupException.class)
        .hasMessageContainingAll("limit=6", "limit=5");
  }

  @Test
  void pollThatIsNotRecordedComesWithItsVotes() throws Exception {
    Backup backup = read(file(0, 0, 0).replace("\"posts\"", "\"others\""));
    assertThat(ledger.polls().list()).hasSize(1);
    ledger.backups().orElseThrow().merge(backup);
    assertThat(ledger.polls().list()).hasSize(2);
    assertThat(ledger.poll(0, "others").value().orElseThrow().poll())
        .isEqualTo(Poll.named("others"));
  }

  @Test
  void damagedFileLeavesNothing() throws Exception {
    String file = file(1, 1, 0, vote(A, "ada", UP, 1, RequestId.named("a")));
    assertThatThrownBy(() -> read(file.replace("\"castAt\":1", "\"castAt\":2")))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("Line 3")
        .hasMessageContaining("digest");
    assertThat(ledger.backups().orElseThrow().list(null)).isEmpty();
  }
}
