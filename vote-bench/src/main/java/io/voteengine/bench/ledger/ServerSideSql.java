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
      INSERT INTO vote_event (part, epoch, seq, request_id, poll, subject, voter,
        previous, choice, cast_at, variant, counted)
      SELECT 0, 1, seq, request_id, poll, subject, voter, %s, %s, cast_at, NULL, true FROM %s
      """;

  static final String[] INSERT = {
    """
    INSERT INTO vote (part, poll, subject, voter, choice, cast_at, request_id)
    SELECT 0, poll, subject, voter, 1, cast_at, request_id FROM new_votes
    """,
    """
    INSERT INTO vote_tally (part, poll, subject, up, down, version, first_at)
    SELECT 0, poll, subject, votes, 0, votes, first_at FROM tallies
    """,
    LOG.formatted(0, 1, "new_votes")
  };

  static final String[] CHANGE = {
    """
    INSERT INTO vote (part, poll, subject, voter, choice, cast_at, request_id)
    SELECT 0, poll, subject, voter, -1, cast_at, request_id FROM changed_votes
    ON CONFLICT (part, poll, subject, voter) DO UPDATE
    SET choice = excluded.choice, cast_at = excluded.cast_at, request_id = excluded.request_id
    """,
    """
    INSERT INTO vote_tally AS t (part, poll, subject, up, down, version, first_at)
    SELECT 0, poll, subject, -votes, votes, votes, first_at FROM tallies
    ON CONFLICT (part, poll, subject) DO UPDATE
    SET up = t.up + excluded.up, down = t.down + excluded.down,
      version = t.version + excluded.version
    """,
    LOG.formatted(1, -1, "changed_votes")
  };

  private ServerSideSql() {}
}
