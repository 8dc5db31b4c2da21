package io.voteengine.bench.pgbench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.bench.endpoint.SqlTables;
import io.voteengine.bench.endpoint.VoterTransaction;
import io.voteengine.bench.workload.Workload;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** A script, its tables, and how to count what it did. */
enum PgbenchScript {
  ROW_LOCK("row_lock.sql") {
    @Override
    List<String> tables(Workload workload) {
      return SqlTables.with(workload, SqlTables.VOTE, SqlTables.EVENT);
    }

    @Override
    List<String> counts() {
      return List.of(
          "SELECT count(*) FROM vote",
          "SELECT coalesce(sum(up), 0) FROM subject",
          "SELECT count(*) FROM event");
    }
  },
  VOTER("voter.sql") {
    @Override
    List<String> tables(Workload workload) {
      return VoterTransaction.setup(workload);
    }

    @Override
    List<String> counts() {
      return List.of("SELECT count(*) FROM votes");
    }
  };

  private final String file;

  PgbenchScript(String file) {
    this.file = file;
  }

  abstract List<String> tables(Workload workload);

  /** Returns statements, each of which counts all votes; the first one counts their rows. */
  abstract List<String> counts();

  /** Returns the script for the workload's subjects. */
  String text(Workload workload) {
    try (InputStream source = PgbenchScript.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(source, file).readAllBytes(), UTF_8)
          .replace("{subject}", workload.pgbenchSubject());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
