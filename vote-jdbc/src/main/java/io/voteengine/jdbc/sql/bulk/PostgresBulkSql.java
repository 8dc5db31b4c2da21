package io.voteengine.jdbc.sql.bulk;

/** The statements over many rows for PostgreSQL: one array for each column. */
public record PostgresBulkSql() implements BulkSql {
  /** Microseconds as a moment, in integers: a factor above 2^53 would be rounded. */
  private static final String CAST_AT =
      """
      timestamptz 'epoch'
      + make_interval(hours => (k.cast_at / 3600000000)::int)
      + (k.cast_at % 3600000000) * interval '1 microsecond'\
      """;

  @Override
  public String readVotes() {
    // The sub-select with OFFSET keeps the planner at one index look-up per key.
    return """
        SELECT k.n, v.choice, v.voided, v.direct, v.cast_at, v.request_id
        FROM (SELECT ?::int AS part) p
        CROSS JOIN unnest(?::text[], ?::text[], ?::text[])
          WITH ORDINALITY AS k (poll, subject, voter, n)
        CROSS JOIN LATERAL (
          SELECT choice, voided, direct, cast_at, request_id FROM vote
          WHERE part = p.part AND poll = k.poll AND subject = k.subject AND voter = k.voter
          OFFSET 0
        ) v
        """;
  }

  @Override
  public String readSubjects() {
    return """
        SELECT k.n, t.up, t.down, t.version, NOT EXISTS (
          SELECT 1 FROM vote
          WHERE part = p.part AND poll = k.poll AND subject = k.subject
          OFFSET 0
        ) AS complete
        FROM (SELECT ?::int AS part) p
        CROSS JOIN unnest(?::text[], ?::text[]) WITH ORDINALITY AS k (poll, subject, n)
        LEFT JOIN LATERAL (
          SELECT up, down, version FROM vote_tally
          WHERE part = p.part AND poll = k.poll AND subject = k.subject
          OFFSET 0
        ) t ON true
        """;
  }

  @Override
  public String readVotesOn() {
    return """
        SELECT k.n, v.voter, v.choice, v.cast_at, v.request_id
        FROM (SELECT ?::int AS part) p
        CROSS JOIN unnest(?::text[], ?::text[]) WITH ORDINALITY AS k (poll, subject, n)
        CROSS JOIN LATERAL (
          SELECT voter, choice, cast_at, request_id FROM vote
          WHERE part = p.part AND poll = k.poll AND subject = k.subject
          OFFSET 0
        ) v
        """;
  }

  @Override
  public String readHeld() {
    return """
        SELECT k.n, v.subject, v.choice, v.cast_at, v.request_id
        FROM (SELECT ?::int AS part) p
        CROSS JOIN unnest(?::text[], ?::text[]) WITH ORDINALITY AS k (poll, voter, n)
        CROSS JOIN LATERAL (
          SELECT subject, choice, cast_at, request_id FROM vote
          WHERE part = p.part AND poll = k.poll AND voter = k.voter AND choice <> 0
          OFFSET 0
        ) v
        """;
  }

  @Override
  public String writeVotes() {
    return """
        SELECT n, state, reason FROM vote_write(
          ?, ?::text[], ?::text[], ?::text[], ?::smallint[], ?::bigint[], ?::uuid[], ?)
        """;
  }

  @Override
  public String addToTallies() {
    return """
        INSERT INTO vote_tally AS t (part, poll, subject, up, down, version, first_at)
        SELECT ?, k.poll, k.subject, k.up, k.down, k.version, k.first_at
        FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
          AS k (poll, subject, up, down, version, first_at)
        ON CONFLICT (part, poll, subject) DO UPDATE
        SET up = t.up + excluded.up, down = t.down + excluded.down,
            version = t.version + excluded.version,
            first_at = least(t.first_at, excluded.first_at)
        RETURNING poll, subject, up, down, version
        """;
  }

  @Override
  public String markStale() {
    return """
        INSERT INTO vote_stale (part, poll, subject, mark)
        SELECT ?, k.poll, k.subject, k.mark
        FROM unnest(?::text[], ?::text[], ?::bigint[]) AS k (poll, subject, mark)
        ON CONFLICT (part, poll, subject) DO UPDATE SET mark = excluded.mark
        """;
  }

  @Override
  public String readRequests() {
    return """
        SELECT e.poll, e.subject, e.voter, e.previous, e.choice, e.cast_at, e.request_id, e.variant
        FROM vote_event e WHERE e.part = ? AND e.request_id = ANY (?::uuid[])\
        """;
  }

  @Override
  public String logEvents() {
    return """
        INSERT INTO vote_event (part, epoch, seq, request_id, poll, subject, voter,
          previous, choice, cast_at, variant, counted)
        SELECT ?, k.epoch, k.seq, k.request_id, k.poll, k.subject, k.voter,
          k.previous, k.choice, %s, k.variant, k.counted
        FROM unnest(?::bigint[], ?::bigint[], ?::uuid[], ?::text[], ?::text[], ?::text[],
            ?::smallint[], ?::smallint[], ?::bigint[], ?::text[], ?::boolean[])
          AS k (epoch, seq, request_id, poll, subject, voter,
            previous, choice, cast_at, variant, counted)
        """
        .formatted(CAST_AT);
  }

  @Override
  public boolean namesRefusedVotes() {
    return true;
  }
}
