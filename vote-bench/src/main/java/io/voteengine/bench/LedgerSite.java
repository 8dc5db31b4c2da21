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
  private final int subjects;
  private final int voters;
  private final int poisonEvery;
  private Term term = new Term(0, 0, null);
  private VoteStream stream;

  LedgerSite(int subjects, int voters, int poisonEvery) {
    this.subjects = subjects;
    this.voters = voters;
    this.poisonEvery = poisonEvery;
    VoteSchema.migrate(database.dataSource());
    ledger = JdbcVoteLedger.over(database.dataSource());
    ledger.open(1);
    stream = nextTerm();
  }

  private VoteStream nextTerm() {
    Term next = new Term(0, term.epoch() + 1, "bench");
    ledger.recover(term, List.of(), next);
    term = next;
    return new VoteStream(term, subjects, voters, poisonEvery);
  }

  TestDatabase database() {
    return database;
  }

  JdbcVoteLedger ledger() {
    return ledger;
  }

  /** Forgets all votes, and begins the stream again. */
  void clear() {
    database.execute("TRUNCATE vote, vote_tally, vote_event, vote_quarantine");
    stream = nextTerm();
  }

  /** Applies votes in batches as the reconciler does; returns how many were refused. */
  int apply(int votes, int batch) {
    int refused = 0;
    for (int done = 0; done < votes; done += batch) {
      int events = Math.min(batch, votes - done);
      Applied applied = (Applied) ledger.apply(stream.position(), stream.take(events));
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
