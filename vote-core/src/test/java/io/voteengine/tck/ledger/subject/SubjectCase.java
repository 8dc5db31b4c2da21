package io.voteengine.tck.ledger.subject;

import static java.util.stream.Collectors.toSet;

import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.ledger.LedgerSubjects;
import io.voteengine.spi.ledger.StaleSubject;
import io.voteengine.subject.NewSubject;
import io.voteengine.subject.Subject;
import io.voteengine.tck.VoteLedgerContract;
import io.voteengine.tck.ledger.FakeJournal;
import io.voteengine.tck.ledger.LedgerCase;
import io.voteengine.tck.testing.Waiting;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;

/** A case with a poll that lists its subjects, beside {@code posts}, which does not. */
public abstract class SubjectCase extends LedgerCase {
  protected static final Poll LAUNCH = Poll.named("launch").listedSubjects();
  protected static final SubjectId APP = subject("launch", 0, 0);
  protected static final SubjectId TOOL = subject("launch", 0, 1);
  protected static final SubjectId GAME = subject("launch", 1, 0);
  protected static final VoterId CAT = VoterId.of("cat");
  protected static final VoterId DOG = VoterId.of("dog");

  protected final FakeJournal other = new FakeJournal(new Term(1, 1, "s1"));

  protected SubjectCase(VoteLedgerContract suite) {
    super(suite);
  }

  @BeforeEach
  protected void recordPolls() {
    ledger.polls().define(LAUNCH);
    ledger.polls().define(Poll.named("posts"));
  }

  protected LedgerSubjects subjects() {
    return ledger.subjects();
  }

  protected static int partition(SubjectId subject) {
    return subject.partition(PARTITIONS);
  }

  protected int add(SubjectId subject, NewSubject added) {
    return subjects().add(partition(subject), subject.poll(), List.of(added));
  }

  protected int add(SubjectId subject) {
    return add(subject, NewSubject.of(subject.key()));
  }

  protected int addOwned(SubjectId subject, VoterId owner) {
    return add(subject, NewSubject.of(subject.key()).owner(owner));
  }

  protected int withdraw(SubjectId subject) {
    return subjects().withdraw(partition(subject), List.of(subject));
  }

  protected int bringBack(SubjectId subject) {
    return subjects().bringBack(partition(subject), List.of(subject));
  }

  protected boolean give(SubjectId subject, VoterId owner) {
    return subjects().changeOwner(partition(subject), subject, owner);
  }

  protected Subject recorded(SubjectId subject) {
    return subjects().find(partition(subject), List.of(subject)).get(0);
  }

  protected CastReply cast(CastCommand vote) {
    return ledger.cast(partition(vote.subject()), List.of(vote), Deadline.in(Waiting.AMPLE)).get(0);
  }

  protected Set<SubjectId> stale() {
    return ledger.stale(null, 1_000).stream().map(StaleSubject::subject).collect(toSet());
  }

  protected void clearStale() {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      int of = partition;
      ledger.unloaded(
          ledger.position(partition).term(),
          ledger.stale(null, 1_000).stream().filter(it -> it.partition() == of).toList());
    }
  }
}
