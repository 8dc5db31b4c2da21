package io.voteengine.tck.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.journal.ApplyResult;
import io.voteengine.spi.journal.ApplyResult.Applied;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.tck.VoteLedgerContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * One test's ledger: two partitions, both in epoch 1 on server {@code s1}, and the journal of the
 * first, which holds subjects {@code A} and {@code B} of the poll {@code posts}.
 */
public abstract class LedgerCase {
  protected static final int PARTITIONS = 2;
  protected static final SubjectId A = subject("posts", 0, 0);
  protected static final SubjectId B = subject("posts", 0, 1);
  protected static final SubjectId ELSEWHERE = subject("posts", 1, 0);
  protected static final VoterId ADA = VoterId.of("ada");
  protected static final VoterId BOB = VoterId.of("bob");

  protected final VoteLedgerContract suite;
  protected final VoteLedger ledger;
  protected final FakeJournal journal = new FakeJournal(new Term(0, 1, "s1"));
  private final List<VoteLedger> connected = new ArrayList<>();

  protected LedgerCase(VoteLedgerContract suite) {
    this.suite = suite;
    this.ledger = connect();
  }

  @BeforeEach
  protected void serve() {
    ledger.open(PARTITIONS);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      begin(new Term(partition, 1, "s1"));
    }
  }

  @AfterEach
  protected void closeLedgers() {
    connected.forEach(VoteLedger::close);
  }

  protected final VoteLedger connect() {
    VoteLedger another = suite.connect();
    connected.add(another);
    return another;
  }

  protected final VoteLedger opened() {
    VoteLedger another = connect();
    another.open(PARTITIONS);
    return another;
  }

  /** Returns the nth of a poll's subjects in a partition. */
  protected static SubjectId subject(String poll, int partition, int n) {
    return IntStream.range(0, 100_000)
        .mapToObj(i -> SubjectId.of(poll, "subject-" + i))
        .filter(subject -> subject.partition(PARTITIONS) == partition)
        .skip(n)
        .findFirst()
        .orElseThrow();
  }

  protected void begin(Term term) {
    Term before = ledger.position(term.partition()).term();
    assertThat(ledger.recover(before, List.of(), term)).isTrue();
  }

  /** Applies the journal's events; returns the subjects that drifted. */
  protected Set<SubjectId> flush() {
    return flush(journal);
  }

  protected Set<SubjectId> flush(FakeJournal from) {
    Position before = ledger.position(from.position().term().partition());
    return drifted(ledger.apply(before, from.take()));
  }

  protected Set<SubjectId> apply(JournalEvent... events) {
    return drifted(ledger.apply(ledger.position(0), List.of(events)));
  }

  protected static Set<SubjectId> drifted(ApplyResult result) {
    assertThat(result).isInstanceOf(Applied.class);
    return ((Applied) result).drifted();
  }

  protected SubjectSnapshot snapshot(SubjectId subject) {
    return ledger.subjects(subject.partition(PARTITIONS), List.of(subject)).value().get(0);
  }

  protected VoteSnapshot vote(SubjectId subject, VoterId voter) {
    return ledger
        .votes(subject.partition(PARTITIONS), List.of(new VoteKey(subject, voter)))
        .value()
        .get(0);
  }

  protected Choice choice(SubjectId subject, VoterId voter) {
    return vote(subject, voter).choice();
  }

  protected static SubjectSnapshot tally(SubjectId subject, long up, long down, long version) {
    return new SubjectSnapshot(subject, up, down, version, false);
  }

  /**
   * A tally whose version has leapt the given number of times, and counted changes before and
   * since.
   */
  protected static SubjectSnapshot leapt(
      SubjectId subject, long up, long down, long leaps, long changes) {
    return tally(subject, up, down, leaps * VoteLedger.LEAP + changes);
  }

  protected void assertExact(String poll) {
    assertThat(ledger.records().audit(poll))
        .matches(report -> report.exact(), "tallies, votes, log agree");
  }
}
