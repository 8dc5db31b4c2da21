package io.voteengine.jdbc.result;

import io.voteengine.backup.Backup;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.query.AuditReport;
import io.voteengine.result.proof.BallotSecret;
import io.voteengine.result.proof.Exclusion;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.util.Micros;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;
import org.jspecify.annotations.Nullable;

/** The results of polls, from the beginning of their finalization. */
final class ResultTable {
  private static final HexFormat HEX = HexFormat.of();
  private static final SecureRandom RANDOM = new SecureRandom();

  private ResultTable() {}

  /**
   * What the table has of a poll.
   *
   * @param written the tallies up to this number have their ballots
   */
  record Row(
      String poll,
      Instant begunAt,
      @Nullable Instant sealedAt,
      Instant closedAt,
      @Nullable Instant openedAt,
      long subjects,
      long up,
      long down,
      List<Exclusion> excluded,
      @Nullable UUID backup,
      @Nullable String backupDigest,
      @Nullable String secret,
      long written,
      @Nullable String root,
      @Nullable String checkpoint,
      @Nullable Instant notifiedAt) {
    BallotSecret ballotSecret() {
      return BallotSecret.of(HEX.parseHex(Objects.requireNonNull(secret, "secret")));
    }
  }

  static Optional<Row> find(Transaction tx, String poll) {
    return tx.handle()
        .createQuery(
            """
            SELECT poll, begun_at, sealed_at, closed_at, opened_at, subjects, up, down, excluded,
              backup, backup_digest, secret, written, root, checkpoint, notified_at
            FROM vote_result WHERE poll = ?
            """)
        .bind(0, poll)
        .map((rows, context) -> row(rows))
        .findOne();
  }

  private static Row row(ResultSet rows) throws SQLException {
    long openedAt = rows.getLong("opened_at");
    boolean opened = !rows.wasNull();
    return new Row(
        rows.getString("poll"),
        Micros.toInstant(ColumnValues.micros(rows, "begun_at")),
        moment(rows, "sealed_at"),
        Micros.toInstant(rows.getLong("closed_at")),
        opened ? Micros.toInstant(openedAt) : null,
        rows.getLong("subjects"),
        rows.getLong("up"),
        rows.getLong("down"),
        Exclusions.read(rows.getString("excluded")),
        ColumnValues.uuid(rows, "backup"),
        rows.getString("backup_digest"),
        rows.getString("secret"),
        rows.getLong("written"),
        rows.getString("root"),
        rows.getString("checkpoint"),
        moment(rows, "notified_at"));
  }

  static @Nullable Instant moment(ResultSet rows, String column) throws SQLException {
    return rows.getObject(column) == null
        ? null
        : Micros.toInstant(ColumnValues.micros(rows, column));
  }

  /** Begins the finalization of a poll that is locked, unless it has begun. */
  static void begin(Transaction tx, PollSnapshot poll) {
    String name = poll.poll().name();
    if (find(tx, name).isPresent()) {
      return;
    }
    Instant closesAt = Objects.requireNonNull(poll.poll().closesAt(), "a poll that is over");
    Instant opensAt = poll.poll().opensAt();
    tx.handle()
        .createUpdate(
            "INSERT INTO vote_result (poll, begun_at, closed_at, opened_at, secret)"
                + " VALUES (?, ?, ?, ?, ?)")
        .bind(0, name)
        .bind(1, present(tx))
        .bind(2, Micros.of(closesAt))
        .bind(3, opensAt == null ? null : Micros.of(opensAt))
        .bind(4, HEX.formatHex(BallotSecret.random(RANDOM).toBytes()))
        .execute();
  }

  /**
   * A run whose node has died holds nothing. Only nodes with leases are known to be alive, so the
   * node is recorded only if it has one.
   */
  static boolean claim(Transaction tx, String poll, UUID run, UUID node, Duration lease) {
    long now = ColumnValues.wallClock(tx);
    return tx.handle()
            .createUpdate(
                """
                UPDATE vote_result SET runner = :run, runner_until = :until,
                  runner_node = (SELECT n.id FROM vote_node n WHERE n.id = :node AND n.until_at > :now)
                WHERE poll = :poll AND (runner IS NULL OR runner_until < :now
                  OR (runner_node IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM vote_node l WHERE l.id = runner_node AND l.until_at > :now)))
                """)
            .bind("run", tx.dialect().uuid(run))
            .bind("node", tx.dialect().uuid(node))
            .bind("until", ColumnValues.argument(tx.dialect(), now + micros(lease)))
            .bind("poll", poll)
            .bind("now", ColumnValues.argument(tx.dialect(), now))
            .execute()
        == 1;
  }

  static boolean renew(Transaction tx, String poll, UUID run, Duration lease) {
    long until = ColumnValues.wallClock(tx) + micros(lease);
    return tx.handle()
            .createUpdate(
                "UPDATE vote_result SET runner_until = ?, locks = locks + 1"
                    + " WHERE poll = ? AND runner = ?")
            .bind(0, ColumnValues.argument(tx.dialect(), until))
            .bind(1, poll)
            .bind(2, tx.dialect().uuid(run))
            .execute()
        == 1;
  }

  static boolean claimNotification(Transaction tx, String poll, UUID node, Duration lease) {
    long now = ColumnValues.wallClock(tx);
    return tx.handle()
            .createUpdate(
                """
                UPDATE vote_result SET notifier = :node, notifier_until = :until, locks = locks + 1
                WHERE poll = :poll AND notified_at IS NULL
                  AND (notifier IS NULL OR notifier = :node OR notifier_until < :now)
                """)
            .bind("node", tx.dialect().uuid(node))
            .bind("until", ColumnValues.argument(tx.dialect(), now + micros(lease)))
            .bind("poll", poll)
            .bind("now", ColumnValues.argument(tx.dialect(), now))
            .execute()
        == 1;
  }

  private static long micros(Duration time) {
    return TimeUnit.MICROSECONDS.convert(time);
  }

  static void release(Transaction tx, String poll, UUID run) {
    tx.handle()
        .createUpdate(
            "UPDATE vote_result SET runner = NULL, runner_node = NULL, runner_until = NULL"
                + " WHERE poll = ? AND runner = ?")
        .bind(0, poll)
        .bind(1, tx.dialect().uuid(run))
        .execute();
  }

  static boolean keepBackup(Transaction tx, String poll, Backup backup) {
    return tx.handle()
            .createUpdate(
                "UPDATE vote_result SET backup = ?, backup_digest = ?, locks = locks + 1"
                    + " WHERE poll = ? AND sealed_at IS NULL")
            .bind(0, tx.dialect().uuid(backup.id()))
            .bind(1, backup.digest())
            .bind(2, poll)
            .execute()
        == 1;
  }

  static void seal(Transaction tx, String poll, AuditReport report, List<Exclusion> excluded) {
    tx.handle()
        .createUpdate(
            """
            UPDATE vote_result SET sealed_at = ?, subjects = ?, up = ?, down = ?, excluded = ?
            WHERE poll = ?
            """)
        .bind(0, present(tx))
        .bind(1, report.subjects())
        .bind(2, report.tallies().up())
        .bind(3, report.tallies().down())
        .bind(4, Exclusions.write(excluded))
        .bind(5, poll)
        .execute();
  }

  /** Records that the ballots up to a tally are written. False where they were, or are fixed. */
  static boolean written(Handle handle, String poll, long tally) {
    return handle.execute(
            "UPDATE vote_result SET written = ? WHERE poll = ? AND root IS NULL AND written < ?",
            tally,
            poll,
            tally)
        == 1;
  }

  /** Lets one transaction write the ballots of a tally. False where they are written, or fixed. */
  static boolean lockBallots(Handle handle, String poll, long tally) {
    return handle.execute(
            "UPDATE vote_result SET locks = locks + 1"
                + " WHERE poll = ? AND root IS NULL AND written < ?",
            poll,
            tally)
        == 1;
  }

  static void keepRoot(
      Transaction tx, String poll, byte[] root, byte[] blocks, @Nullable String checkpoint) {
    tx.handle()
        .createUpdate(
            """
            UPDATE vote_result SET root = ?, blocks = ?, checkpoint = ?
            WHERE poll = ? AND root IS NULL AND sealed_at IS NOT NULL
            """)
        .bind(0, HEX.formatHex(root))
        .bind(1, blocks)
        .bind(2, checkpoint)
        .bind(3, poll)
        .execute();
  }

  /** Sets a moment that is not set yet to the present. */
  static void mark(Transaction tx, String poll, String column) {
    tx.handle()
        .createUpdate(
            "UPDATE vote_result SET %1$s = ? WHERE poll = ? AND %1$s IS NULL".formatted(column))
        .bind(0, present(tx))
        .bind(1, poll)
        .execute();
  }

  static Argument present(Transaction tx) {
    return ColumnValues.argument(tx.dialect(), ColumnValues.wallClock(tx));
  }
}
