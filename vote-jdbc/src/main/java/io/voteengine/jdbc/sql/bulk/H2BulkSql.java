package io.voteengine.jdbc.sql.bulk;

/** The statements over many rows for H2: one array for each column. */
public record H2BulkSql() implements BulkSql {
  /**
   * Microseconds as a moment, in two steps: in one step, H2 counts nanoseconds and overflows in
   * 2262.
   */
  private static final String CAST_AT =
      """
      DATEADD(MICROSECOND, MOD(k.cast_at, 86400000000), DATEADD(DAY, k.cast_at / 86400000000,
        TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00+00'))\
      """;

  @Override
  public String readVotes() {
    return """
        SELECT k.n, v.choice, v.voided, v.direct, v.cast_at, v.request_id
        FROM (SELECT CAST(? AS INTEGER) AS part) p
        CROSS JOIN UNNEST(CAST(? AS VARCHAR ARRAY), CAST(? AS VARCHAR ARRAY),
            CAST(? AS VARCHAR ARRAY))
          WITH ORDINALITY AS k (poll, subject, voter, n)
        JOIN vote v ON v.part = p.part AND v.poll = k.poll
          AND v.subject = k.subject AND v.voter = k.voter
        """;
  }

  @Override
  public String readSubjects() {
    return """
        SELECT k.n, t.up, t.down, t.version, NOT EXISTS (
          SELECT 1 FROM vote
          WHERE part = p.part AND poll = k.poll AND subject = k.subject
        ) AS complete
        FROM (SELECT CAST(? AS INTEGER) AS part) p
        CROSS JOIN UNNEST(CAST(? AS VARCHAR ARRAY), CAST(? AS VARCHAR ARRAY))
          WITH ORDINALITY AS k (poll, subject, n)
        LEFT JOIN vote_tally t
          ON t.part = p.part AND t.poll = k.poll AND t.subject = k.subject
        """;
  }

  @Override
  public String readVotesOn() {
    return """
        SELECT k.n, v.voter, v.choice, v.cast_at, v.request_id
        FROM (SELECT CAST(? AS INTEGER) AS part) p
        CROSS JOIN UNNEST(CAST(? AS VARCHAR ARRAY), CAST(? AS VARCHAR ARRAY))
          WITH ORDINALITY AS k (poll, subject, n)
        JOIN vote v ON v.part = p.part AND v.poll = k.poll AND v.subject = k.subject
        """;
  }

  @Override
  public String readHeld() {
    return """
        SELECT k.n, v.subject, v.choice, v.cast_at, v.request_id
        FROM (SELECT CAST(? AS INTEGER) AS part) p
        CROSS JOIN UNNEST(CAST(? AS VARCHAR ARRAY), CAST(? AS VARCHAR ARRAY))
          WITH ORDINALITY AS k (poll, voter, n)
        JOIN vote v
          ON v.part = p.part AND v.poll = k.poll AND v.voter = k.voter AND v.choice <> 0
        """;
  }

  @Override
  public String writeVotes() {
    return """
        MERGE INTO vote v USING (
          SELECT CAST(? AS INTEGER) AS part, k.* FROM UNNEST(
            CAST(? AS VARCHAR ARRAY), CAST(? AS VARCHAR ARRAY), CAST(? AS VARCHAR ARRAY),
            CAST(? AS SMALLINT ARRAY), CAST(? AS BIGINT ARRAY), CAST(? AS UUID ARRAY))
          AS k (poll, subject, voter, choice, cast_at, request_id)
        ) k ON v.part = k.part AND v.poll = k.poll
          AND v.subject = k.subject AND v.voter = k.voter
        WHEN MATCHED THEN
          UPDATE SET choice = k.choice, voided = 0, cast_at = %1$s, request_id = k.request_id
        WHEN NOT MATCHED THEN
          INSERT (part, poll, subject, voter, choice, cast_at, request_id)
          VALUES (k.part, k.poll, k.subject, k.voter, k.choice, %1$s, k.request_id)
        """
        .formatted(CAST_AT);
  }

  @Override
  public String addToTallies() {
    return """
        SELECT poll, subject, up, down, version FROM FINAL TABLE (
          MERGE INTO vote_tally t USING (
            SELECT CAST(? AS INTEGER) AS part, k.* FROM UNNEST(
              CAST(? AS VARCHAR ARRAY), CAST(? AS VARCHAR ARRAY),
              CAST(? AS BIGINT ARRAY), CAST(? AS BIGINT ARRAY), CAST(? AS BIGINT ARRAY),
              CAST(? AS BIGINT ARRAY))
            AS k (poll, subject, up, down, version, first_at)
          ) k ON t.part = k.part AND t.poll = k.poll AND t.subject = k.subject
          WHEN MATCHED THEN
            UPDATE SET up = t.up + k.up, down = t.down + k.down, version = t.version + k.version,
              first_at = COALESCE(LEAST(t.first_at, k.first_at), t.first_at, k.first_at)
          WHEN NOT MATCHED THEN
            INSERT (part, poll, subject, up, down, version, first_at)
            VALUES (k.part, k.poll, k.subject, k.up, k.down, k.version, k.first_at))
        """;
  }

  @Override
  public String markStale() {
    return """
        MERGE INTO vote_stale (part, poll, subject, mark) KEY (part, poll, subject)
        SELECT CAST(? AS INTEGER), k.* FROM UNNEST(
          CAST(? AS VARCHAR ARRAY), CAST(? AS VARCHAR ARRAY), CAST(? AS BIGINT ARRAY))
        AS k (poll, subject, mark)
        """;
  }

  @Override
  public String readRequests() {
    return """
        SELECT e.poll, e.subject, e.voter, e.previous, e.choice, e.cast_at, e.request_id, e.variant
        FROM (SELECT CAST(? AS INTEGER) AS part) p
        CROSS JOIN UNNEST(CAST(? AS UUID ARRAY)) AS k (request_id)
        JOIN vote_event e ON e.part = p.part AND e.request_id = k.request_id\
        """;
  }

  @Override
  public String logEvents() {
    return """
        INSERT INTO vote_event (part, epoch, seq, request_id, poll, subject, voter,
          previous, choice, cast_at, variant, counted)
        SELECT CAST(? AS INTEGER), k.epoch, k.seq, k.request_id, k.poll, k.subject, k.voter,
          k.previous, k.choice, %s, k.variant, k.counted
        FROM UNNEST(
            CAST(? AS BIGINT ARRAY), CAST(? AS BIGINT ARRAY), CAST(? AS UUID ARRAY),
            CAST(? AS VARCHAR ARRAY), CAST(? AS VARCHAR ARRAY), CAST(? AS VARCHAR ARRAY),
            CAST(? AS SMALLINT ARRAY), CAST(? AS SMALLINT ARRAY), CAST(? AS BIGINT ARRAY),
            CAST(? AS VARCHAR ARRAY), CAST(? AS BOOLEAN ARRAY))
          AS k (epoch, seq, request_id, poll, subject, voter,
            previous, choice, cast_at, variant, counted)
        """
        .formatted(CAST_AT);
  }
}
