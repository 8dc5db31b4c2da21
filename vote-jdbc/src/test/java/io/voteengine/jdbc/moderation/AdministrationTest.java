package io.voteengine.jdbc.moderation;

import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.Database;
import io.voteengine.jdbc.testing.EachDatabase;
import io.voteengine.jdbc.testing.FaultyDataSource;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.moderation.VoteSelection;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.spi.ledger.LedgerAdministration;
import io.voteengine.spi.ledger.RevisedVotes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Changes of applied votes that are interrupted, and the tables that contain ids. */
class AdministrationTest {
  private static final VoteSelection POSTS = VoteSelection.ofPoll("posts");
  private static final VoterId ADA = VoterId.of("ada");
  private static final VoterId LAST = VoterId.of("w");
  private static final int VOTES = 3_500;

  private static JournalEvent vote(int seq, String subject, VoterId voter, Choice choice) {
    return new VoteEvent(
        1,
        seq,
        0,
        SubjectId.of("posts", subject),
        voter,
        Choice.NONE,
        choice,
        1_700_000_000_000_000L + seq,
        RequestId.named("r" + seq),
        null,
        0,
        0,
        0);
  }

  private static JdbcVoteLedger ledger(TestDatabase database, List<JournalEvent> events) {
    VoteSchema.migrate(database.dataSource());
    JdbcVoteLedger ledger = JdbcVoteLedger.over(database.dataSource());
    ledger.open(1);
    ledger.recover(new Term(0, 0, null), events, new Term(0, 2, "s"));
    return ledger;
  }

  /** Does work whose third commit fails. */
  private static void cutShort(TestDatabase database, Consumer<LedgerAdministration> work) {
    AtomicInteger commits = new AtomicInteger();
    JdbcVoteLedger broken =
        JdbcVoteLedger.over(
            FaultyDataSource.before(
                database.dataSource(),
                "commit",
                argument -> commits.incrementAndGet() == 3,
                connection -> {
                  throw new SQLRecoverableException("the line is cut", "08006");
                }));
    broken.open(1);
    commits.set(0);
    assertThatThrownBy(() -> work.accept(broken.administration()))
        .isInstanceOf(VoteLedgerException.class);
  }

  @EachDatabase
  void whatWasCutShortLeavesExactSumsAndGoesOn(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      JdbcVoteLedger ledger =
          ledger(
              database,
              IntStream.rangeClosed(1, VOTES)
                  .mapToObj(i -> vote(i, "subject-" + i % 7, VoterId.of("voter-" + i), UP))
                  .toList());
      cutShort(database, administration -> administration.voidVotes(POSTS));
      long left = ledger.records().audit("posts").votes().up();
      assertThat(left).isBetween(1L, VOTES - 1L);
      assertThat(ledger.records().audit("posts")).matches(report -> report.exact());

      assertThat(ledger.administration().voidVotes(POSTS).votes()).isEqualTo(left);
      assertThat(ledger.records().audit("posts").tallies().up()).isZero();
      cutShort(database, administration -> administration.restoreVotes(POSTS));
      assertThat(ledger.records().audit("posts")).matches(report -> report.exact());
      ledger.administration().restoreVotes(POSTS);
      assertThat(ledger.records().audit("posts").tallies().up()).isEqualTo(VOTES);
    }
  }

  @EachDatabase
  void erasureThatWasCutShortLeavesExactSumsAndGoesOn(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      JdbcVoteLedger ledger =
          ledger(
              database,
              IntStream.rangeClosed(1, VOTES)
                  .mapToObj(i -> vote(i, "subject-" + i % 900, ADA, Choice.values()[i % 3]))
                  .toList());
      cutShort(database, administration -> administration.erase(ADA));
      assertThat(ledger.records().votesOf(ADA, null, null, 1_000)).hasSizeBetween(1, 599);
      assertThat(ledger.records().audit("posts")).matches(report -> report.exact());

      ledger.administration().erase(ADA);
      assertThat(ledger.records().votesOf(ADA, null, null, 1)).isEmpty();
      assertThat(ledger.records().history("posts", 10_000))
          .hasSize(VOTES)
          .noneMatch(entry -> entry.voter().equals(ADA));
      assertThat(ledger.records().audit("posts")).matches(report -> report.exact());
      assertThat(ledger.records().audit("posts").subjects()).isEqualTo(900);
    }
  }

  @EachDatabase
  void voteOfAVoterWhoIsErasedMeanwhileIsMadeVoidWithTheOthers(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      JdbcVoteLedger ledger =
          ledger(
              database,
              IntStream.rangeClosed(1, VOTES)
                  .mapToObj(i -> vote(i, "subject", i == VOTES ? LAST : VoterId.of("v" + i), UP))
                  .toList());
      AtomicInteger batches = new AtomicInteger();
      JdbcVoteLedger voiding =
          JdbcVoteLedger.over(
              FaultyDataSource.before(
                  database.dataSource(),
                  "prepareStatement",
                  sql -> sql.contains("SET locks = locks") && batches.incrementAndGet() == 2,
                  connection -> ledger.administration().erase(LAST)));
      voiding.open(1);
      assertThat(voiding.administration().voidVotes(POSTS)).isEqualTo(new RevisedVotes(VOTES, 1));
      assertThat(ledger.records().votesOf(LAST, null, null, 1)).isEmpty();
      assertThat(ledger.records().audit("posts").tallies().up()).isZero();
      assertThat(ledger.records().audit("posts")).matches(report -> report.exact());
    }
  }

  /** A new table must be among those that lose the id of an erased voter. */
  @Test
  void everyTableThatNamesVotersIsKnown() throws SQLException {
    try (TestDatabase database = TestDatabase.h2()) {
      VoteSchema.migrate(database.dataSource());
      Set<String> tables = new TreeSet<>();
      try (Connection connection = database.dataSource().getConnection();
          Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  """
                  SELECT table_name FROM information_schema.columns
                  WHERE table_schema = CURRENT_SCHEMA AND upper(column_name) LIKE '%VOTER%'
                  """)) {
        while (rows.next()) {
          tables.add(rows.getString(1).toLowerCase(Locale.ROOT));
        }
      }
      assertThat(
              Stream.concat(
                  Stream.of("vote", "vote_event", "vote_backup_vote"), Erasure.OTHERS.stream()))
          .containsExactlyInAnyOrderElementsOf(tables);
    }
  }
}
