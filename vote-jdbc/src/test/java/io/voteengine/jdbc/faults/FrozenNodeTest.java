package io.voteengine.jdbc.faults;

import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import io.voteengine.spi.journal.ApplyResult;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;

/** A node stops in the middle of a transaction, and keeps its connection. */
class FrozenNodeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Term TERM = new Term(0, 1, "s1");
  private static final Position START = new Position(TERM, 0, JournalEvent.CHAIN_START);
  private static final List<JournalEvent> VOTE =
      List.of(
          new VoteEvent(
              1,
              1,
              7,
              SubjectId.of("posts", "42"),
              VoterId.of("ada"),
              NONE,
              UP,
              1,
              RequestId.named("r"),
              null,
              1,
              0,
              1));

  @EachDatabase(except = Database.H2)
  void othersGoOnWithItsPartitionAndItCommitsNothingLater(Database kind) {
    CountDownLatch thawed = new CountDownLatch(1);
    try (TestDatabase database = kind.fresh()) {
      VoteSchema.migrate(database.dataSource());
      JdbcVoteLedger ledger = JdbcVoteLedger.over(database.dataSource());
      ledger.open(1);
      assertThat(ledger.recover(new Term(0, 0, null), List.of(), TERM)).isTrue();
      CountDownLatch frozen = new CountDownLatch(1);
      DataSource freezing =
          FaultyDataSource.before(
              database.dataSource(),
              "prepareStatement",
              sql -> sql.contains("INTO vote_event"),
              connection -> {
                frozen.countDown();
                join(thawed);
              });
      CompletableFuture<ApplyResult> first =
          CompletableFuture.supplyAsync(() -> JdbcVoteLedger.over(freezing).apply(START, VOTE));
      join(frozen);
      try {
        await()
            .atMost(PATIENCE)
            .ignoreExceptionsInstanceOf(VoteLedgerException.class)
            .until(() -> ledger.apply(START, VOTE) instanceof ApplyResult.Applied);
      } finally {
        thawed.countDown();
      }
      assertThat(first.handle((result, failure) -> result instanceof ApplyResult.Applied))
          .succeedsWithin(PATIENCE)
          .isEqualTo(false);
      assertThat(ledger.records().audit("posts").exact()).isTrue();
    }
  }

  private static void join(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
