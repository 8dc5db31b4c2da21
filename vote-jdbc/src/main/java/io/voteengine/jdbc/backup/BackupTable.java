package io.voteengine.jdbc.backup;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.voteengine.backup.Backup;
import io.voteengine.backup.BackupException;
import io.voteengine.jdbc.poll.PollRules;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.util.Micros;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The complete backups, without their votes. */
public final class BackupTable {
  /** How long an incomplete backup may make no progress before it counts as abandoned. */
  static final Duration PATIENCE = Duration.ofDays(1);

  static final String COLUMNS =
      "SELECT id, poll, rules, taken_at, expires_at, votes, subjects, up, down, digest, restore_at"
          + " FROM vote_backup ";

  private BackupTable() {}

  /**
   * A complete backup.
   *
   * @param restoreAt moment of the restore that is under way, in microseconds; null for none
   */
  record Head(Backup backup, @Nullable Long restoreAt) {}

  /**
   * Keeps a backup from being deleted before the transaction ends. It changes the row, as {@code
   * PartitionLock.lock} does.
   */
  static Head lock(Transaction tx, UUID id) {
    tx.handle()
        .execute("UPDATE vote_backup SET locks = locks + 1 WHERE id = ?", tx.dialect().uuid(id));
    return find(tx, id);
  }

  static Head find(Transaction tx, UUID id) {
    return tx.handle()
        .createQuery(COLUMNS + "WHERE id = ? AND state = 'COMPLETE'")
        .bind(0, tx.dialect().uuid(id))
        .map((rows, context) -> head(rows))
        .findOne()
        .orElseThrow(() -> gone(id));
  }

  static List<Backup> list(Transaction tx, @Nullable String poll) {
    return tx.handle()
        .createQuery(
            COLUMNS
                + "WHERE state = 'COMPLETE'"
                + (poll == null ? "" : " AND poll = :poll")
                + " ORDER BY taken_at DESC, id")
        .bindMap(poll == null ? Map.of() : Map.of("poll", poll))
        .map((rows, context) -> head(rows).backup())
        .list();
  }

  /** Returns the backups that have their votes, by poll. */
  public static Map<String, List<UUID>> copied(Transaction tx) {
    return byPoll(tx, "'COPIED', 'COMPLETE'");
  }

  static Map<String, List<UUID>> byPoll(Transaction tx, String states) {
    return tx.handle()
        .createQuery("SELECT poll, id FROM vote_backup WHERE state IN (" + states + ")")
        .map((rows, context) -> Map.entry(rows.getString("poll"), ColumnValues.uuid(rows, "id")))
        .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
  }

  static long after(long moment, Duration time) {
    return moment + time.dividedBy(Duration.ofNanos(1_000));
  }

  private static BackupException gone(UUID id) {
    return new BackupException(
        "There is no backup " + id + " any more: it was deleted, or has outlived its retention.",
        null);
  }

  static Head head(ResultSet rows) throws SQLException {
    Instant takenAt = Micros.toInstant(ColumnValues.micros(rows, "taken_at"));
    Backup backup =
        new Backup(
            ColumnValues.uuid(rows, "id"),
            PollRules.read(rows.getString("poll"), rows.getString("rules")),
            takenAt,
            Micros.toInstant(ColumnValues.micros(rows, "expires_at")),
            rows.getLong("votes"),
            rows.getLong("subjects"),
            rows.getLong("up"),
            rows.getLong("down"),
            rows.getString("digest"));
    boolean restoring = rows.getObject("restore_at") != null;
    return new Head(backup, restoring ? ColumnValues.micros(rows, "restore_at") : null);
  }
}
