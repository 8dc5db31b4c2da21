package io.voteengine.jdbc.moderation;

import io.voteengine.jdbc.apply.LedgerWrites;
import io.voteengine.jdbc.apply.quarantine.QuarantinedVotes;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.moderation.QuarantinedVote;
import io.voteengine.spi.ledger.LedgerQuarantine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The votes that the database refused, which are in a table of their own. */
public final class JdbcQuarantine implements LedgerQuarantine {
  private final Transactions transactions;

  public JdbcQuarantine(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<QuarantinedVote> list(@Nullable QuarantinedVote after, int limit) {
    return transactions.read("read its quarantine", tx -> QuarantinedVotes.page(tx, after, limit));
  }

  @Override
  public boolean replay(QuarantinedVote vote) {
    return transactions.write("replay a vote in quarantine", tx -> LedgerWrites.replay(tx, vote));
  }

  @Override
  public boolean discard(QuarantinedVote vote) {
    return transactions.write(
        "discard a vote in quarantine", tx -> QuarantinedVotes.delete(tx, vote));
  }
}
