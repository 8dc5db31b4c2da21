package io.voteengine.jdbc;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.voteengine.jdbc.testing.ServerProgram;
import io.voteengine.jdbc.testing.TestDatabase;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Servers that one test has to itself, to break them. */
enum OwnServer {
  POSTGRES,
  MARIADB;

  ServerProgram start(String... options) {
    return start(null, options);
  }

  /** Keeps its data in a directory; the test is not run where there is no program for it. */
  ServerProgram start(@Nullable Path directory, String... options) {
    Optional<ServerProgram> program =
        this == POSTGRES
            ? ServerProgram.postgres(directory, options)
            : ServerProgram.mariaDb(directory, options);
    assumeThat(program).as("a program of %s that we may start and kill", this).isPresent();
    return program.orElseThrow();
  }

  TestDatabase database(ServerProgram program) {
    return this == POSTGRES
        ? TestDatabase.postgres(program.server())
        : TestDatabase.mySql(program.server());
  }
}
