package io.voteengine.jdbc.sql.bulk;

import io.voteengine.jdbc.sql.bulk.Columns.Column;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * The statements over many rows for MySQL and MariaDB. The rows travel as one JSON text, so that
 * neither a driver's settings nor a limit on placeholders can turn them into a round trip for each
 * row.
 */
public record MySqlBulkSql() implements BulkSql {
  /** Microseconds as a moment, in two steps: an interval must be less than 2^53 of them. */
  private static final String MOMENT =
      """
      TIMESTAMP'1970-01-01 00:00:00' + INTERVAL k.cast_at DIV 86400000000 DAY
        + INTERVAL k.cast_at MOD 86400000000 MICROSECOND\
      """;

  /** Types as the columns have them. JSON text is utf8mb4; the columns hold the same bytes. */
  private static final String ID = "VARCHAR(128) CHARACTER SET utf8mb4";

  /**
   * One byte more than the column takes, so that the column refuses it: MariaDB cuts text here
   * silently.
   */
  private static final String VARIANT = "VARCHAR(129) CHARACTER SET utf8mb4";

  private static final String REQUEST = "CHAR(32) CHARACTER SET utf8mb4";

  private static final String SUBJECTS = rows("part INTEGER", "poll " + ID, "subject " + ID);

  private static final String ITS_TALLY =
      "vote_tally t ON t.part = k.part AND t.poll = k.poll AND t.subject = k.subject";

  @Override
  public String advancePartitions() {
    return """
        UPDATE %s STRAIGHT_JOIN vote_partition p ON p.part = k.part AND p.epoch = k.epoch
          AND p.identity = k.identity AND p.seq = k.seq AND p.chain = k.chain
        SET p.seq = k.next_seq, p.chain = k.next_chain
        """
        .formatted(
            rows(
                "part INTEGER",
                "epoch BIGINT",
                "identity " + ID,
                "seq BIGINT",
                "chain BIGINT",
                "next_seq BIGINT",
                "next_chain BIGINT"));
  }

  @Override
  public String findTallies() {
    return """
        SELECT k.n, t.id, t.up, t.down, t.version, t.listing, t.posted_at, t.owner
        FROM %s STRAIGHT_JOIN %s
        """
        .formatted(SUBJECTS, ITS_TALLY);
  }

  @Override
  public String createTallies() {
    return """
        INSERT INTO vote_tally (part, poll, subject, up, down, version)
        SELECT k.part, k.poll, k.subject, 0, 0, 0 FROM %s
        """
        .formatted(SUBJECTS);
  }

  @Override
  public String addToTallies() {
    return """
        UPDATE %s STRAIGHT_JOIN vote_tally t ON t.id = k.id
        SET t.up = t.up + k.up, t.down = t.down + k.down, t.version = t.version + k.version,
          t.first_at = COALESCE(LEAST(t.first_at, k.first_at), t.first_at, k.first_at)
        """
        .formatted(
            rows("id BIGINT", "up BIGINT", "down BIGINT", "version BIGINT", "first_at BIGINT"));
  }

  @Override
  public String recordSubjects() {
    return """
        UPDATE %s STRAIGHT_JOIN vote_tally t ON t.id = k.id
        SET t.listing = k.listing, t.posted_at = k.posted_at, t.owner = k.owner
        """
        .formatted(rows("id BIGINT", "listing INTEGER", "posted_at BIGINT", "owner " + ID));
  }

  @Override
  public String addToOwnerScores() {
    return """
        INSERT INTO vote_owner_score (part, owner, score)
        SELECT k.part, k.owner, k.score FROM %s
        ON DUPLICATE KEY UPDATE score = vote_owner_score.score + k.score
        """
        .formatted(rows("part INTEGER", "owner " + ID, "score BIGINT"));
  }

  @Override
  public String rankTallies() {
    return """
        INSERT INTO vote_ranking (tally, part, poll, subject, up, down, version, epoch, first_at)
        SELECT t.id, t.part, t.poll, t.subject,
          CASE WHEN t.listing = 2 THEN 0 ELSE t.up END AS up,
          CASE WHEN t.listing = 2 THEN 0 ELSE t.down END AS down, t.version, p.epoch,
          COALESCE(t.posted_at, t.first_at) AS first_at
        FROM %s STRAIGHT_JOIN vote_tally t ON t.id = k.id
        STRAIGHT_JOIN vote_partition p ON p.part = t.part
        ON DUPLICATE KEY UPDATE
          up = VALUES(up), down = VALUES(down), version = VALUES(version), epoch = VALUES(epoch),
          first_at = VALUES(first_at)
        """
        .formatted(rows("id BIGINT"));
  }

  @Override
  public String readVotes() {
    return """
        SELECT k.n, v.choice, v.voided, v.direct, v.cast_at, v.request_id
        FROM %s STRAIGHT_JOIN vote v ON v.tally = k.tally AND v.voter = k.voter
        """
        .formatted(rows("tally BIGINT", "voter " + ID));
  }

  @Override
  public String findVotes() {
    return """
        SELECT k.n, v.choice, v.voided, v.direct, v.cast_at, v.request_id
        FROM %s STRAIGHT_JOIN %s
        STRAIGHT_JOIN vote v ON v.tally = t.id AND v.voter = k.voter
        """
        .formatted(rows("part INTEGER", "poll " + ID, "subject " + ID, "voter " + ID), ITS_TALLY);
  }

  @Override
  public String readSubjects() {
    return """
        SELECT k.n, t.up, t.down, t.version, t.listing, t.owner,
          NOT EXISTS (SELECT 1 FROM vote WHERE tally = t.id) AS complete
        FROM %s LEFT JOIN %s
        """
        .formatted(SUBJECTS, ITS_TALLY);
  }

  @Override
  public String readVotesOn() {
    return """
        SELECT k.n, v.voter, v.choice, v.cast_at, v.request_id
        FROM %s STRAIGHT_JOIN %s STRAIGHT_JOIN vote v ON v.tally = t.id
        """
        .formatted(SUBJECTS, ITS_TALLY);
  }

  @Override
  public String readHeld() {
    return """
        SELECT k.n, t.subject, v.choice, v.cast_at, v.request_id
        FROM %s STRAIGHT_JOIN vote v ON v.voter = k.voter AND v.choice <> 0
        STRAIGHT_JOIN vote_tally t ON t.id = v.tally AND t.poll = k.poll
        """
        .formatted(rows("poll " + ID, "voter " + ID));
  }

  /**
   * An upsert takes a conflict on a unique key that you added for one on the vote's own key. A row
   * found that way is another voter's, and is refused by a null in a column that allows none.
   */
  @Override
  public String writeVotes() {
    return """
        INSERT INTO vote (tally, voter, choice, cast_at, request_id)
        SELECT k.tally, k.voter, k.choice, %1$s, UNHEX(k.request_id) FROM %2$s
        ON DUPLICATE KEY UPDATE
          choice = IF(vote.tally = k.tally AND vote.voter = k.voter, k.choice, NULL),
          voided = 0, cast_at = %1$s, request_id = UNHEX(k.request_id)
        """
        .formatted(
            MOMENT,
            rows(
                "tally BIGINT",
                "voter " + ID,
                "choice SMALLINT",
                "cast_at BIGINT",
                "request_id " + REQUEST));
  }

  @Override
  public String markStale() {
    return """
        INSERT INTO vote_stale (part, poll, subject, mark)
        SELECT k.part, k.poll, k.subject, k.mark FROM %s
        ON DUPLICATE KEY UPDATE mark = k.mark
        """
        .formatted(rows("part INTEGER", "poll " + ID, "subject " + ID, "mark BIGINT"));
  }

  @Override
  public String readRequests() {
    return """
        SELECT t.part, t.poll, t.subject, e.voter, e.previous, e.choice, e.cast_at, e.request_id,
          e.variant, e.epoch, e.seq
        FROM %s STRAIGHT_JOIN vote_event e ON e.request_id = UNHEX(k.request_id)
        STRAIGHT_JOIN vote_tally t ON t.id = e.tally
        WHERE TRUE\
        """
        .formatted(rows("request_id " + REQUEST));
  }

  @Override
  public String logEvents() {
    return """
        INSERT INTO vote_event (tally, epoch, seq, request_id, voter, previous, choice, cast_at,
          variant, counted)
        SELECT k.tally, k.epoch, k.seq, UNHEX(k.request_id), k.voter, k.previous, k.choice, %s,
          k.variant, k.counted
        FROM %s
        """
        .formatted(
            MOMENT,
            rows(
                "tally BIGINT",
                "epoch BIGINT",
                "seq BIGINT",
                "request_id " + REQUEST,
                "voter " + ID,
                "previous SMALLINT",
                "choice SMALLINT",
                "cast_at BIGINT",
                "variant " + VARIANT,
                "counted BOOLEAN"));
  }

  @Override
  public void bind(PreparedStatement statement, int from, List<Column> columns)
      throws SQLException {
    statement.setString(from, JsonRows.of(columns));
  }

  @Override
  public int rowsPerChange() {
    return 2;
  }

  @Override
  public String sealedOrBallotPolls() {
    return """
        SELECT p.name, p.rules, p.state, p.is_over, p.revision
        FROM %s STRAIGHT_JOIN vote_poll p ON p.name = k.name
        WHERE p.state = 'SEALED' OR p.rules LIKE '%%votesPerVoter=%%'
        """
        .formatted(rows("name " + ID));
  }

  /** The table of a parameter of {@link JsonRows}, named k, with rows numbered by n. */
  private static String rows(String... columns) {
    StringBuilder table = new StringBuilder("JSON_TABLE(?, '$[*]' COLUMNS (n FOR ORDINALITY");
    for (int i = 0; i < columns.length; i++) {
      table.append(", %s PATH '$[%s][0]' ERROR ON ERROR".formatted(columns[i], i));
    }
    return table.append(")) AS k").toString();
  }
}
