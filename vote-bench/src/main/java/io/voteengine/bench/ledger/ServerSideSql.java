package io.voteengine.bench.ledger;

/** The statements by which the database alone makes and writes the rows of a {@link VoteStream}. */
final class ServerSideSql {
  static final String NEW_VOTES =
      """
      CREATE TEMPORARY TABLE new_votes AS
      SELECT n AS seq, 'posts' AS poll, 'subject-' || n * 7919 %% %2$d AS subject,
        'voter-' || n * 48271 %% 2147483647 AS voter,
        timestamptz 'epoch' + make_interval(hours => ((%3$d + n) / 3600000000)::int)
          + (%3$d + n) %% 3600000000 * interval '1 microsecond' AS cast_at, %3$d + n AS micros,
        (lpad(to_hex(n * 48271 %% 2147483647), 16, '0') || lpad(to_hex(n), 16, '0'))::uuid
          AS request_id
      FROM generate_series(1, %1$d::bigint) n
      """;

  /** The second vote of each voter, after all the first ones. */
  static final String CHANGED_VOTES =
      """
      CREATE TEMPORARY TABLE changed_votes AS
      SELECT seq + %1$d AS seq, poll, subject, voter,
        cast_at + %1$d * interval '1 microsecond' AS cast_at,
        (lpad(to_hex((seq * 48271) %% 2147483647), 16, '0')
          || lpad(to_hex(seq + %1$d), 16, '0'))::uuid AS request_id
      FROM new_votes
      """;

  static final String TALLIES =
      """
      CREATE TEMPORARY TABLE tallies AS
      SELECT poll, subject, count(*) AS votes, min(micros) AS first_at
      FROM new_votes GROUP BY poll, subject ORDER BY poll, subject
      """;

  private static final String LOG =
      """
      INSERT INTO vote_event (tally, epoch, seq, request_id, voter, previous, choice, cast_at,
        variant, counted)
      SELECT t.id, 1, n.seq, n.request_id, n.voter, %s, %s, n.cast_at, '', true
      FROM %s n JOIN vote_tally t ON t.poll = n.poll AND t.subject = n.subject
      """;

  static final String[] INSERT = {
    """
    INSERT INTO vote_tally (part, poll, subject, up, down, version, first_at)
    SELECT 0, poll, subject, votes, 0, votes, first_at FROM tallies
    """,
    """
    INSERT INTO vote (tally, voter, choice, cast_at, request_id)
    SELECT t.id, n.voter, 1, n.cast_at, n.request_id
    FROM new_votes n JOIN vote_tally t ON t.poll = n.poll AND t.subject = n.subject
    """,
    LOG.formatted(0, 1, "new_votes")
  };

  static final String[] CHANGE = {
    """
    UPDATE vote_tally t SET up = t.up - k.votes, down = t.down + k.votes,
      version = t.version + k.votes
    FROM tallies k WHERE t.part = 0 AND t.poll = k.poll AND t.subject = k.subject
    """,
    """
    INSERT INTO vote (tally, voter, choice, cast_at, request_id)
    SELECT t.id, n.voter, -1, n.cast_at, n.request_id
    FROM changed_votes n JOIN vote_tally t ON t.poll = n.poll AND t.subject = n.subject
    ON CONFLICT (tally, voter) DO UPDATE
    SET choice = excluded.choice, cast_at = excluded.cast_at, request_id = excluded.request_id
    """,
    LOG.formatted(1, -1, "changed_votes")
  };

  private ServerSideSql() {}
}
