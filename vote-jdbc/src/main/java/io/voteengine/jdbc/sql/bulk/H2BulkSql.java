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

  private static final String SUBJECTS =
      """
      UNNEST(CAST(? AS INTEGER ARRAY), CAST(? AS VARCHAR ARRAY), CAST(? AS VARCHAR ARRAY))
          WITH ORDINALITY AS k (part, poll, subject, n)\
      """;

  private static final String ITS_TALLY =
      "vote_tally t ON t.part = k.part AND t.poll = k.poll AND t.subject = k.subject";

  @Override
  public String advancePartitions() {
    return """
        MERGE INTO vote_partition p USING (
          SELECT k.* FROM UNNEST(CAST(? AS INTEGER ARRAY), CAST(? AS BIGINT ARRAY),
            CAST(? AS VARCHAR ARRAY), CAST(? AS BIGINT ARRAY), CAST(? AS BIGINT ARRAY),
            CAST(? AS BIGINT ARRAY), CAST(? AS BIGINT ARRAY))
          AS k (part, epoch, identity, seq, chain, next_seq, next_chain)
        ) k ON p.part = k.part AND p.epoch = k.epoch AND p.identity = k.identity
          AND p.seq = k.seq AND p.chain = k.chain
        WHEN MATCHED THEN UPDATE SET seq = k.next_seq, chain = k.next_chain
        """;
  }

  @Override
  public String findTallies() {
    return """
        SELECT k.n, t.id, t.up, t.down, t.version, t.listing, t.posted_at, t.owner
        FROM %s JOIN %s
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
        MERGE INTO vote_tally t USING (
          SELECT k.* FROM UNNEST(CAST(? AS BIGINT ARRAY), CAST(? AS BIGINT ARRAY),
            CAST(? AS BIGINT ARRAY), CAST(? AS BIGINT ARRAY), CAST(? AS BIGINT ARRAY))
          AS k (id, up, down, version, first_at)
        ) k ON t.id = k.id
        WHEN MATCHED THEN
          UPDATE SET up = t.up + k.up, down = t.down + k.down, version = t.version + k.version,
            first_at = COALESCE(LEAST(t.first_at, k.first_at), t.first_at, k.first_at)
        """;
  }

  @Override
  public String recordSubjects() {
    return """
        MERGE INTO vote_tally t USING (
          SELECT k.* FROM UNNEST(CAST(? AS BIGINT ARRAY), CAST(? AS INTEGER ARRAY),
            CAST(? AS BIGINT ARRAY), CAST(? AS VARCHAR ARRAY))
          AS k (id, listing, posted_at, owner)
        ) k ON t.id = k.id
        WHEN MATCHED THEN
          UPDATE SET listing = k.listing, posted_at = k.posted_at, owner = k.owner
        """;
  }

  @Override
  public String addToOwnerScores() {
    return """
        MERGE INTO vote_owner_score s USING (
          SELECT k.* FROM UNNEST(CAST(? AS INTEGER ARRAY), CAST(? AS VARCHAR ARRAY),
            CAST(? AS BIGINT ARRAY))
          AS k (part, owner, score)
        ) k ON s.part = k.part AND s.owner = k.owner
        WHEN MATCHED THEN UPDATE SET score = s.score + k.score
        WHEN NOT MATCHED THEN INSERT (part, owner, score) VALUES (k.part, k.owner, k.score)
        """;
  }

  @Override
  public String rankTallies() {
    return """
        MERGE INTO vote_ranking r USING (
          SELECT t.id, t.part, t.poll, t.subject,
          CASE WHEN t.listing = 2 THEN 0 ELSE t.up END AS up,
          CASE WHEN t.listing = 2 THEN 0 ELSE t.down END AS down, t.version, p.epoch,
          COALESCE(t.posted_at, t.first_at) AS first_at
          FROM UNNEST(CAST(? AS BIGINT ARRAY)) AS k (id) JOIN vote_tally t ON t.id = k.id
            JOIN vote_partition p ON p.part = t.part
        ) k ON r.tally = k.id
        WHEN MATCHED THEN
          UPDATE SET up = k.up, down = k.down, version = k.version, epoch = k.epoch,
            first_at = k.first_at
        WHEN NOT MATCHED THEN
          INSERT (tally, part, poll, subject, up, down, version, epoch, first_at)
          VALUES (k.id, k.part, k.poll, k.subject, k.up, k.down, k.version, k.epoch, k.first_at)
        """;
  }

  @Override
  public String readVotes() {
    return """
        SELECT k.n, v.choice, v.voided, v.direct, v.cast_at, v.request_id
        FROM UNNEST(CAST(? AS BIGINT ARRAY), CAST(? AS VARCHAR ARRAY))
          WITH ORDINALITY AS k (tally, voter, n)
        JOIN vote v ON v.tally = k.tally AND v.voter = k.voter
        """;
  }

  @Override
  public String findVotes() {
    return """
        SELECT k.n, v.choice, v.voided, v.direct, v.cast_at, v.request_id
        FROM UNNEST(CAST(? AS INTEGER ARRAY), CAST(? AS VARCHAR ARRAY), CAST(? AS VARCHAR ARRAY),
            CAST(? AS VARCHAR ARRAY))
          WITH ORDINALITY AS k (part, poll, subject, voter, n)
        JOIN %s
        JOIN vote v ON v.tally = t.id AND v.voter = k.voter
        """
        .formatted(ITS_TALLY);
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
        FROM %s JOIN %s JOIN vote v ON v.tally = t.id
        """
        .formatted(SUBJECTS, ITS_TALLY);
  }

  @Override
  public String readHeld() {
    return """
        SELECT k.n, t.subject, v.choice, v.cast_at, v.request_id
        FROM UNNEST(CAST(? AS VARCHAR ARRAY), CAST(? AS VARCHAR ARRAY))
          WITH ORDINALITY AS k (poll, voter, n)
        JOIN vote v ON v.voter = k.voter AND v.choice <> 0
        JOIN vote_tally t ON t.id = v.tally AND t.poll = k.poll
        """;
  }

  @Override
  public String writeVotes() {
    return """
        MERGE INTO vote v USING (
          SELECT k.* FROM UNNEST(CAST(? AS BIGINT ARRAY), CAST(? AS VARCHAR ARRAY),
            CAST(? AS SMALLINT ARRAY), CAST(? AS BIGINT ARRAY), CAST(? AS UUID ARRAY))
          AS k (tally, voter, choice, cast_at, request_id)
        ) k ON v.tally = k.tally AND v.voter = k.voter
        WHEN MATCHED THEN
          UPDATE SET choice = k.choice, voided = 0, cast_at = %1$s, request_id = k.request_id
        WHEN NOT MATCHED THEN
          INSERT (tally, voter, choice, cast_at, request_id)
          VALUES (k.tally, k.voter, k.choice, %1$s, k.request_id)
        """
        .formatted(CAST_AT);
  }

  @Override
  public String markStale() {
    return """
        MERGE INTO vote_stale (part, poll, subject, mark) KEY (part, poll, subject)
        SELECT k.* FROM UNNEST(CAST(? AS INTEGER ARRAY), CAST(? AS VARCHAR ARRAY),
          CAST(? AS VARCHAR ARRAY), CAST(? AS BIGINT ARRAY))
        AS k (part, poll, subject, mark)
        """;
  }

  @Override
  public String readRequests() {
    return """
        SELECT t.part, t.poll, t.subject, e.voter, e.previous, e.choice, e.cast_at, e.request_id,
          e.variant, e.epoch, e.seq
        FROM UNNEST(CAST(? AS UUID ARRAY)) AS k (request_id)
        JOIN vote_event e ON e.request_id = k.request_id
        JOIN vote_tally t ON t.id = e.tally
        WHERE TRUE\
        """;
  }

  @Override
  public String logEvents() {
    return """
        INSERT INTO vote_event (tally, epoch, seq, request_id, voter, previous, choice, cast_at,
          variant, counted)
        SELECT k.tally, k.epoch, k.seq, k.request_id, k.voter, k.previous, k.choice, %s,
          k.variant, k.counted
        FROM UNNEST(
            CAST(? AS BIGINT ARRAY), CAST(? AS BIGINT ARRAY), CAST(? AS BIGINT ARRAY),
            CAST(? AS UUID ARRAY), CAST(? AS VARCHAR ARRAY), CAST(? AS SMALLINT ARRAY),
            CAST(? AS SMALLINT ARRAY), CAST(? AS BIGINT ARRAY), CAST(? AS VARCHAR ARRAY),
            CAST(? AS BOOLEAN ARRAY))
          AS k (tally, epoch, seq, request_id, voter, previous, choice, cast_at, variant, counted)
        """
        .formatted(CAST_AT);
  }
}
