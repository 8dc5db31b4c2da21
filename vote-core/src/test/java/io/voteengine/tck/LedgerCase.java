package io.voteengine.tck;

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
abstract class LedgerCase {
  static final int PARTITIONS = 2;
  static final SubjectId A = subject("posts", 0, 0);
  static final SubjectId B = subject("posts", 0, 1);
  static final SubjectId ELSEWHERE = subject("posts", 1, 0);
  static final VoterId ADA = VoterId.of("ada");
  static final VoterId BOB = VoterId.of("bob");

  final VoteLedgerContract suite;
  final VoteLedger ledger;
  final FakeJournal journal = new FakeJournal(new Term(0, 1, "s1"));
  private final List<VoteLedger> connected = new ArrayList<>();

  LedgerCase(VoteLedgerContract suite) {
    this.suite = suite;
    this.ledger = connect();
  }

  @BeforeEach
  void serve() {
    ledger.open(PARTITIONS);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      begin(new Term(partition, 1, "s1"));
    }
  }

  @AfterEach
  void closeLedgers() {
    connected.forEach(VoteLedger::close);
  }

  final VoteLedger connect() {
    VoteLedger another = suite.connect();
    connected.add(another);
    return another;
  }

  final VoteLedger opened() {
    VoteLedger another = connect();
    another.open(PARTITIONS);
    return another;
  }

  /** Returns the nth of a poll's subjects in a partition. */
  static SubjectId subject(String poll, int partition, int n) {
    return IntStream.range(0, 100_000)
        .mapToObj(i -> SubjectId.of(poll, "subject-" + i))
        .filter(subject -> subject.partition(PARTITIONS) == partition)
        .skip(n)
        .findFirst()
        .orElseThrow();
  }

  void begin(Term term) {
    Term before = ledger.position(term.partition()).term();
    assertThat(ledger.recover(before, List.of(), term)).isTrue();
  }

  /** Applies the journal's events; returns the subjects that drifted. */
  Set<SubjectId> flush() {
    return flush(journal);
  }

  Set<SubjectId> flush(FakeJournal from) {
    Position before = ledger.position(from.position().term().partition());
    return drifted(ledger.apply(before, from.take()));
  }

  Set<SubjectId> apply(JournalEvent... events) {
    return drifted(ledger.apply(ledger.position(0), List.of(events)));
  }

  static Set<SubjectId> drifted(ApplyResult result) {
    assertThat(result).isInstanceOf(Applied.class);
    return ((Applied) result).drifted();
  }

  SubjectSnapshot snapshot(SubjectId subject) {
    return ledger.subjects(subject.partition(PARTITIONS), List.of(subject)).value().get(0);
  }

  VoteSnapshot vote(SubjectId subject, VoterId voter) {
    return ledger
        .votes(subject.partition(PARTITIONS), List.of(new VoteKey(subject, voter)))
        .value()
        .get(0);
  }

  Choice choice(SubjectId subject, VoterId voter) {
    return vote(subject, voter).choice();
  }

  static SubjectSnapshot tally(SubjectId subject, long up, long down, long version) {
    return new SubjectSnapshot(subject, up, down, version, false);
  }

  /**
   * A tally whose version has leapt the given number of times, and counted changes before and
   * since.
   */
  static SubjectSnapshot leapt(SubjectId subject, long up, long down, long leaps, long changes) {
    return tally(subject, up, down, leaps * VoteLedger.LEAP + changes);
  }

  void assertExact(String poll) {
    assertThat(ledger.records().audit(poll))
        .matches(report -> report.exact(), "tallies, votes, log agree");
  }
}
