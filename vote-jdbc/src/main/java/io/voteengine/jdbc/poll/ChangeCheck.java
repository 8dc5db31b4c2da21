package io.voteengine.jdbc.poll;

import io.voteengine.Poll;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.poll.PollException;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.ledger.LedgerPolls;
import io.voteengine.util.Micros;
import java.time.Instant;
import java.util.Objects;

/** Refuses changes of a poll's rules that come too late. */
final class ChangeCheck {
  private ChangeCheck() {}

  static void refuse(PollSnapshot recorded, Poll poll, long now) {
    String name = poll.name();
    if (isOver(recorded, now)) {
      throw new PollException(
          "The poll '" + name + "' is over, and its rules stay as they are: " + recorded.poll());
    }
    if ((poll.budget() == null) != (recorded.poll().budget() == null)) {
      throw new PollException(
          ("The poll '%s' %s, and stays so: that was fixed when it was defined. Define another"
                  + " poll.")
              .formatted(
                  name,
                  poll.budget() == null
                      ? "is a ballot poll"
                      : "is no ballot poll, so that votesPerVoter cannot be set"));
    }
    if (poll.listed() != recorded.poll().listed()) {
      throw new PollException(
          "The poll '%s' %s, and stays so: that was fixed when it was defined. Define another poll."
              .formatted(
                  name,
                  poll.listed()
                      ? "does not list its subjects, so that listedSubjects cannot be set"
                      : "lists its subjects"));
    }
    if (poll.visibility() != recorded.poll().visibility()) {
      throw new PollException(
          "The poll '%s' has the visibility %s, and keeps it: that was fixed when it was defined."
                  .formatted(name, recorded.poll().visibility())
              + " Close the poll to show its counts, or define another one.");
    }
    Instant closesAt = poll.closesAt();
    if (!Objects.equals(closesAt, recorded.poll().closesAt())) {
      if (recorded.isOverAt(now + Micros.of(Instant.EPOCH.plus(LedgerPolls.LATEST_MOVE)))) {
        throw new PollException(
            "The poll '%s' closes at %s, within %d seconds: it is too late to move that."
                .formatted(name, recorded.poll().closesAt(), LedgerPolls.LATEST_MOVE.toSeconds()));
      }
      if (closesAt != null && Micros.of(closesAt) <= now) {
        throw new PollException(
            "The poll '%s' cannot close at %s, which is past: call polls().close to close it now."
                .formatted(name, closesAt));
      }
    }
  }

  /** Refuses another opening of a poll that has votes: some may be dated before it. */
  static void refuseOpening(Transaction tx, Poll recorded, Poll poll) {
    if (!Objects.equals(poll.opensAt(), recorded.opensAt()) && hasVotes(tx, poll.name())) {
      throw new PollException(
          "The opening of the poll '%s' cannot be moved from %s to %s: there are votes in it."
              .formatted(poll.name(), recorded.opensAt(), poll.opensAt()));
    }
  }

  /** A tally may be that of a listed subject on which nobody has voted. */
  private static boolean hasVotes(Transaction tx, String poll) {
    return tx.handle()
        .createQuery(
            """
            SELECT 1 FROM vote_partition p JOIN vote_tally t ON t.part = p.part AND t.poll = ?
            WHERE EXISTS (SELECT 1 FROM vote v WHERE v.tally = t.id)
            LIMIT 1
            """)
        .bind(0, poll)
        .mapTo(Integer.class)
        .findFirst()
        .isPresent();
  }

  private static boolean isOver(PollSnapshot poll, long now) {
    return poll.over() || poll.state() != PollSnapshot.State.OPEN || poll.isOverAt(now);
  }
}
