package io.voteengine.jdbc.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.Database;
import io.voteengine.jdbc.testing.EachDatabase;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.spi.journal.ApplyResult;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;

/** A reconciler's batch may have 100,000 events; a statement may have 65,535 parameters. */
@Tag("chaos")
class LargeBatchTest {
  private static final int EVENTS = 66_000;

  /** The longest ids, so that the batch is larger than a server's packets. */
  private static final SubjectId POST = SubjectId.of("p".repeat(128), "s".repeat(128));

  private static final VoterId VOTER = VoterId.of("v".repeat(128));

  private static JournalEvent vote(int seq) {
    return new VoteEvent(
        1,
        seq,
        seq,
        POST,
        VOTER,
        Choice.UP,
        Choice.UP,
        1_700_000_000_000_000L + seq,
        RequestId.of(new UUID(1, seq)),
        "w".repeat(128),
        1,
        0,
        seq);
  }

  private static List<JournalEvent> votes(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(LargeBatchTest::vote).toList();
  }

  @EachDatabase
  void batchLargerThanAStatementTakesIsAppliedWhole(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      VoteSchema.migrate(database.dataSource());
      JdbcVoteLedger ledger = JdbcVoteLedger.over(database.dataSource());
      ledger.open(1);
      Term term = new Term(0, 1, "s");
      ledger.recover(new Term(0, 0, null), List.of(), term);
      ledger.apply(new Position(term, 0, 0), votes(1, 1));
      database.execute("UPDATE vote SET direct = TRUE");

      assertThat(ledger.apply(new Position(term, 1, 1), votes(2, EVENTS + 1)))
          .isEqualTo(new ApplyResult.Applied(Set.of(), Map.of()));
      List<RequestId> requests =
          IntStream.rangeClosed(1, EVENTS).mapToObj(i -> RequestId.of(new UUID(1, i))).toList();
      assertThat(ledger.requests(0, requests)).hasSize(EVENTS);
      assertThat(ledger.position(0)).isEqualTo(new Position(term, EVENTS + 1, EVENTS + 1));
    }
  }
}
