package io.voteengine.jdbc.faults;

import io.voteengine.jdbc.testing.ServerProgram;
import io.voteengine.jdbc.testing.TestDatabase;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Servers that one test has to itself, so that it can break them. */
public enum OwnServer {
  POSTGRES,
  MARIADB;

  public ServerProgram start(String... options) {
    return start(null, options);
  }

  /** Keeps its data in a directory; a temporary one when null. */
  public ServerProgram start(@Nullable Path directory, String... options) {
    return this == POSTGRES
        ? ServerProgram.postgres(directory, options)
        : ServerProgram.mariaDb(directory, options);
  }

  TestDatabase database(ServerProgram program) {
    return this == POSTGRES
        ? TestDatabase.postgres(program.server())
        : TestDatabase.mySql(program.server());
  }
}
