package io.voteengine.jdbc.poll;

import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.poll.PollException;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.PollSnapshot.State;

/** Moves a poll towards its seal. The methods take the poll's lock. */
public final class PollSeal {
  private PollSeal() {}

  /** Refuses new votes from now on. Changes nothing where the poll is closing or sealed. */
  public static PollSnapshot begin(Transaction tx, String name) {
    PollSnapshot poll = locked(tx, name);
    if (poll.state() != State.OPEN) {
      return poll;
    }
    long now = ColumnValues.wallClock(tx);
    if (!poll.over() && !poll.isOverAt(now)) {
      throw new PollException(
          poll.poll().closesAt() == null
              ? "The poll '%s' has no closing time, so it cannot be finalized: call polls().close first."
                  .formatted(name)
              : "The poll '%s' closes at %s and cannot be finalized before: wait, or call polls().close."
                  .formatted(name, poll.poll().closesAt()));
    }
    return move(tx, poll, State.CLOSING, now);
  }

  /** Takes the poll's lock, and returns the poll. */
  public static PollSnapshot locked(Transaction tx, String name) {
    PollTable.lock(tx.handle(), name);
    return PollTable.find(tx.handle(), name)
        .orElseThrow(
            () -> new PollException("No poll '" + name + "' is recorded: define it first."));
  }

  /** Seals a poll that is closing and locked. */
  public static void seal(Transaction tx, PollSnapshot poll) {
    move(tx, poll, State.SEALED, ColumnValues.wallClock(tx));
  }

  /** Every partition of the store learns the new state, as it learns changed rules. */
  private static PollSnapshot move(Transaction tx, PollSnapshot poll, State state, long now) {
    long revision = Math.max(poll.revision() + 1, now);
    String name = poll.poll().name();
    tx.handle()
        .execute(
            "UPDATE vote_poll SET state = ?, is_over = TRUE, revision = ? WHERE name = ?",
            state.name(),
            revision,
            name);
    StalePolls.mark(tx.handle(), name, revision, ColumnValues.argument(tx.dialect(), now));
    return new PollSnapshot(poll.poll(), state, true, revision);
  }
}
