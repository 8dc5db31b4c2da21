package io.voteengine.jdbc.poll;

import io.voteengine.Poll;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.poll.PollChange;
import io.voteengine.poll.PollException;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.ledger.LedgerPolls;
import io.voteengine.util.Micros;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The recorded polls. */
public final class JdbcPolls implements LedgerPolls {
  private final Transactions transactions;

  public JdbcPolls(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public PollSnapshot define(Poll poll) {
    return transactions.write("record a poll", tx -> PollTable.create(tx, poll));
  }

  @Override
  public Optional<PollSnapshot> find(String name) {
    return transactions.read("read a poll", tx -> PollTable.find(tx.handle(), name));
  }

  @Override
  public Optional<PollSnapshot> findAsOfNow(String name) {
    return transactions.read("read a poll", tx -> PollTable.findAsOfNow(tx, name));
  }

  @Override
  public List<PollSnapshot> list() {
    return transactions.read("read the polls", PollTable::all);
  }

  @Override
  public Optional<PollSnapshot> change(long revision, Poll poll, String by, String why) {
    return transactions.write(
        "change a poll",
        tx -> {
          PollTable.lock(tx.handle(), poll.name());
          PollSnapshot recorded = recorded(tx, poll.name());
          if (recorded.revision() != revision) {
            return Optional.empty();
          }
          ChangeCheck.refuse(recorded, poll, ColumnValues.wallClock(tx));
          ChangeCheck.refuseOpening(tx, recorded.poll(), poll);
          BudgetLowering.check(tx, recorded.poll(), poll);
          return Optional.of(
              poll.equals(recorded.poll())
                  ? recorded
                  : PollChangeTable.change(tx, recorded, poll, recorded.over(), by, why));
        });
  }

  @Override
  public Optional<PollSnapshot> beginLowering(long revision, Poll poll) {
    return transactions.write(
        "change a poll",
        tx -> {
          PollTable.lock(tx.handle(), poll.name());
          PollSnapshot recorded = recorded(tx, poll.name());
          if (recorded.revision() != revision) {
            return Optional.empty();
          }
          ChangeCheck.refuse(recorded, poll, ColumnValues.wallClock(tx));
          BudgetLowering.check(tx, recorded.poll(), poll);
          return Optional.of(BudgetLowering.begin(tx, recorded, poll));
        });
  }

  @Override
  public void stopLowering(PollSnapshot begun) {
    transactions.write(
        "change a poll",
        tx -> {
          BudgetLowering.stop(tx, begun.poll().name(), begun.revision());
          return tx;
        });
  }

  @Override
  public PollSnapshot close(String name, String by, String why) {
    return transactions.write(
        "close a poll",
        tx -> {
          PollTable.lock(tx.handle(), name);
          PollSnapshot recorded = recorded(tx, name);
          long now = ColumnValues.wallClock(tx);
          // Where only a clock of the store has passed the close, the poll is closed all the same.
          if (recorded.state() != PollSnapshot.State.OPEN || recorded.isOverAt(now)) {
            return recorded;
          }
          return PollChangeTable.change(
              tx, recorded, closedAt(recorded.poll(), Micros.toInstant(now)), true, by, why);
        });
  }

  /** One that has not opened yet never does. */
  private static Poll closedAt(Poll poll, Instant now) {
    Instant opensAt = poll.opensAt();
    boolean opened = opensAt == null || opensAt.isBefore(now);
    return new Poll(
        poll.name(),
        poll.choices(),
        opened ? opensAt : null,
        now,
        poll.limit(),
        poll.budget(),
        poll.listed(),
        poll.visibility());
  }

  private static PollSnapshot recorded(Transaction tx, String name) {
    return PollTable.find(tx.handle(), name)
        .orElseThrow(
            () -> new PollException("No poll '" + name + "' is recorded: define it first."));
  }

  @Override
  public void adopt(PollSnapshot poll, String by, String why) {
    transactions.write(
        "change a poll",
        tx -> {
          PollTable.create(tx, poll.poll());
          PollTable.lock(tx.handle(), poll.poll().name());
          PollSnapshot recorded = recorded(tx, poll.poll().name());
          boolean over = recorded.over() || poll.over();
          if (recorded.state() == PollSnapshot.State.OPEN
              && (over != recorded.over() || !recorded.poll().equals(poll.poll()))) {
            PollChangeTable.change(tx, recorded, poll.poll(), over, by, why);
          }
          return tx;
        });
  }

  @Override
  public List<PollChange> changes(String name) {
    return transactions.read("read a poll's changes", tx -> PollChangeTable.changes(tx, name));
  }

  @Override
  public void recordOver(String poll) {
    transactions.write(
        "record that a poll is over",
        tx -> {
          PollEnd.record(tx, poll);
          return tx;
        });
  }

  @Override
  public List<PollSnapshot> stale() {
    return transactions.read("look for changed polls", StalePolls::all);
  }

  @Override
  public void loaded(PollSnapshot poll) {
    transactions.write(
        "record that a poll is loaded",
        tx -> {
          if (!BudgetLowering.isUnderWay(tx, poll, LOWERING_FOR)) {
            StalePolls.loaded(tx, poll, STALE_FOR);
          }
          return tx;
        });
  }
}
