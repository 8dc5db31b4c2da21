package io.voteengine.jdbc.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.backup.Backup;
import io.voteengine.backup.RestoreReport;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.Database;
import io.voteengine.jdbc.testing.EachDatabase;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** Voters choose the ids of their requests, so two voters may have chosen the same id. */
class MergeOfOneRequestTest {
  private static final SubjectId POST = SubjectId.of("posts", "42");
  private static final VoterId ADA = VoterId.of("ada");
  private static final VoterId BOB = VoterId.of("bob");
  private static final RequestId SAME = RequestId.named("vote-1");

  private static JournalEvent vote(VoterId voter, int seq) {
    return new VoteEvent(
        1,
        seq,
        0,
        POST,
        voter,
        Choice.NONE,
        Choice.UP,
        1_700_000_000_000_000L + seq,
        SAME,
        null,
        0,
        0,
        0);
  }

  private static JdbcVoteLedger voted(TestDatabase database) {
    VoteSchema.migrate(database.dataSource());
    JdbcVoteLedger ledger = JdbcVoteLedger.over(database.dataSource());
    ledger.open(1);
    Term term = new Term(0, 1, "s");
    ledger.recover(new Term(0, 0, null), List.of(), term);
    ledger.polls().define(Poll.named("posts"));
    ledger.apply(new Position(term, 0, 0), List.of(vote(ADA, 1), vote(BOB, 2)));
    return ledger;
  }

  private static byte[] file(JdbcVoteLedger ledger) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ledger.backups().orElseThrow().exportTo(ledger.backups().orElseThrow().take("posts"), file);
    return file.toByteArray();
  }

  @EachDatabase
  void lostVoteIsNotTakenForThatOfAnErasedVoterWithTheSameRequest(Database kind)
      throws IOException {
    try (TestDatabase database = kind.fresh()) {
      JdbcVoteLedger ledger = voted(database);
      byte[] file = file(ledger);
      ledger.administration().erase(ADA);
      database.execute("DELETE FROM vote WHERE voter = 'bob'");
      database.execute("DELETE FROM vote_event WHERE voter = 'bob'");
      database.execute("UPDATE vote_tally SET up = 1");

      Backup backup = ledger.backups().orElseThrow().importFrom(new ByteArrayInputStream(file));
      assertThat(ledger.backups().orElseThrow().merge(backup))
          .as("Bob's")
          .isEqualTo(new RestoreReport(1, 0));
      assertThat(ledger.records().votesOn(POST, null, 10))
          .extracting(vote -> vote.voter().value().replaceAll("erased-.*", "erased"))
          .containsExactly("bob", "erased");
      assertThat(ledger.records().audit("posts")).matches(report -> report.exact());
      assertThat(ledger.backups().orElseThrow().merge(backup)).isEqualTo(new RestoreReport(0, 0));
    }
  }
}
