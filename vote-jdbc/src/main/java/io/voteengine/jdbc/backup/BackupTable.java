package io.voteengine.jdbc.backup;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.voteengine.Poll;
import io.voteengine.backup.Backup;
import io.voteengine.backup.BackupException;
import io.voteengine.jdbc.apply.PartitionTable;
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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The backups, without their votes. */
public final class BackupTable {
  /** How long an incomplete backup may make no progress before it counts as abandoned. */
  static final Duration PATIENCE = Duration.ofDays(1);

  /** How long a backup may wait to copy before the node that takes it counts as dead. */
  private static final Duration HESITATION = Duration.ofSeconds(15);

  private static final String COLUMNS =
      "SELECT id, poll, rules, taken_at, expires_at, votes, subjects, up, down, digest, restore_at"
          + " FROM vote_backup ";

  /** The start of the mark that stands in for a digest until it is computed again. */
  private static final String WITHOUT_DIGEST = "anew-";

  private BackupTable() {}

  /**
   * A complete backup.
   *
   * @param restoreAt moment of the restore that is under way, in microseconds; null for none
   */
  record Head(Backup backup, @Nullable Long restoreAt) {}

  /** Adds a backup whose votes will be copied. */
  static void beginTaking(Transaction tx, UUID id, Poll poll) {
    begin(tx, id, poll, "TAKING", ColumnValues.now(tx));
  }

  /** Adds a backup whose votes will be read from a file. */
  static void beginImporting(Transaction tx, UUID id, Poll poll, long takenAt) {
    begin(tx, id, poll, "IMPORTING", takenAt);
  }

  private static void begin(Transaction tx, UUID id, Poll poll, String state, long takenAt) {
    tx.handle()
        .createUpdate(
            """
            INSERT INTO vote_backup
              (id, poll, rules, state, taken_at, expires_at, votes, subjects, up, down, digest)
            VALUES (?, ?, ?, ?, ?, ?, 0, 0, 0, 0, '')
            """)
        .bind(0, tx.dialect().uuid(id))
        .bind(1, poll.name())
        .bind(2, PollRules.write(poll))
        .bind(3, state)
        .bind(4, ColumnValues.argument(tx.dialect(), takenAt))
        .bind(5, ColumnValues.argument(tx.dialect(), after(ColumnValues.now(tx), PATIENCE)))
        .execute();
  }

  /** Records that the node that takes the backup is alive. */
  static void stillTaking(Transaction tx, UUID id) {
    expect(
        id,
        tx.handle()
            .createUpdate("UPDATE vote_backup SET taken_at = ? WHERE id = ? AND state = 'TAKING'")
            .bind(0, ColumnValues.argument(tx.dialect(), ColumnValues.now(tx)))
            .bind(1, tx.dialect().uuid(id))
            .execute());
  }

  /**
   * Marks a backup as copied. Its votes must be copied in the same transaction, so that an erasure
   * that looks for voters after this finds them there.
   */
  public static void copied(Transaction tx, UUID id) {
    long now = ColumnValues.now(tx);
    expect(
        id,
        tx.handle()
            .createUpdate(
                """
                UPDATE vote_backup SET state = 'COPIED', taken_at = ?, expires_at = ?
                WHERE id = ? AND state = 'TAKING'
                """)
            .bind(0, ColumnValues.argument(tx.dialect(), now))
            .bind(1, ColumnValues.argument(tx.dialect(), after(now, PATIENCE)))
            .bind(2, tx.dialect().uuid(id))
            .execute());
  }

  /**
   * Keeps a backup that is being imported from counting as abandoned, and from being deleted before
   * the transaction ends.
   */
  static void goOn(Transaction tx, UUID id) {
    expect(
        id,
        tx.handle()
            .createUpdate(
                "UPDATE vote_backup SET expires_at = ? WHERE id = ? AND state = 'IMPORTING'")
            .bind(0, ColumnValues.argument(tx.dialect(), after(ColumnValues.now(tx), PATIENCE)))
            .bind(1, tx.dialect().uuid(id))
            .execute());
  }

  private static void expect(UUID id, int found) {
    if (found != 1) {
      throw givenUp(id);
    }
  }

  /** Returns the mark that stands in for its digest until it is complete. */
  static String unsummed(Transaction tx, UUID id) {
    return tx.handle()
        .createQuery(
            "SELECT digest FROM vote_backup WHERE id = ? AND state IN ('COPIED', 'IMPORTING')")
        .bind(0, tx.dialect().uuid(id))
        .mapTo(String.class)
        .findOne()
        .orElseThrow(() -> givenUp(id));
  }

  /**
   * Makes a backup complete and visible.
   *
   * @param unsummed the mark before its votes were summed
   * @return empty when its votes have been changed since
   */
  static Optional<Backup> complete(
      Transaction tx, UUID id, String unsummed, BackupSum.Total total, Duration retention) {
    int found =
        tx.handle()
            .createUpdate(
                """
                UPDATE vote_backup SET state = 'COMPLETE', expires_at = ?,
                  votes = ?, subjects = ?, up = ?, down = ?, digest = ?
                WHERE id = ? AND state IN ('COPIED', 'IMPORTING') AND digest = ?
                """)
            .bind(0, ColumnValues.argument(tx.dialect(), after(ColumnValues.now(tx), retention)))
            .bind(1, total.votes())
            .bind(2, total.subjects())
            .bind(3, total.up())
            .bind(4, total.down())
            .bind(5, total.digest())
            .bind(6, tx.dialect().uuid(id))
            .bind(7, unsummed)
            .execute();
    return found == 1 ? Optional.of(find(tx, id).backup()) : Optional.empty();
  }

  /**
   * Keeps a backup from being deleted before the transaction ends. It changes the row, as {@link
   * PartitionTable#lock} does.
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

  /** Returns the backups that are being imported or deleted. */
  static List<UUID> importingOrDeleting(Transaction tx) {
    return tx.handle()
        .createQuery("SELECT id FROM vote_backup WHERE state IN ('IMPORTING', 'DELETING')")
        .map((rows, context) -> ColumnValues.uuid(rows, "id"))
        .list();
  }

  /** Returns the backups of some polls whose votes will be copied. */
  public static List<UUID> taking(Transaction tx, Set<String> polls) {
    return byPoll(tx, "'TAKING'").entrySet().stream()
        .filter(some -> polls.contains(some.getKey()))
        .flatMap(some -> some.getValue().stream())
        .toList();
  }

  /** Returns the backups that have their votes, by poll. */
  public static Map<String, List<UUID>> copied(Transaction tx) {
    return byPoll(tx, "'COPIED', 'COMPLETE'");
  }

  private static Map<String, List<UUID>> byPoll(Transaction tx, String states) {
    return tx.handle()
        .createQuery("SELECT poll, id FROM vote_backup WHERE state IN (" + states + ")")
        .map((rows, context) -> Map.entry(rows.getString("poll"), ColumnValues.uuid(rows, "id")))
        .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
  }

  /**
   * Waits while a node copies the votes, and hides the backup if that node has died. Returns
   * whether it did.
   */
  static boolean awaitTaking(Transaction tx, UUID id) {
    tx.handle()
        .createQuery("SELECT state FROM vote_backup WHERE id = ? FOR UPDATE")
        .bind(0, tx.dialect().uuid(id))
        .mapTo(String.class)
        .findOne();
    long alive = after(ColumnValues.now(tx), HESITATION.negated());
    return tx.handle()
            .createUpdate(
                """
                UPDATE vote_backup SET state = 'DELETING', expires_at = %s
                WHERE id = ? AND state = 'TAKING' AND taken_at < ?
                """
                    .formatted(tx.dialect().now()))
            .bind(0, tx.dialect().uuid(id))
            .bind(1, ColumnValues.argument(tx.dialect(), alive))
            .execute()
        == 1;
  }

  /** Replaces the digest, as the votes have changed, by a unique mark until they are summed. */
  static int forgetDigest(Transaction tx, UUID id) {
    return tx.handle()
        .createUpdate(
            "UPDATE vote_backup SET digest = ? WHERE id = ? AND state IN ('COPIED', 'COMPLETE')")
        .bind(0, WITHOUT_DIGEST + UUID.randomUUID())
        .bind(1, tx.dialect().uuid(id))
        .execute();
  }

  static boolean isWithoutDigest(Backup backup) {
    return backup.digest().startsWith(WITHOUT_DIGEST);
  }

  static List<Backup> withoutDigest(Transaction tx) {
    return tx.handle()
        .createQuery(COLUMNS + "WHERE state = 'COMPLETE' AND digest LIKE '" + WITHOUT_DIGEST + "%'")
        .map((rows, context) -> head(rows).backup())
        .list();
  }

  /** Does nothing if its votes have been changed again since it was read. */
  static int keepDigest(Transaction tx, Backup read, String digest) {
    return tx.handle()
        .createUpdate("UPDATE vote_backup SET digest = ? WHERE id = ? AND digest = ?")
        .bind(0, digest)
        .bind(1, tx.dialect().uuid(read.id()))
        .bind(2, read.digest())
        .execute();
  }

  /** Returns the poll's backups that are being restored. */
  static List<UUID> restoring(Transaction tx, String poll) {
    return tx.handle()
        .createQuery(
            """
            SELECT id FROM vote_backup
            WHERE poll = ? AND state = 'COMPLETE' AND restore_at IS NOT NULL
            """)
        .bind(0, poll)
        .map((rows, context) -> ColumnValues.uuid(rows, "id"))
        .list();
  }

  /** Keeps the backup until it has been restored, and for a while after. */
  static void beginRestore(Transaction tx, Backup backup, long moment) {
    long expiresAt = Math.max(Micros.of(backup.expiresAt()), after(ColumnValues.now(tx), PATIENCE));
    tx.handle()
        .createUpdate("UPDATE vote_backup SET restore_at = ?, expires_at = ? WHERE id = ?")
        .bind(0, ColumnValues.argument(tx.dialect(), moment))
        .bind(1, ColumnValues.argument(tx.dialect(), expiresAt))
        .bind(2, tx.dialect().uuid(backup.id()))
        .execute();
  }

  static boolean endRestore(Transaction tx, UUID id, long moment) {
    boolean ended =
        tx.handle()
                .createUpdate(
                    "UPDATE vote_backup SET restore_at = NULL WHERE id = ? AND restore_at = ?")
                .bind(0, tx.dialect().uuid(id))
                .bind(1, ColumnValues.argument(tx.dialect(), moment))
                .execute()
            == 1;
    if (ended) {
      RestoreTable.end(tx, id);
    }
    return ended;
  }

  /** Hides a backup for good, so that its votes may be deleted; false when it is hidden already. */
  static boolean hide(Transaction tx, UUID id) {
    return hide(tx, id, "state <> 'DELETING'");
  }

  /**
   * Hides a backup that is being imported, or is hidden already; false when it is complete or gone.
   */
  static boolean giveUpImporting(Transaction tx, UUID id) {
    return hide(tx, id, "state IN ('IMPORTING', 'DELETING')");
  }

  private static boolean hide(Transaction tx, UUID id, String condition) {
    return tx.handle()
            .createUpdate(
                "UPDATE vote_backup SET state = 'DELETING', expires_at = %s WHERE id = ? AND %s"
                    .formatted(tx.dialect().now(), condition))
            .bind(0, tx.dialect().uuid(id))
            .execute()
        == 1;
  }

  /** Returns the backups to delete, hidden already or not. */
  static List<UUID> expired(Transaction tx) {
    return tx.handle()
        .createQuery("SELECT id FROM vote_backup WHERE expires_at <= " + tx.dialect().now())
        .map((rows, context) -> ColumnValues.uuid(rows, "id"))
        .list();
  }

  /** Hides a backup if it still is to be deleted. */
  static boolean expire(Transaction tx, UUID id) {
    return tx.handle()
            .createUpdate(
                "UPDATE vote_backup SET state = 'DELETING' WHERE id = ? AND expires_at <= "
                    + tx.dialect().now())
            .bind(0, tx.dialect().uuid(id))
            .execute()
        == 1;
  }

  static int delete(Transaction tx, UUID id) {
    RestoreTable.end(tx, id);
    return tx.handle()
        .createUpdate("DELETE FROM vote_backup WHERE id = ? AND state = 'DELETING'")
        .bind(0, tx.dialect().uuid(id))
        .execute();
  }

  private static long after(long moment, Duration time) {
    return moment + time.dividedBy(Duration.ofNanos(1_000));
  }

  private static BackupException givenUp(UUID id) {
    return new BackupException(
        "The backup %s was cancelled before it was complete, because a voter was being erased or it made no progress for a day: call again."
            .formatted(id),
        null);
  }

  private static BackupException gone(UUID id) {
    return new BackupException(
        "There is no backup " + id + " any more: it was deleted, or has outlived its retention.",
        null);
  }

  private static Head head(ResultSet rows) throws SQLException {
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
