package io.voteengine.tck.ledger.query;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.query.AuditReport;
import io.voteengine.query.AuditReport.Counts;
import io.voteengine.query.HistoryEntry;
import io.voteengine.query.RecordedVote;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.tck.VoteLedgerContract;
import io.voteengine.tck.ledger.FakeJournal;
import io.voteengine.tck.ledger.LedgerCase;
import io.voteengine.util.Micros;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Reads for people. */
public abstract class LedgerReadContract extends LedgerCase {
  private final FakeJournal other = new FakeJournal(new Term(1, 1, "s1"));

  protected LedgerReadContract(VoteLedgerContract suite) {
    super(suite);
  }

  @Test
  void requestIsKnownFromTheRowAndFromTheAuditLog() {
    VoteEvent first = journal.vote(A, ADA, UP);
    VoteEvent second = journal.vote(A, ADA, DOWN);
    flush();
    assertThat(ledger.has(A, ADA, second.requestId())).isTrue();
    assertThat(ledger.has(A, ADA, first.requestId())).isTrue();
    assertThat(ledger.has(A, ADA, RequestId.named("another"))).isFalse();
    assertThat(ledger.has(A, BOB, first.requestId())).isFalse();
    assertThat(ledger.has(B, ADA, first.requestId())).isFalse();
  }

  @Test
  void votesOfAVoterArePagedNewestFirst() {
    List<RecordedVote> expected = new ArrayList<>();
    List<String> keys = List.of("\ud83d\ude00", "\uffee", "a", "B", "ab", "c", "d");
    for (int i = 0; i < 28; i++) {
      SubjectId subject = SubjectId.of(i % 2 == 0 ? "posts" : "comments", keys.get(i % 7) + i / 14);
      long castAt = 1_700_000_000_000_000L + i % 3;
      Choice choice = i % 2 == 0 ? UP : DOWN;
      journalOf(subject).vote(subject, ADA, choice, castAt, RequestId.of(new UUID(1, i)));
      expected.add(new RecordedVote(ADA, subject, choice, Micros.toInstant(castAt)));
    }
    SubjectId retracted = SubjectId.of("posts", "retracted");
    journalOf(retracted).vote(retracted, ADA, UP);
    journalOf(retracted).vote(retracted, ADA, NONE);
    journal.vote(A, BOB, UP);
    flush();
    flush(other);
    expected.sort(
        Comparator.comparing(RecordedVote::castAt).reversed().thenComparing(RecordedVote::subject));

    assertThat(votesOf(null)).isEqualTo(expected);
    for (Choice choice : List.of(UP, DOWN)) {
      assertThat(votesOf(choice))
          .isEqualTo(expected.stream().filter(vote -> vote.choice() == choice).toList());
    }
    assertThat(ledger.records().votesOf(VoterId.of("nobody"), null, null, 5)).isEmpty();
  }

  private List<RecordedVote> votesOf(@Nullable Choice choice) {
    List<RecordedVote> read = new ArrayList<>();
    List<RecordedVote> page = ledger.records().votesOf(ADA, choice, null, 5);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(5);
      read.addAll(page);
      page = ledger.records().votesOf(ADA, choice, page.get(page.size() - 1), 5);
    }
    return read;
  }

  @Test
  void historyTellsAllNewestFirst() {
    VoteEvent first = journal.vote(A, ADA, UP);
    VoteEvent second = journal.vote(A, ADA, DOWN);
    VoteEvent third = journal.vote(B, BOB, UP);
    flush();
    assertThat(ledger.records().history(A, 10)).containsExactly(entry(second), entry(first));
    assertThat(ledger.records().history("posts", 10))
        .containsExactly(entry(third), entry(second), entry(first));
    assertThat(ledger.records().history(A, 1)).containsExactly(entry(second));
    assertThat(ledger.records().history("posts", 2)).containsExactly(entry(third), entry(second));
    assertThat(ledger.records().history("unknown", 10)).isEmpty();
  }

  @Test
  void historyOfAPollGoesOverAllPartitions() {
    other.vote(ELSEWHERE, ADA, UP, 1_700_000_000_000_002L, RequestId.named("2"));
    journal.vote(A, ADA, UP, 1_700_000_000_000_001L, RequestId.named("1"));
    journal.vote(A, BOB, UP, 1_700_000_000_000_003L, RequestId.named("3"));
    flush();
    flush(other);
    assertThat(ledger.records().history("posts", 10))
        .extracting(HistoryEntry::requestId)
        .containsExactly(RequestId.named("3"), RequestId.named("2"), RequestId.named("1"));
  }

  @Test
  void auditCountsThreeTimes() {
    votes(journal, A, 3, UP);
    votes(journal, B, 2, DOWN);
    journal.vote(A, VoterId.of("voter-0"), DOWN);
    journal.vote(A, VoterId.of("voter-1"), NONE);
    votes(other, ELSEWHERE, 1, UP);
    votes(other, subject("comments", 1, 0), 5, UP);
    flush();
    flush(other);
    Counts counts = new Counts(2, 3);
    assertThat(ledger.records().audit("posts"))
        .isEqualTo(new AuditReport("posts", 3, counts, counts, counts, List.of()));
    assertThat(ledger.records().audit("unknown").exact()).isTrue();
    assertThat(ledger.records().audit("unknown").subjects()).isZero();
  }

  private FakeJournal journalOf(SubjectId subject) {
    return subject.partition(PARTITIONS) == 0 ? journal : other;
  }

  private static void votes(FakeJournal journal, SubjectId subject, int voters, Choice choice) {
    for (int i = 0; i < voters; i++) {
      journal.vote(subject, VoterId.of("voter-" + i), choice);
    }
  }

  private static HistoryEntry entry(VoteEvent e) {
    return new HistoryEntry(
        e.voter(),
        e.subject(),
        e.previous(),
        e.choice(),
        Micros.toInstant(e.castAt()),
        e.requestId(),
        e.variant());
  }
}
