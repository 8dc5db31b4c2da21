package io.voteengine.jdbc.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.Database;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.query.AuditReport;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An audit that cannot fail is worth nothing. */
class LedgerAuditTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "UPDATE vote_tally SET up = up + 1 WHERE subject = 's1'",
        "UPDATE vote_tally SET up = up + CASE subject WHEN 's1' THEN 1 WHEN 's2' THEN -1 ELSE 0 END",
        "UPDATE vote SET choice = -1 WHERE tally = (SELECT id FROM vote_tally WHERE subject = 's1')",
        "DELETE FROM vote WHERE tally = (SELECT id FROM vote_tally WHERE subject = 's1')",
        "DELETE FROM vote_event WHERE tally = (SELECT id FROM vote_tally WHERE subject = 's1')",
        "UPDATE vote_event SET counted = FALSE WHERE tally = (SELECT id FROM vote_tally WHERE subject = 's1')",
        "UPDATE vote_tally SET up = 0 WHERE subject = 's1'"
      })
  void whatDiffersIsNamed(String damage) {
    for (Database kind : Database.tested()) {
      try (TestDatabase database = kind.fresh()) {
        VoteSchema.migrate(database.dataSource());
        JdbcVoteLedger ledger = JdbcVoteLedger.over(database.dataSource());
        ledger.open(1);
        ledger.recover(
            new Term(0, 0, null),
            IntStream.rangeClosed(1, 3).mapToObj(LedgerAuditTest::vote).toList(),
            new Term(0, 2, "s"));
        assertThat(ledger.records().audit("posts").exact()).isTrue();
        database.execute(damage);
        AuditReport report = ledger.records().audit("posts");
        assertThat(report.exact()).isFalse();
        List<SubjectId> differing = report.differing();
        assertThat(differing).contains(SubjectId.of("posts", "s1"));
        assertThat(differing).doesNotContain(SubjectId.of("posts", "s3"));
      }
    }
  }

  private static JournalEvent vote(int i) {
    SubjectId subject = SubjectId.of("posts", "s" + i);
    RequestId request = RequestId.named("r" + i);
    return new VoteEvent(
        1, i, 0, subject, VoterId.of("ada"), Choice.NONE, Choice.UP, i, request, null, 1, 0, 1);
  }
}
