package io.voteengine.jdbc.query;

import io.voteengine.SubjectId;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.spi.ledger.RecountedTallies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares tallies with the votes behind them: first a part of a poll without a lock, then what
 * differs again within one statement, and finally under its partition's lock.
 */
public final class TallyRecount {
  /** How many tallies are read together. */
  static final int SUBJECTS = 500;

  /** How many votes are counted together, unless one subject alone has more. */
  static final int VOTES = 50_000;

  private final Transactions transactions;
  private final Transactions audits;

  /**
   * @param audits for the statements that count votes
   */
  public TallyRecount(Transactions transactions, Transactions audits) {
    this.transactions = transactions;
    this.audits = audits;
  }

  public RecountedTallies run(int partition, String poll, @Nullable SubjectId after) {
    UnlockedRecount found =
        audits.read("recount votes", tx -> UnlockedRecount.look(tx, partition, poll, after));
    if (found.differing().isEmpty()) {
      return found.corrected(List.of());
    }
    List<SubjectId> wrong =
        audits.read(
            "recount votes",
            tx -> TallyComparison.differing(tx, partition, poll, found.differing()));
    return found.corrected(
        wrong.isEmpty()
            ? wrong
            : transactions.write(
                "correct tallies", tx -> TallyCorrection.correct(tx, partition, poll, wrong)));
  }
}
