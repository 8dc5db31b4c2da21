package io.voteengine.bench.endpoint;

import io.voteengine.bench.check.Answer;
import io.voteengine.bench.site.PostgresSpace;
import io.voteengine.bench.workload.Workload;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** One upsert for each vote, and a trigger that counts: one round trip. */
final class TriggerCounter extends SqlEndpoint {
  private static final String UPSERT =
      """
      INSERT INTO vote (subject, voter, choice, cast_at) VALUES (?, ?, ?, now())
      ON CONFLICT (subject, voter) DO UPDATE SET choice = excluded.choice, cast_at = now()
      WHERE vote.cast_at <= now() - make_interval(secs => ?)
      """;

  private static final String COUNT =
      """
      CREATE FUNCTION count_vote() RETURNS trigger LANGUAGE plpgsql AS '
      DECLARE
        former SMALLINT := 0;
      BEGIN
        IF TG_OP = ''UPDATE'' THEN
          former := OLD.choice;
        END IF;
        UPDATE subject SET up = up + greatest(NEW.choice, 0) - greatest(former, 0),
          down = down + greatest(-NEW.choice, 0) - greatest(-former, 0)
        WHERE id = NEW.subject;
        RETURN NULL;
      END '
      """;

  private final int limitSeconds;

  TriggerCounter(PostgresSpace space, Workload workload) {
    super(
        space,
        SqlTables.with(
            workload,
            SqlTables.VOTE,
            COUNT,
            "CREATE TRIGGER count_vote AFTER INSERT OR UPDATE ON vote"
                + " FOR EACH ROW EXECUTE FUNCTION count_vote()"),
        SqlTables.VOTES,
        SqlTables.TALLIES);
    limitSeconds = workload.limitSeconds();
  }

  @Override
  Answer vote(Connection connection, String voter, String subject, int choice) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
      upsert.setString(1, subject);
      upsert.setString(2, voter);
      upsert.setInt(3, choice);
      upsert.setInt(4, limitSeconds);
      return upsert.executeUpdate() == 0 ? Answer.LIMITED : Answer.ACCEPTED;
    }
  }
}
