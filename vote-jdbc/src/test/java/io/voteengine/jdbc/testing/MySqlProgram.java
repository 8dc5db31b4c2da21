package io.voteengine.jdbc.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts MariaDB and MySQL from their programs. */
final class MySqlProgram {
  /**
   * Different from those of the columns and of the ledger's sessions, so that an omission shows.
   */
  private static final List<String> ODD =
      List.of("--character-set-server=latin1", "--default-time-zone=+05:30", "--sql-mode=");

  private static final RunAs US = new RunAs(List.of(), null);

  private MySqlProgram() {}

  /** The MariaDB that is installed on this machine. */
  static ServerProgram mariaDb(@Nullable Path where, String... options) {
    ServerProgram program = newMariaDb(where, US, options);
    program.start();
    return program;
  }

  /** The same, run by another user, and not started yet. */
  static ServerProgram newMariaDb(@Nullable Path where, RunAs user, String... options) {
    Optional<Path> server = MachineServers.program("mariadbd");
    Optional<Path> install = MachineServers.program("mariadb-install-db");
    if (server.isEmpty() || install.isEmpty()) {
      throw new IllegalStateException(
          "No MariaDB to test with: install mariadb-server; tests that need no server of their own"
              + " also take VOTE_TEST_MARIADB_URL or Docker");
    }
    try {
      Path directory =
          where == null
              ? Files.createTempDirectory("vote-mariadb")
              : Files.createDirectories(where);
      if (user.owner() != null) {
        Programs.run(List.of("chown", user.owner(), directory.toString()));
      }
      List<String> command = new ArrayList<>(user.prefix());
      command.addAll(List.of(install.get().toString(), "--no-defaults"));
      command.add("--datadir=" + directory.resolve("data"));
      command.add("--tmpdir=" + directory); // That user may not write to the system's.
      command.add("--auth-root-authentication-method=normal");
      command.add("--skip-test-db");
      asRoot(command, user);
      Programs.run(command);
      return program("mariadb", server.get(), directory, user, options);
    } catch (IOException e) {
      throw new IllegalStateException("MariaDB is installed but does not start", e);
    }
  }

  /** MySQL from an unpacked archive. */
  static ServerProgram mySqlAt(Path base) {
    try {
      Path directory = Files.createTempDirectory("vote-mysql");
      Path server = base.resolve("bin").resolve("mysqld");
      List<String> command = new ArrayList<>();
      command.add(server.toString());
      command.add("--no-defaults");
      command.add("--initialize-insecure");
      command.add("--basedir=" + base);
      command.add("--datadir=" + directory.resolve("data"));
      asRoot(command, US);
      Programs.run(command);
      ServerProgram program =
          program(
              "mysql",
              server,
              directory,
              US,
              "--basedir=" + base,
              "--mysqlx=OFF",
              "--max_connections=500");
      program.start();
      return program;
    } catch (IOException e) {
      throw new IllegalStateException(
          "MySQL's embedded binaries do not start; where they lack libaio.so.1, install libaio1, set"
              + " VOTE_TEST_MYSQL_URL, or start Docker",
          e);
    }
  }

  private static ServerProgram program(
      String kind, Path server, Path directory, RunAs user, String... options) throws IOException {
    String port = Integer.toString(Programs.freePort());
    // Both let root in by host name only.
    Path init = directory.resolve("init.sql");
    Files.writeString(
        init,
        """
        CREATE USER IF NOT EXISTS 'vote'@'%' IDENTIFIED BY 'vote';
        GRANT ALL ON *.* TO 'vote'@'%' WITH GRANT OPTION;
        """);
    List<String> command = new ArrayList<>(user.prefix());
    command.add(server.toString());
    command.add("--no-defaults");
    command.add("--datadir=" + directory.resolve("data"));
    command.add("--tmpdir=" + directory);
    command.add("--bind-address=127.0.0.1");
    command.add("--port=" + port);
    command.add("--socket=" + directory.resolve("socket"));
    command.add("--pid-file=" + directory.resolve("pid"));
    command.add("--init-file=" + init);
    command.add("--skip-name-resolve");
    command.add("--innodb-flush-log-at-trx-commit=1");
    command.add("--sync-binlog=1");
    // A file for each table of each test's database takes time.
    command.add("--innodb-file-per-table=0");
    command.addAll(ODD);
    command.addAll(List.of(options));
    asRoot(command, user);
    String url = "jdbc:" + kind + "://127.0.0.1:" + port + "/mysql";
    return new ServerProgram(
        directory, command, "-TERM", new DatabaseServer(url, "vote", "vote", server.toString()));
  }

  /** Both refuse to run as root unless an option allows it. */
  private static void asRoot(List<String> command, RunAs user) {
    if (Programs.root() && user.prefix().isEmpty()) {
      command.add("--user=root");
    }
  }
}
