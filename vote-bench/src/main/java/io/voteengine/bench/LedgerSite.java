package io.voteengine.bench;

import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.spi.ApplyResult.Applied;
import io.voteengine.spi.Term;
import java.util.List;

/** A ledger of one partition in a new schema of PostgreSQL, and the stream that it is fed. */
final class LedgerSite implements AutoCloseable {
  private final TestDatabase database = TestDatabase.postgres();
  private final JdbcVoteLedger ledger;
  private final VoteStream stream;

  LedgerSite(int subjects, int poisonEvery) {
    VoteSchema.migrate(database.dataSource());
    ledger = JdbcVoteLedger.over(database.dataSource());
    ledger.open(1);
    Term term = new Term(0, 1, "bench");
    ledger.recover(new Term(0, 0, null), List.of(), term);
    stream = new VoteStream(term, subjects, poisonEvery);
  }

  TestDatabase database() {
    return database;
  }

  JdbcVoteLedger ledger() {
    return ledger;
  }

  /** Applies votes in batches as the reconciler does; returns how many were refused. */
  int apply(int votes, int batch) {
    int refused = 0;
    for (int done = 0; done < votes; done += batch) {
      Applied applied = (Applied) ledger.apply(stream.position(), stream.take(batch));
      ledger.position(0);
      refused += applied.quarantined().size();
    }
    return refused;
  }

  @Override
  public void close() {
    ledger.close();
    database.close();
  }
}
