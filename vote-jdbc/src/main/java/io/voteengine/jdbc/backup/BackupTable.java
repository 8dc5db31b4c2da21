package io.voteengine.jdbc.backup;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.voteengine.Poll;
import io.voteengine.backup.Backup;
import io.voteengine.backup.BackupException;
import io.voteengine.jdbc.apply.PartitionTable;
import io.voteengine.jdbc.apply.PollRules;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.Values;
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

/** The backups, but for their votes. */
public final class BackupTable {
  /** How long one that is not whole may do nothing before it counts as abandoned. */
  static final Duration PATIENCE = Duration.ofDays(1);

  /** How long one that is taken may be about to copy before who took it counts as dead. */
  private static final Duration HESITATION = Duration.ofSeconds(15);

  private static final String COLUMNS =
      "SELECT id, poll, rules, taken_at, expires_at, votes, subjects, up, down, digest, restore_at"
          + " FROM vote_backup ";

  /** Begins what stands in the place of a digest that is to be computed anew. */
  private static final String WITHOUT_DIGEST = "anew-";

  private BackupTable() {}

  /**
   * A backup that is complete.
   *
   * @param restoreAt moment of the restore that is under way, in microseconds
   */
  record Head(Backup backup, @Nullable Long restoreAt) {}

  /** Begins one whose votes are about to be copied. */
  static void beginTaking(Transaction tx, UUID id, Poll poll) {
    begin(tx, id, poll, "TAKING", Values.now(tx));
  }

  /** Begins one whose votes are about to be read from a file. */
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
        .bind(4, Values.argument(tx.dialect(), takenAt))
        .bind(5, Values.argument(tx.dialect(), after(Values.now(tx), PATIENCE)))
        .execute();
  }

  /** Says that who takes it is alive. */
  static void stillTaking(Transaction tx, UUID id) {
    expect(
        id,
        tx.handle()
            .createUpdate("UPDATE vote_backup SET taken_at = ? WHERE id = ? AND state = 'TAKING'")
            .bind(0, Values.argument(tx.dialect(), Values.now(tx)))
            .bind(1, tx.dialect().uuid(id))
            .execute());
  }

  /**
   * To be followed by its votes, copied in the same transaction: who then looks for voters finds
   * them in it.
   */
  public static void copied(Transaction tx, UUID id) {
    long now = Values.now(tx);
    expect(
        id,
        tx.handle()
            .createUpdate(
                """
                UPDATE vote_backup SET state = 'COPIED', taken_at = ?, expires_at = ?
                WHERE id = ? AND state = 'TAKING'
                """)
            .bind(0, Values.argument(tx.dialect(), now))
            .bind(1, Values.argument(tx.dialect(), after(now, PATIENCE)))
            .bind(2, tx.dialect().uuid(id))
            .execute());
  }

  /**
   * Keeps one that is read from being taken for abandoned, and from being deleted before the
   * transaction ends.
   */
  static void goOn(Transaction tx, UUID id) {
    expect(
        id,
        tx.handle()
            .createUpdate(
                "UPDATE vote_backup SET expires_at = ? WHERE id = ? AND state = 'IMPORTING'")
            .bind(0, Values.argument(tx.dialect(), after(Values.now(tx), PATIENCE)))
            .bind(1, tx.dialect().uuid(id))
            .execute());
  }

  private static void expect(UUID id, int found) {
    if (found != 1) {
      throw givenUp(id);
    }
  }

  /** What stands in the place of its digest until it is complete. */
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
   * From now on it shows.
   *
   * @param unsummed as it was before its votes were summed
   * @return empty where its votes have been changed since
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
            .bind(0, Values.argument(tx.dialect(), after(Values.now(tx), retention)))
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
   * Keeps it from being deleted before the transaction ends. Changes the row, as {@link
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

  /** Those that are read from files, and those that are being deleted. */
  static List<UUID> importingOrDeleting(Transaction tx) {
    return tx.handle()
        .createQuery("SELECT id FROM vote_backup WHERE state IN ('IMPORTING', 'DELETING')")
        .map((rows, context) -> Values.uuid(rows, "id"))
        .list();
  }

  /** Those of some polls whose votes are about to be copied. */
  public static List<UUID> taking(Transaction tx, Set<String> polls) {
    return byPoll(tx, "'TAKING'").entrySet().stream()
        .filter(some -> polls.contains(some.getKey()))
        .flatMap(some -> some.getValue().stream())
        .toList();
  }

  /** Those, by poll, that have their votes. */
  public static Map<String, List<UUID>> copied(Transaction tx) {
    return byPoll(tx, "'COPIED', 'COMPLETE'");
  }

  private static Map<String, List<UUID>> byPoll(Transaction tx, String states) {
    return tx.handle()
        .createQuery("SELECT poll, id FROM vote_backup WHERE state IN (" + states + ")")
        .map((rows, context) -> Map.entry(rows.getString("poll"), Values.uuid(rows, "id")))
        .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
  }

  /**
   * Waits until nobody is copying its votes, and hides it where nobody will; says whether it did.
   */
  static boolean awaitTaking(Transaction tx, UUID id) {
    tx.handle()
        .createQuery("SELECT state FROM vote_backup WHERE id = ? FOR UPDATE")
        .bind(0, tx.dialect().uuid(id))
        .mapTo(String.class)
        .findOne();
    long alive = after(Values.now(tx), HESITATION.negated());
    return tx.handle()
            .createUpdate(
                """
                UPDATE vote_backup SET state = 'DELETING', expires_at = %s
                WHERE id = ? AND state = 'TAKING' AND taken_at < ?
                """
                    .formatted(tx.dialect().now()))
            .bind(0, tx.dialect().uuid(id))
            .bind(1, Values.argument(tx.dialect(), alive))
            .execute()
        == 1;
  }

  /** Its votes are others now; a mark that is never the same stands in until they are summed. */
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

  /** Does nothing where its votes have been changed once more since it was read. */
  static int keepDigest(Transaction tx, Backup read, String digest) {
    return tx.handle()
        .createUpdate("UPDATE vote_backup SET digest = ? WHERE id = ? AND digest = ?")
        .bind(0, digest)
        .bind(1, tx.dialect().uuid(read.id()))
        .bind(2, read.digest())
        .execute();
  }

  /** Those of the poll that are being restored. */
  static List<UUID> restoring(Transaction tx, String poll) {
    return tx.handle()
        .createQuery(
            """
            SELECT id FROM vote_backup
            WHERE poll = ? AND state = 'COMPLETE' AND restore_at IS NOT NULL
            """)
        .bind(0, poll)
        .map((rows, context) -> Values.uuid(rows, "id"))
        .list();
  }

  /** Keeps the backup until it has been restored, and a while longer. */
  static void beginRestore(Transaction tx, Backup backup, long moment) {
    long expiresAt = Math.max(Micros.of(backup.expiresAt()), after(Values.now(tx), PATIENCE));
    tx.handle()
        .createUpdate("UPDATE vote_backup SET restore_at = ?, expires_at = ? WHERE id = ?")
        .bind(0, Values.argument(tx.dialect(), moment))
        .bind(1, Values.argument(tx.dialect(), expiresAt))
        .bind(2, tx.dialect().uuid(backup.id()))
        .execute();
  }

  static boolean endRestore(Transaction tx, UUID id, long moment) {
    boolean ended =
        tx.handle()
                .createUpdate(
                    "UPDATE vote_backup SET restore_at = NULL WHERE id = ? AND restore_at = ?")
                .bind(0, tx.dialect().uuid(id))
                .bind(1, Values.argument(tx.dialect(), moment))
                .execute()
            == 1;
    if (ended) {
      RestoreTable.end(tx, id);
    }
    return ended;
  }

  /** Hides one for good, so that its votes may be deleted; false where somebody else has. */
  static boolean hide(Transaction tx, UUID id) {
    return hide(tx, id, "state <> 'DELETING'");
  }

  /** Hides one that is being imported, if it is not hidden; false where it is complete, or gone. */
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

  /** Those that are to be deleted, hidden already or not. */
  static List<UUID> expired(Transaction tx) {
    return tx.handle()
        .createQuery("SELECT id FROM vote_backup WHERE expires_at <= " + tx.dialect().now())
        .map((rows, context) -> Values.uuid(rows, "id"))
        .list();
  }

  /** Hides it if it is still to be deleted. */
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
        "The backup %s was given up before it was complete, for voters were being erased, or it did nothing for a day: call again."
            .formatted(id),
        null);
  }

  private static BackupException gone(UUID id) {
    return new BackupException(
        "There is no backup " + id + " any more: it was deleted, or has outlived its retention.",
        null);
  }

  private static Head head(ResultSet rows) throws SQLException {
    Instant takenAt = Micros.toInstant(Values.micros(rows, "taken_at"));
    Backup backup =
        new Backup(
            Values.uuid(rows, "id"),
            PollRules.read(rows.getString("poll"), rows.getString("rules")),
            takenAt,
            Micros.toInstant(Values.micros(rows, "expires_at")),
            rows.getLong("votes"),
            rows.getLong("subjects"),
            rows.getLong("up"),
            rows.getLong("down"),
            rows.getString("digest"));
    boolean restoring = rows.getObject("restore_at") != null;
    return new Head(backup, restoring ? Values.micros(rows, "restore_at") : null);
  }
}
