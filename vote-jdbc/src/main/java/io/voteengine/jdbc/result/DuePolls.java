package io.voteengine.jdbc.result;

import io.voteengine.jdbc.poll.PollTable;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Looks for polls whose finalization has something left to do. */
final class DuePolls {
  private DuePolls() {}

  /**
   * Returns polls that closed a while ago and those whose finalization is not complete. A poll that
   * was over when it was recorded holds imports, and only its host knows when they are complete.
   */
  static List<String> of(Transaction tx, Duration grace) {
    long before = ColumnValues.wallClock(tx) - TimeUnit.MICROSECONDS.convert(grace);
    TreeSet<String> due = new TreeSet<>(PollTable.closedBy(tx, before));
    due.addAll(
        tx.handle()
            .createQuery("SELECT poll FROM vote_result WHERE root IS NULL OR cleared_at IS NULL")
            .map((rows, context) -> rows.getString("poll"))
            .list());
    return List.copyOf(due);
  }

  static List<String> closing(Transaction tx) {
    return tx.handle()
        .createQuery("SELECT name FROM vote_poll WHERE state = 'CLOSING'")
        .map((rows, context) -> rows.getString("name"))
        .list();
  }

  static List<String> unfinished(Transaction tx) {
    return tx.handle()
        .createQuery("SELECT poll FROM vote_result WHERE root IS NULL")
        .map((rows, context) -> rows.getString("poll"))
        .list();
  }

  static List<String> archived(Transaction tx) {
    return tx.handle()
        .createQuery(
            "SELECT name FROM vote_poll WHERE archived = TRUE ORDER BY "
                + tx.dialect().byCodePoint("name"))
        .map((rows, context) -> rows.getString("name"))
        .list();
  }

  static List<String> unnotified(Transaction tx) {
    return tx.handle()
        .createQuery("SELECT poll FROM vote_result WHERE root IS NOT NULL AND notified_at IS NULL")
        .map((rows, context) -> rows.getString("poll"))
        .list();
  }
}
