package io.voteengine.jdbc.upkeep;

import static io.voteengine.jdbc.upkeep.OldVotes.POST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.Poll;
import io.voteengine.VoterId;
import io.voteengine.backup.Backup;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.JdbcVoteLedgerBuilder;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.Database;
import io.voteengine.jdbc.testing.EachDatabase;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.moderation.VoteSelection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the audit log forgets, and what it does not. */
class LogRetentionTest {

  private static JdbcVoteLedger ledger(TestDatabase database) {
    VoteSchema.migrate(database.dataSource());
    JdbcVoteLedger ledger =
        JdbcVoteLedger.builder(database.dataSource()).auditRetention(Duration.ofDays(30)).build();
    ledger.open(1);
    return ledger;
  }

  private static List<String> logged(JdbcVoteLedger ledger) {
    return ledger.records().history(POST, 100).stream()
        .map(entry -> entry.voter().value())
        .toList();
  }

  @EachDatabase
  void entriesThatOutliveTheRetentionAreForgottenAndTheVotesStay(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      JdbcVoteLedger ledger = ledger(database);
      OldVotes.record(database, ledger, 0, 29, 30, 31, 400);
      ledger.maintain();
      assertThat(logged(ledger)).containsExactly("voter-1", "voter-2", "voter-3");
      assertThat(ledger.records().audit("posts").votes().up()).isEqualTo(5);
      assertThat(ledger.records().audit("posts")).matches(report -> report.exact());
    }
  }

  @EachDatabase
  void voidVotesAreExactWhetherTheLogHasThemOrNot(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      JdbcVoteLedger ledger = ledger(database);
      OldVotes.record(database, ledger, 0, 400, 0, 400);
      VoteSelection two =
          VoteSelection.ofVoters(List.of(VoterId.of("voter-1"), VoterId.of("voter-2")));
      ledger.administration().voidVotes(two);
      ledger.maintain();
      assertThat(ledger.records().audit("posts").events().up()).isEqualTo(2);
      assertThat(ledger.records().audit("posts")).matches(report -> report.exact());
      ledger.administration().restoreVotes(two);
      assertThat(ledger.records().audit("posts").events().up()).isEqualTo(4);
      assertThat(ledger.records().audit("posts")).matches(report -> report.exact());
    }
  }

  @EachDatabase
  void auditStillMissesWhatTheLogShouldHave(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      JdbcVoteLedger ledger = ledger(database);
      OldVotes.record(database, ledger, 0, 400);
      ledger.maintain();
      database.execute("DELETE FROM vote_event WHERE voter = 'voter-1'");
      assertThat(ledger.records().audit("posts").exact()).isFalse();
    }
  }

  @EachDatabase
  void withoutARetentionEverythingIsKept(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      JdbcVoteLedger ledger = ledger(database);
      OldVotes.record(database, ledger, 0, 4000);
      JdbcVoteLedger.over(database.dataSource()).maintain();
      assertThat(logged(ledger)).hasSize(2);
    }
  }

  @EachDatabase
  void nodesMayKeepHouseAtOnce(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      JdbcVoteLedger ledger = ledger(database);
      OldVotes.record(database, ledger, IntStream.range(0, 60).toArray());
      List<CompletableFuture<Void>> nodes =
          IntStream.range(0, 3)
              .mapToObj(i -> CompletableFuture.runAsync(ledger::maintain))
              .toList();
      nodes.forEach(CompletableFuture::join);
      assertThat(logged(ledger)).hasSize(31);
    }
  }

  /** Backups expire even when the log cannot be maintained, and the other way round. */
  @EachDatabase
  void whatFailsKeepsNothingElseFromBeingDone(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      JdbcVoteLedger ledger = ledger(database);
      OldVotes.record(database, ledger, 0, 400);
      ledger.polls().define(Poll.named("posts"));
      Backup backup = ledger.backups().orElseThrow().take("posts");
      database.execute("UPDATE vote_backup SET expires_at = taken_at");
      database.execute("ALTER TABLE vote_event_kept RENAME TO hidden");
      assertThatThrownBy(ledger::maintain)
          .hasMessageContaining("record what the audit log forgets");
      assertThat(ledger.backups().orElseThrow().list("posts")).isEmpty();
      assertThat(backup.votes()).isEqualTo(2);

      database.execute("ALTER TABLE hidden RENAME TO vote_event_kept");
      database.execute("ALTER TABLE vote_backup RENAME TO hidden");
      assertThatThrownBy(ledger::maintain).hasMessageContaining("backup");
      assertThat(logged(ledger)).containsExactly("voter-1");
    }
  }

  @Test
  void retentionOutOfRangeIsRefused() {
    try (TestDatabase database = TestDatabase.h2()) {
      JdbcVoteLedgerBuilder builder = JdbcVoteLedger.builder(database.dataSource());
      assertThatThrownBy(() -> builder.auditRetention(Duration.ofHours(23)))
          .hasMessageContaining("auditRetention");
    }
  }
}
