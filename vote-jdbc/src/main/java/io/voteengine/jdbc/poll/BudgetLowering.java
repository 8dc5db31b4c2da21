package io.voteengine.jdbc.poll;

import io.voteengine.Poll;
import io.voteengine.jdbc.partition.PartitionLock;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.poll.PollException;
import io.voteengine.poll.VoteBudget;
import io.voteengine.spi.PollSnapshot;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Lowers the number of choices that a voter may hold in a ballot poll. First votes are cast by the
 * lower number only; once the ledger has all earlier ones, it decides by its rows. The methods need
 * the poll's lock.
 */
final class BudgetLowering {
  private BudgetLowering() {}

  /** Refuses rules that allow less than some voter holds, by all votes that the ledger has. */
  static void check(Transaction tx, Poll recorded, Poll poll) {
    VoteBudget before = recorded.budget();
    VoteBudget after = poll.budget();
    if (before == null || after == null || after.votes() >= before.votes()) {
      return;
    }
    // Nothing may restore votes meanwhile. All of them are in one partition, or there are none.
    tx.handle()
        .createQuery(
            """
            SELECT DISTINCT t.part FROM vote_partition p
            JOIN vote_tally t ON t.part = p.part AND t.poll = ?
            """)
        .bind(0, poll.name())
        .mapTo(Integer.class)
        .list()
        .forEach(partition -> PartitionLock.lock(tx.handle(), partition));
    tx.handle()
        .createQuery(
            """
            SELECT COUNT(*) AS voters, MAX(held) AS most FROM (
              SELECT COUNT(*) AS held FROM vote_partition p
              JOIN vote_tally t ON t.part = p.part AND t.poll = ?
              JOIN vote v ON v.tally = t.id AND v.choice <> 0
              GROUP BY v.voter HAVING COUNT(*) > ?
            ) held_by_voter
            """)
        .bind(0, poll.name())
        .bind(1, after.votes())
        .map((rows, context) -> refusal(poll, rows.getLong("voters"), rows.getInt("most")))
        .one()
        .ifPresent(
            refusal -> {
              throw refusal;
            });
  }

  private static Optional<PollException> refusal(Poll poll, long voters, int most) {
    return voters == 0
        ? Optional.empty()
        : Optional.of(
            new PollException(
                ("votesPerVoter of the poll '%s' cannot be lowered to %d: %d voters hold more, up to"
                        + " %d. Nothing was changed.")
                    .formatted(
                        poll.name(), Objects.requireNonNull(poll.budget()).votes(), voters, most)));
  }

  /** Lets votes be cast by the lower number only. Returns the present rules. */
  static PollSnapshot begin(Transaction tx, PollSnapshot recorded, Poll poll) {
    int votes = Objects.requireNonNull(poll.budget()).votes();
    return rewrite(tx, recorded, PollRules.lowering(recorded.poll(), votes));
  }

  /** Lets votes be cast by the recorded rules again. */
  static void stop(Transaction tx, String name, long revision) {
    PollTable.lock(tx.handle(), name);
    Optional<PollSnapshot> recorded = PollTable.find(tx.handle(), name);
    if (recorded.isPresent() && recorded.get().revision() == revision && isLowering(tx, name)) {
      PollSnapshot unused = rewrite(tx, recorded.get(), PollRules.write(recorded.get().poll()));
    }
  }

  private static PollSnapshot rewrite(Transaction tx, PollSnapshot recorded, String rules) {
    long moment = ColumnValues.wallClock(tx);
    long revision = Math.max(recorded.revision() + 1, moment);
    String name = recorded.poll().name();
    tx.handle()
        .execute(
            "UPDATE vote_poll SET rules = ?, revision = ? WHERE name = ?", rules, revision, name);
    StalePolls.mark(tx.handle(), name, revision, ColumnValues.argument(tx.dialect(), moment));
    return new PollSnapshot(recorded.poll(), recorded.state(), recorded.over(), revision);
  }

  private static boolean isLowering(Transaction tx, String name) {
    return tx.handle()
        .createQuery("SELECT rules FROM vote_poll WHERE name = ?")
        .bind(0, name)
        .mapTo(String.class)
        .findOne()
        .filter(PollRules::isLowering)
        .isPresent();
  }

  /**
   * Returns whether a poll's number is being lowered. Stops that where it takes too long: its node
   * has probably crashed.
   */
  static boolean isUnderWay(Transaction tx, PollSnapshot poll, Duration atMost)
      throws SQLException {
    String name = poll.poll().name();
    if (!isLowering(tx, name)) {
      return false;
    }
    long before = ColumnValues.now(tx) - TimeUnit.MICROSECONDS.convert(atMost);
    if (poll.revision() <= before) {
      stop(tx, name, poll.revision());
    }
    return true;
  }
}
