package io.voteengine.jdbc.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts MariaDB and MySQL by their programs. */
final class MySqlProgram {
  /** Unlike those of the columns and of the ledger's sessions, so that what is forgotten shows. */
  private static final List<String> ODD =
      List.of("--character-set-server=latin1", "--default-time-zone=+05:30", "--sql-mode=");

  private MySqlProgram() {}

  /** The MariaDB that is installed on this machine; empty where there is none. */
  static Optional<ServerProgram> mariaDb(@Nullable Path where, String... options) {
    Optional<Path> server = Programs.find("mariadbd");
    Optional<Path> install = Programs.find("mariadb-install-db");
    if (server.isEmpty() || install.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        mariaDb(server.get(), List.of(install.get().toString(), "--no-defaults"), where, options));
  }

  /** The same from an unpacked archive of MariaDB. */
  static ServerProgram mariaDbAt(Path base) {
    String install = base.resolve("scripts").resolve("mariadb-install-db").toString();
    return mariaDb(
        base.resolve("bin").resolve("mariadbd"),
        List.of("sh", install, "--no-defaults", "--basedir=" + base),
        null,
        "--basedir=" + base);
  }

  private static ServerProgram mariaDb(
      Path server, List<String> install, @Nullable Path where, String... options) {
    try {
      Path directory =
          where == null
              ? Files.createTempDirectory("vote-mariadb")
              : Files.createDirectories(where);
      List<String> command = new ArrayList<>(install);
      command.add("--datadir=" + directory.resolve("data"));
      command.add("--auth-root-authentication-method=normal");
      command.add("--skip-test-db");
      asRoot(command);
      Programs.run(command);
      return run("mariadb", server, directory, options);
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
      asRoot(command);
      Programs.run(command);
      return run(
          "mysql", server, directory, "--basedir=" + base, "--mysqlx=OFF", "--max_connections=500");
    } catch (IOException e) {
      throw new IllegalStateException("MySQL does not start", e);
    }
  }

  private static ServerProgram run(String kind, Path server, Path directory, String... options)
      throws IOException {
    String port = Integer.toString(Programs.freePort());
    // Both let root in by name of host only.
    Path init = directory.resolve("init.sql");
    Files.writeString(
        init,
        """
        CREATE USER IF NOT EXISTS 'vote'@'%' IDENTIFIED BY 'vote';
        GRANT ALL ON *.* TO 'vote'@'%' WITH GRANT OPTION;
        """);
    List<String> command = new ArrayList<>();
    command.add(server.toString());
    command.add("--no-defaults");
    command.add("--datadir=" + directory.resolve("data"));
    command.add("--bind-address=127.0.0.1");
    command.add("--port=" + port);
    command.add("--socket=" + directory.resolve("socket"));
    command.add("--pid-file=" + directory.resolve("pid"));
    command.add("--init-file=" + init);
    command.add("--skip-name-resolve");
    command.add("--innodb-flush-log-at-trx-commit=1");
    command.add("--sync-binlog=1");
    // A file for each table of each test's database takes its time.
    command.add("--innodb-file-per-table=0");
    command.addAll(ODD);
    command.addAll(List.of(options));
    asRoot(command);
    String url = "jdbc:" + kind + "://127.0.0.1:" + port + "/mysql";
    ServerProgram program =
        new ServerProgram(
            directory,
            command,
            "-TERM",
            new DatabaseServer(url, "vote", "vote", server.toString()));
    program.start();
    return program;
  }

  /** Both refuse to run as root unless they are told to. */
  private static void asRoot(List<String> command) {
    if (Programs.root()) {
      command.add("--user=root");
    }
  }
}
