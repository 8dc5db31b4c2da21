package io.voteengine.bench.endpoint;

import io.voteengine.bench.workload.Workload;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables that opponents share. They have no index beside their primary keys, and counters have
 * room for updates on their page.
 */
public final class SqlTables {
  public static final String VOTE =
      "CREATE TABLE vote (subject VARCHAR(12), voter VARCHAR(12), choice SMALLINT NOT NULL,"
          + " cast_at TIMESTAMPTZ NOT NULL, PRIMARY KEY (subject, voter)) WITH (fillfactor = 85)";

  public static final String EVENT =
      "CREATE TABLE event (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
          + " subject VARCHAR(12) NOT NULL, voter VARCHAR(12) NOT NULL, former SMALLINT NOT NULL,"
          + " choice SMALLINT NOT NULL, cast_at TIMESTAMPTZ NOT NULL DEFAULT now())";

  static final String VOTES = "SELECT subject, voter, choice FROM vote";

  static final String TALLIES = "SELECT id, up, down FROM subject WHERE up <> 0 OR down <> 0";

  private static final String SUBJECT =
      "CREATE TABLE subject (id VARCHAR(12) PRIMARY KEY, up BIGINT NOT NULL DEFAULT 0,"
          + " down BIGINT NOT NULL DEFAULT 0) WITH (fillfactor = 50)";

  private SqlTables() {}

  /** Returns statements that create subjects, without votes, and more. */
  public static List<String> with(Workload workload, String... more) {
    List<String> statements = new ArrayList<>();
    statements.add(SUBJECT);
    statements.add(
        "INSERT INTO subject (id) SELECT 's' || lpad(n::text, 7, '0') FROM generate_series(0, "
            + (workload.subjectCount() - 1)
            + ") n");
    statements.addAll(List.of(more));
    statements.add("ANALYZE subject");
    return statements;
  }
}
