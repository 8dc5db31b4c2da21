package io.voteengine.jdbc.apply;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.Database;
import io.voteengine.jdbc.testing.EachDatabase;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.query.RecordedVote;
import io.voteengine.spi.journal.ApplyResult.Applied;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import java.util.List;

/** A vote that the database refuses decides whether another one of its voter fits. */
class BallotPoisonTest {
  private static final Term TERM = new Term(0, 1, "s1");
  private static final SubjectId A = SubjectId.of("logos", "a");
  private static final SubjectId B = SubjectId.of("logos", "b");
  private static final VoterId ADA = VoterId.of("ada");
  private static final long NOON = 1_700_000_000_000_000L;

  private static JournalEvent vote(long seq, SubjectId subject, Choice previous, Choice choice) {
    RequestId request = RequestId.named("r" + seq);
    return new VoteEvent(
        1, seq, seq, subject, ADA, previous, choice, NOON + seq, request, null, 0, 0, seq);
  }

  private static JdbcVoteLedger chooseOne(TestDatabase database) {
    VoteSchema.migrate(database.dataSource());
    JdbcVoteLedger ledger = JdbcVoteLedger.over(database.dataSource());
    ledger.open(1);
    ledger.polls().define(Poll.named("logos").votesPerVoter(1));
    ledger.recover(new Term(0, 0, null), List.of(), TERM);
    return ledger;
  }

  private static void assertHeld(JdbcVoteLedger ledger, SubjectId subject) {
    assertThat(ledger.records().votesOf(ADA, null, null, 10))
        .extracting(RecordedVote::subject)
        .containsExactly(subject);
    assertThat(ledger.records().audit("logos")).matches(report -> report.exact());
  }

  @EachDatabase
  void choiceIsKeptWhoseRetractionIsRefused(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      JdbcVoteLedger ledger = chooseOne(database);
      ledger.apply(new Position(TERM, 0, 0), List.of(vote(1, A, NONE, UP)));
      List.of(kind.check("vote", "choice", "<> 0")).forEach(database::execute);
      Applied applied =
          (Applied)
              ledger.apply(
                  new Position(TERM, 1, 1), List.of(vote(2, A, UP, NONE), vote(3, B, NONE, UP)));
      assertThat(applied.quarantined()).containsOnlyKeys(2L, 3L);
      assertHeld(ledger, A);
    }
  }

  @EachDatabase
  void choiceCountsWhereTheOneBeforeItIsRefused(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      JdbcVoteLedger ledger = chooseOne(database);
      List.of(kind.check("vote", "choice", ">= 0")).forEach(database::execute);
      Applied applied =
          (Applied)
              ledger.apply(
                  new Position(TERM, 0, 0), List.of(vote(1, A, NONE, DOWN), vote(2, B, NONE, UP)));
      assertThat(applied.quarantined()).containsOnlyKeys(1L);
      assertHeld(ledger, B);
    }
  }
}
