package io.voteengine.tck.ledger.apply;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.journal.ApplyResult.Applied;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.tck.VoteLedgerContract;
import io.voteengine.tck.ledger.FakeJournal;
import io.voteengine.tck.ledger.LedgerCase;
import io.voteengine.util.Micros;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a batch does to votes, tallies and the audit log. */
public abstract class LedgerApplyContract extends LedgerCase {
  private static final Term FIRST = new Term(0, 1, "s1");
  private static final long NOON = 1_700_000_000_000_000L;
  private static final RequestId LOW = RequestId.of(new UUID(1, 1));

  /** As a signed number, it is lower than {@link #LOW}. */
  private static final RequestId HIGH = RequestId.of(new UUID(-1, 1));

  protected LedgerApplyContract(VoteLedgerContract suite) {
    super(suite);
  }

  @Test
  void voteIsRecordedWithAllThatIsKnownOfIt() {
    VoteEvent event = journal.vote(A, ADA, UP);
    assertThat(flush()).isEmpty();
    assertThat(vote(A, ADA))
        .isEqualTo(new VoteSnapshot(A, ADA, UP, event.castAt(), event.requestId()));
    assertThat(snapshot(A)).isEqualTo(tally(A, 1, 0, 1));
  }

  @Test
  void laterVoteReplacesTheChoice() {
    journal.vote(A, ADA, UP);
    flush();
    journal.vote(A, ADA, DOWN);
    journal.vote(A, BOB, UP);
    assertThat(flush()).isEmpty();
    assertThat(snapshot(A)).isEqualTo(tally(A, 1, 1, 3));
    assertExact("posts");
  }

  @Test
  void retractedVoteLeavesARow() {
    journal.vote(A, ADA, UP);
    VoteEvent retraction = journal.vote(A, ADA, NONE);
    assertThat(flush()).isEmpty();
    assertThat(vote(A, ADA))
        .isEqualTo(new VoteSnapshot(A, ADA, NONE, retraction.castAt(), retraction.requestId()));
    assertThat(snapshot(A)).isEqualTo(tally(A, 0, 0, 2));
    assertExact("posts");
  }

  @Test
  void voteOlderThanTheRowIsKeptInTheAuditLogOnly() {
    journal.vote(A, ADA, UP, NOON, LOW);
    flush();
    VoteEvent late = journal.vote(A, ADA, DOWN, NOON - 1, HIGH);
    flush();
    assertThat(vote(A, ADA)).isEqualTo(new VoteSnapshot(A, ADA, UP, NOON, LOW));
    assertThat(snapshot(A)).isEqualTo(leapt(A, 1, 0, 1, 2));
    assertThat(ledger.records().history(A, 10)).hasSize(2);
    assertThat(ledger.has(A, ADA, late.requestId())).isTrue();
    assertExact("posts");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofVotesOfOneMomentTheGreaterRequestCounts(boolean inOneBatch) {
    journal.vote(A, ADA, UP, NOON, HIGH);
    journal.vote(B, ADA, UP, NOON, LOW);
    if (!inOneBatch) {
      flush();
    }
    journal.vote(A, ADA, DOWN, NOON, LOW);
    journal.vote(B, ADA, DOWN, NOON, HIGH);
    flush();
    assertThat(choice(A, ADA)).isEqualTo(UP);
    assertThat(choice(B, ADA)).isEqualTo(DOWN);
    assertExact("posts");
  }

  @Test
  void greatestTimeOfABatchCountsWhereverItStands() {
    journal.vote(A, ADA, DOWN, NOON + 2, LOW);
    journal.vote(A, ADA, UP, NOON, HIGH);
    journal.vote(A, BOB, UP, NOON, LOW);
    journal.vote(A, BOB, NONE, NOON + 3, LOW);
    journal.vote(A, BOB, DOWN, NOON + 1, LOW);
    flush();
    assertThat(choice(A, ADA)).isEqualTo(DOWN);
    assertThat(choice(A, BOB)).isEqualTo(NONE);
    assertThat(snapshot(A)).isEqualTo(leapt(A, 0, 1, 1, 5));
    assertExact("posts");
  }

  @Test
  void fiveHundredFlipsInABatchAreOneRowAndAllInTheAuditLog() {
    for (int i = 0; i < 500; i++) {
      journal.vote(A, ADA, i % 2 == 0 ? UP : DOWN);
    }
    assertThat(flush()).isEmpty();
    assertThat(snapshot(A)).isEqualTo(tally(A, 0, 1, 500));
    assertThat(ledger.records().history(A, 1000)).hasSize(500);
    assertExact("posts");
  }

  @Test
  void tenThousandVotesAreOneBatch() {
    List<SubjectId> subjects =
        IntStream.range(0, 50).mapToObj(i -> subject("posts", 0, i)).toList();
    for (int i = 0; i < 10_000; i++) {
      Choice choice = i % 3 == 0 ? DOWN : UP;
      journal.vote(subjects.get(i % 50), VoterId.of("voter-" + i / 50), choice);
    }
    assertThat(flush()).isEmpty();
    assertThat(ledger.records().audit("posts").votes().up()).isEqualTo(6666);
    assertThat(ledger.records().audit("posts").votes().down()).isEqualTo(3334);
    assertExact("posts");
  }

  @Test
  void closeMarkersMoveThePartitionAndNothingElse() {
    journal.close("posts");
    journal.vote(A, ADA, UP);
    journal.close("posts");
    assertThat(flush()).isEmpty();
    journal.close("posts");
    assertThat(flush()).isEmpty();
    assertThat(ledger.records().history("posts", 10)).hasSize(1);
    assertThat(ledger.position(0)).isEqualTo(journal.position());
  }

  @Test
  void votesOfASealedPollGoIntoQuarantine() {
    ledger.polls().define(Poll.named("posts"));
    journal.vote(A, ADA, UP);
    flush();
    suite.seal("posts");
    VoteEvent late = journal.vote(A, ADA, DOWN);
    VoteEvent other = journal.vote(B, BOB, UP);
    SubjectId open = subject("comments", 0, 0);
    journal.vote(open, BOB, UP);
    Applied applied = (Applied) ledger.apply(ledger.position(0), journal.take());
    assertThat(applied.drifted()).containsExactlyInAnyOrder(A, B);
    assertThat(applied.quarantined()).containsOnlyKeys(late.seq(), other.seq());
    assertThat(applied.quarantined().values()).allMatch(reason -> reason.contains("sealed"));
    assertThat(ledger.position(0)).isEqualTo(journal.position());
    // The store has shown these versions with other counts.
    assertThat(snapshot(A)).isEqualTo(leapt(A, 1, 0, 1, 2));
    assertThat(snapshot(B).version()).isEqualTo(VoteLedger.LEAP + 1);
    assertThat(snapshot(B).up()).isZero();
    assertThat(choice(A, ADA)).isEqualTo(UP);
    assertThat(snapshot(open)).isEqualTo(tally(open, 1, 0, 1));
    assertThat(ledger.has(A, ADA, late.requestId())).isFalse();
    assertThat(ledger.isQuarantined(A, ADA, late.requestId())).isTrue();
    assertThat(ledger.quarantined(FIRST, 0, 9)).isEqualTo(applied.quarantined());
    assertThat(ledger.records().history("posts", 10)).hasSize(1);
    assertExact("posts");
  }

  @Test
  void voteThatASealedPollHasIsNotLate() {
    ledger.polls().define(Poll.named("posts"));
    VoteEvent counted = journal.vote(A, ADA, UP);
    journal.vote(B, BOB, UP, NOON + 9, HIGH);
    flush();
    suite.seal("posts");
    journal.vote(A, ADA, UP, counted.castAt(), counted.requestId());
    journal.vote(B, BOB, DOWN, NOON + 8, HIGH);
    assertThat(flush()).containsExactlyInAnyOrder(A, B);
    assertThat(ledger.quarantine().list(null, 9)).isEmpty();
    assertThat(snapshot(A).up()).isEqualTo(1);
    assertThat(snapshot(B).up()).isEqualTo(1);
    assertThat(ledger.records().history("posts", 10)).hasSize(4);
    assertExact("posts");
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        999_999,
        1_700_000_000_123_457L,
        // The hour that Central Europe had twice in 2023, and the one that it skipped.
        1_698_541_200_000_001L,
        1_679_792_400_000_001L,
        9_007_199_254_740_993L,
        253_402_300_799_999_998L
      })
  void timesAreKeptToTheMicrosecond(long castAt) {
    journal.vote(A, ADA, UP, castAt, LOW);
    flush();
    assertThat(vote(A, ADA).castAt()).isEqualTo(castAt);
    assertThat(ledger.records().history(A, 1).get(0).castAt()).isEqualTo(Micros.toInstant(castAt));
    journal.vote(A, ADA, DOWN, castAt, LOW);
    flush();
    assertThat(choice(A, ADA)).as("the same moment is not later").isEqualTo(UP);
    journal.vote(A, ADA, DOWN, castAt + 1, LOW);
    flush();
    assertThat(choice(A, ADA)).isEqualTo(DOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "}{",
        "{a}:b",
        "'; DROP TABLE vote; --",
        "\"quoted\" \\ back\\slash",
        " leading and trailing ",
        "a/b",
        "?:name ${x} %s",
        "NULL",
        "{NULL,\"x\"}",
        "I\u0131\u0130i",
        "\u65e5\u672c\u8a9e \u0627\u0644\u0639\u0631\u0628\u064a\u0629",
        "\ud83d\ude00\uffee",
        "e\u0301"
      })
  void hostileIdsAreKeptVerbatim(String id) {
    SubjectId subject = SubjectId.of(id, id);
    VoterId voter = VoterId.of(id);
    FakeJournal from = journalOf(subject);
    VoteEvent event = from.vote(subject, voter, UP);
    from.vote(subject, VoterId.of(id + "x"), DOWN);
    ledger.polls().define(Poll.named(id));
    assertThat(flush(from)).isEmpty();
    assertThat(vote(subject, voter).requestId()).isEqualTo(event.requestId());
    assertThat(snapshot(subject)).isEqualTo(tally(subject, 1, 1, 2));
    assertThat(ledger.records().votesOf(voter, null, null, 10))
        .singleElement()
        .matches(v -> v.voter().equals(voter));
    assertThat(ledger.records().history(subject, 10))
        .hasSize(2)
        .last()
        .matches(h -> h.voter().equals(voter));
    assertThat(ledger.has(subject, voter, event.requestId())).isTrue();
    assertThat(ledger.poll(0, id).value()).isPresent();
    assertExact(id);
  }

  @Test
  void longestIdsAreKept() {
    String longest = "\u00fc".repeat(64);
    SubjectId subject = SubjectId.of(longest, longest);
    FakeJournal from = journalOf(subject);
    from.vote(subject, VoterId.of("x".repeat(128)), UP);
    assertThat(flush(from)).isEmpty();
    assertThat(choice(subject, VoterId.of("x".repeat(128)))).isEqualTo(UP);
  }

  @Test
  void idsThatDifferInCaseOrFormAreDifferent() {
    journal.vote(A, VoterId.of("ada"), UP);
    journal.vote(A, VoterId.of("Ada"), UP);
    journal.vote(A, VoterId.of("\u00e9"), UP);
    journal.vote(A, VoterId.of("e\u0301"), UP);
    journal.vote(A, VoterId.of("ada "), UP);
    assertThat(flush()).isEmpty();
    assertThat(snapshot(A)).isEqualTo(tally(A, 5, 0, 5));
  }

  private FakeJournal journalOf(SubjectId subject) {
    int partition = subject.partition(PARTITIONS);
    return partition == 0 ? journal : new FakeJournal(ledger.position(partition).term());
  }
}
