package io.voteengine.tck.ledger.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.ledger.StaleSubject;
import io.voteengine.tck.VoteLedgerContract;
import io.voteengine.tck.ledger.LedgerCase;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which subjects are marked as stale, and when a mark is removed. */
public abstract class LedgerStaleContract extends LedgerCase {
  private static final Term TERM = new Term(0, 1, "s1");

  protected LedgerStaleContract(VoteLedgerContract suite) {
    super(suite);
  }

  /** Puts votes on these subjects into quarantine and replays them. */
  private void change(SubjectId... subjects) {
    change(VoterId.of("eve"), subjects);
  }

  private void change(VoterId voter, SubjectId... subjects) {
    suite.refuse(voter);
    for (SubjectId subject : subjects) {
      journal.vote(subject, voter, Choice.UP);
    }
    flush();
    suite.accept(voter);
    ledger
        .quarantine()
        .list(null, 100)
        .forEach(vote -> assertThat(ledger.quarantine().replay(vote)).isTrue());
  }

  private List<StaleSubject> stale() {
    return ledger.stale(null, 100);
  }

  @Test
  void votesFromTheJournalMarkNothing() {
    journal.vote(A, ADA, Choice.UP);
    flush();
    assertThat(stale()).isEmpty();
  }

  @Test
  void subjectIsMarkedInTheTransactionThatChangesIt() {
    change(A, B);
    assertThat(connect().stale(null, 100))
        .extracting(StaleSubject::subject)
        .containsExactlyInAnyOrder(A, B);
  }

  @Test
  void markIsTakenOffOnceTheStoreWasNotified() {
    change(A, B);
    StaleSubject one = stale().get(0);
    ledger.unloaded(TERM, List.of(one));
    assertThat(stale()).hasSize(1).doesNotContain(one);
    ledger.unloaded(TERM, List.of(one));
    assertThat(stale()).hasSize(1);
  }

  @Test
  void markSetAnewStays() {
    change(A);
    List<StaleSubject> first = stale();
    change(VoterId.of("mallory"), A);
    ledger.unloaded(TERM, first);
    assertThat(stale()).extracting(StaleSubject::subject).containsExactly(A);
    ledger.unloaded(TERM, stale());
    assertThat(stale()).isEmpty();
  }

  @Test
  void marksStayWhereTheStoreThatWasNotifiedDoesNotServe() {
    change(A);
    ledger.unloaded(new Term(0, 1, "another"), stale());
    ledger.unloaded(new Term(0, 2, "s1"), stale());
    assertThat(stale()).hasSize(1);
    begin(new Term(0, 2, "s2"));
    ledger.unloaded(TERM, stale());
    assertThat(stale()).hasSize(1);
    ledger.unloaded(new Term(0, 2, "s2"), stale());
    assertThat(stale()).isEmpty();
  }

  @Test
  void pagesHoldEachSubjectOnce() {
    SubjectId[] many =
        IntStream.range(0, 7).mapToObj(n -> subject("posts", 0, n)).toArray(SubjectId[]::new);
    change(many);
    List<StaleSubject> first = ledger.stale(null, 3);
    List<StaleSubject> second = ledger.stale(first.get(2), 3);
    List<StaleSubject> third = ledger.stale(second.get(2), 3);
    assertThat(List.of(first.size(), second.size(), third.size())).containsExactly(3, 3, 1);
    assertThat(IntStream.range(0, 7).mapToObj(i -> many[i]))
        .containsExactlyInAnyOrderElementsOf(
            List.of(first, second, third).stream()
                .flatMap(List::stream)
                .map(StaleSubject::subject)
                .toList());
  }
}
