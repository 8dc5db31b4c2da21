package io.voteengine.jdbc.faults;

import static io.voteengine.jdbc.testing.OneVote.START;
import static io.voteengine.jdbc.testing.OneVote.VOTE;
import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voteengine.VoteLedgerException;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.testing.Database;
import io.voteengine.jdbc.testing.EachDatabase;
import io.voteengine.jdbc.testing.FaultyDataSource;
import io.voteengine.jdbc.testing.OneVote;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.spi.journal.ApplyResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;

/** A node stops in the middle of a transaction, and keeps its connection. */
class FrozenNodeTest {
  @EachDatabase(except = Database.H2)
  void othersGoOnWithItsPartitionAndItCommitsNothingLater(Database kind) {
    CountDownLatch thawed = new CountDownLatch(1);
    try (TestDatabase database = kind.fresh()) {
      JdbcVoteLedger ledger = OneVote.serve(database);
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
            .atMost(AMPLE)
            .ignoreExceptionsInstanceOf(VoteLedgerException.class)
            .until(() -> ledger.apply(START, VOTE) instanceof ApplyResult.Applied);
      } finally {
        thawed.countDown();
      }
      assertThat(first.handle((result, failure) -> result instanceof ApplyResult.Applied))
          .succeedsWithin(AMPLE)
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
