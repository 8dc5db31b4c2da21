package io.voteengine.jdbc.poll;

import io.voteengine.Poll;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.bulk.Columns;
import io.voteengine.spi.PollSnapshot;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** The recorded polls. */
public final class PollTable {
  private PollTable() {}

  /** Records the poll unless one of that name is recorded, and returns the recorded one. */
  public static PollSnapshot create(Transaction tx, Poll poll) {
    return find(tx.handle(), poll.name())
        .orElseGet(
            () -> {
              // Two nodes that do this at once collide on the key; the refused one runs again.
              PollSnapshot created = new PollSnapshot(poll, PollSnapshot.State.OPEN);
              tx.handle()
                  .execute(
                      "INSERT INTO vote_poll (name, rules, state, was_over) VALUES (?, ?, ?, ?)",
                      poll.name(),
                      PollRules.write(poll),
                      created.state().name(),
                      created.isOverAt(ColumnValues.wallClock(tx)));
              return created;
            });
  }

  public static Optional<PollSnapshot> find(Handle handle, String name) {
    return handle
        .createQuery("SELECT name, rules, state, is_over, revision FROM vote_poll WHERE name = ?")
        .bind(0, name)
        .map((rows, context) -> snapshot(rows))
        .findOne();
  }

  /** Returns a poll that is over also where the database's clock has come to its close. */
  static Optional<PollSnapshot> findAsOfNow(Transaction tx, String name) {
    return find(tx.handle(), name).map(poll -> asOf(poll, ColumnValues.wallClock(tx)));
  }

  private static PollSnapshot asOf(PollSnapshot poll, long now) {
    return new PollSnapshot(
        poll.poll(), poll.state(), poll.over() || poll.isOverAt(now), poll.revision());
  }

  /** Returns the names of the polls whose counts not everybody may see now. */
  public static List<String> hiding(Transaction tx) {
    long now = ColumnValues.wallClock(tx);
    return tx
        .handle()
        .createQuery(
            "SELECT name, rules, state, is_over, revision FROM vote_poll"
                + " WHERE state <> 'SEALED' AND rules LIKE '% visibility=%'")
        .map((rows, context) -> asOf(snapshot(rows), now))
        .stream()
        .filter(poll -> !poll.isPublic())
        .map(poll -> poll.poll().name())
        .toList();
  }

  /** Returns a poll with the rules that are in force for casts. */
  public static Optional<PollSnapshot> findForCasts(Handle handle, String name) {
    return handle
        .createQuery("SELECT name, rules, state, is_over, revision FROM vote_poll WHERE name = ?")
        .bind(0, name)
        .map(
            (rows, context) ->
                snapshot(rows, PollRules.readForCasts(name, rows.getString("rules"))))
        .findOne();
  }

  /**
   * Lets one transaction at a time change the poll's rules, or start a restore of it. It changes
   * the row, as {@code PartitionLock.lock} does.
   */
  public static void lock(Handle handle, String name) {
    handle.execute("UPDATE vote_poll SET locks = locks + 1 WHERE name = ?", name);
  }

  /** Returns the polls that are not archived. */
  public static List<PollSnapshot> all(Transaction tx) {
    return tx.handle()
        .createQuery(
            "SELECT name, rules, state, is_over, revision FROM vote_poll"
                + " WHERE archived = FALSE ORDER BY "
                + tx.dialect().byCodePoint("name"))
        .map((rows, context) -> snapshot(rows))
        .list();
  }

  /**
   * Returns the names of polls that are not closing or sealed, and whose close was at or before a
   * moment in microseconds, unless they were over when they were recorded.
   */
  public static List<String> closedBy(Transaction tx, long moment) {
    return tx
        .handle()
        .createQuery(
            "SELECT name, rules, state, is_over, revision FROM vote_poll"
                + " WHERE state = 'OPEN' AND was_over = FALSE")
        .map((rows, context) -> snapshot(rows))
        .list()
        .stream()
        .filter(poll -> poll.isOverAt(moment))
        .map(poll -> poll.poll().name())
        .toList();
  }

  /** Returns those of the polls that are sealed, or are ballot polls. */
  public static SpecialPolls special(Transaction tx, Stream<String> names) throws SQLException {
    List<String> polls = names.distinct().toList();
    List<PollSnapshot> special = new ArrayList<>();
    try (PreparedStatement statement =
        tx.connection().prepareStatement(tx.dialect().bulk().sealedOrBallotPolls())) {
      tx.dialect().bulk().bind(statement, 1, new Columns().texts(polls, name -> name).all());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          special.add(snapshot(rows));
        }
      }
    }
    return SpecialPolls.of(special);
  }

  static PollSnapshot snapshot(ResultSet rows) throws SQLException {
    return snapshot(rows, PollRules.read(rows.getString("name"), rows.getString("rules")));
  }

  private static PollSnapshot snapshot(ResultSet rows, Poll poll) throws SQLException {
    return new PollSnapshot(
        poll,
        PollSnapshot.State.valueOf(rows.getString("state")),
        rows.getBoolean("is_over"),
        rows.getLong("revision"));
  }
}
