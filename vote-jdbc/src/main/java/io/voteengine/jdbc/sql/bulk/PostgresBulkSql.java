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
  public String advancePartitions() {
    return """
        UPDATE vote_partition p SET seq = k.next_seq, chain = k.next_chain
        FROM unnest(?::int[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[],
            ?::bigint[])
          AS k (part, epoch, identity, seq, chain, next_seq, next_chain)
        WHERE p.part = k.part AND p.epoch = k.epoch AND p.identity = k.identity
          AND p.seq = k.seq AND p.chain = k.chain
        """;
  }

  @Override
  public String findTallies() {
    // The sub-select with OFFSET keeps the planner at one index look-up per key.
    return """
        SELECT k.n, t.id, t.up, t.down, t.version, t.listing, t.posted_at, t.owner
        FROM unnest(?::int[], ?::text[], ?::text[]) WITH ORDINALITY AS k (part, poll, subject, n)
        CROSS JOIN LATERAL (
          SELECT id, up, down, version, listing, posted_at, owner FROM vote_tally
          WHERE part = k.part AND poll = k.poll AND subject = k.subject
          OFFSET 0
        ) t
        """;
  }

  @Override
  public String createTallies() {
    return """
        INSERT INTO vote_tally (part, poll, subject, up, down, version)
        SELECT k.part, k.poll, k.subject, 0, 0, 0
        FROM unnest(?::int[], ?::text[], ?::text[]) AS k (part, poll, subject)
        """;
  }

  @Override
  public String addToTallies() {
    return """
        UPDATE vote_tally t
        SET up = t.up + k.up, down = t.down + k.down, version = t.version + k.version,
            first_at = least(t.first_at, k.first_at)
        FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
          AS k (id, up, down, version, first_at)
        WHERE t.id = k.id
        """;
  }

  @Override
  public String recordSubjects() {
    return """
        UPDATE vote_tally t SET listing = k.listing, posted_at = k.posted_at, owner = k.owner
        FROM unnest(?::bigint[], ?::int[], ?::bigint[], ?::text[])
          AS k (id, listing, posted_at, owner)
        WHERE t.id = k.id
        """;
  }

  @Override
  public String addToOwnerScores() {
    return """
        INSERT INTO vote_owner_score AS s (part, owner, score)
        SELECT k.part, k.owner, k.score
        FROM unnest(?::int[], ?::text[], ?::bigint[]) AS k (part, owner, score)
        ON CONFLICT (part, owner) DO UPDATE SET score = s.score + excluded.score
        """;
  }

  @Override
  public String rankTallies() {
    return """
        INSERT INTO vote_ranking (tally, part, poll, subject, up, down, version, epoch, first_at)
        SELECT t.id, t.part, t.poll, t.subject,
          CASE WHEN t.listing = 2 THEN 0 ELSE t.up END AS up,
          CASE WHEN t.listing = 2 THEN 0 ELSE t.down END AS down, t.version, p.epoch,
          COALESCE(t.posted_at, t.first_at) AS first_at
        FROM unnest(?::bigint[]) AS k (id) JOIN vote_tally t ON t.id = k.id
          JOIN vote_partition p ON p.part = t.part
        ON CONFLICT (tally) DO UPDATE
        SET up = excluded.up, down = excluded.down, version = excluded.version,
            epoch = excluded.epoch, first_at = excluded.first_at
        """;
  }

  @Override
  public String readVotes() {
    return """
        SELECT k.n, v.choice, v.voided, v.direct, v.cast_at, v.request_id
        FROM unnest(?::bigint[], ?::text[]) WITH ORDINALITY AS k (tally, voter, n)
        CROSS JOIN LATERAL (
          SELECT choice, voided, direct, cast_at, request_id FROM vote
          WHERE tally = k.tally AND voter = k.voter
          OFFSET 0
        ) v
        """;
  }

  @Override
  public String findVotes() {
    return """
        SELECT k.n, v.choice, v.voided, v.direct, v.cast_at, v.request_id
        FROM unnest(?::int[], ?::text[], ?::text[], ?::text[])
          WITH ORDINALITY AS k (part, poll, subject, voter, n)
        CROSS JOIN LATERAL (
          SELECT v.choice, v.voided, v.direct, v.cast_at, v.request_id
          FROM vote_tally t JOIN vote v ON v.tally = t.id AND v.voter = k.voter
          WHERE t.part = k.part AND t.poll = k.poll AND t.subject = k.subject
          OFFSET 0
        ) v
        """;
  }

  @Override
  public String readSubjects() {
    return """
        SELECT k.n, t.up, t.down, t.version, t.listing, t.owner,
          NOT EXISTS (SELECT 1 FROM vote WHERE tally = t.id OFFSET 0) AS complete
        FROM unnest(?::int[], ?::text[], ?::text[]) WITH ORDINALITY AS k (part, poll, subject, n)
        LEFT JOIN LATERAL (
          SELECT id, up, down, version, listing, owner FROM vote_tally
          WHERE part = k.part AND poll = k.poll AND subject = k.subject
          OFFSET 0
        ) t ON true
        """;
  }

  @Override
  public String readVotesOn() {
    return """
        SELECT k.n, v.voter, v.choice, v.cast_at, v.request_id
        FROM unnest(?::int[], ?::text[], ?::text[]) WITH ORDINALITY AS k (part, poll, subject, n)
        CROSS JOIN LATERAL (
          SELECT id FROM vote_tally
          WHERE part = k.part AND poll = k.poll AND subject = k.subject
          OFFSET 0
        ) t
        CROSS JOIN LATERAL (
          SELECT voter, choice, cast_at, request_id FROM vote WHERE tally = t.id
          OFFSET 0
        ) v
        """;
  }

  @Override
  public String readHeld() {
    return """
        SELECT k.n, v.subject, v.choice, v.cast_at, v.request_id
        FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS k (poll, voter, n)
        CROSS JOIN LATERAL (
          SELECT t.subject, v.choice, v.cast_at, v.request_id
          FROM vote v JOIN vote_tally t ON t.id = v.tally
          WHERE v.voter = k.voter AND v.choice <> 0 AND t.poll = k.poll
          OFFSET 0
        ) v
        """;
  }

  @Override
  public String writeVotes() {
    return """
        SELECT n, state, reason FROM vote_write(
          ?::bigint[], ?::text[], ?::smallint[], ?::bigint[], ?::uuid[], ?)
        """;
  }

  @Override
  public String markStale() {
    return """
        INSERT INTO vote_stale (part, poll, subject, mark)
        SELECT k.part, k.poll, k.subject, k.mark
        FROM unnest(?::int[], ?::text[], ?::text[], ?::bigint[]) AS k (part, poll, subject, mark)
        ON CONFLICT (part, poll, subject) DO UPDATE SET mark = excluded.mark
        """;
  }

  @Override
  public String readRequests() {
    return """
        SELECT t.part, t.poll, t.subject, e.voter, e.previous, e.choice, e.cast_at, e.request_id,
          e.variant, e.epoch, e.seq
        FROM vote_event e JOIN vote_tally t ON t.id = e.tally
        WHERE e.request_id = ANY (?::uuid[])\
        """;
  }

  @Override
  public String logEvents() {
    return """
        INSERT INTO vote_event (tally, epoch, seq, request_id, voter, previous, choice, cast_at,
          variant, counted)
        SELECT k.tally, k.epoch, k.seq, k.request_id, k.voter, k.previous, k.choice, %s,
          k.variant, k.counted
        FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::uuid[], ?::text[], ?::smallint[],
            ?::smallint[], ?::bigint[], ?::text[], ?::boolean[])
          AS k (tally, epoch, seq, request_id, voter, previous, choice, cast_at, variant, counted)
        """
        .formatted(CAST_AT);
  }

  @Override
  public boolean namesRefusedVotes() {
    return true;
  }
}
