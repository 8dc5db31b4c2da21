package io.voteengine.jdbc.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts PgBouncer in front of a PostgreSQL. */
public final class PgBouncer {
  private PgBouncer() {}

  /**
   * Returns an empty database behind a PgBouncer, on the PostgreSQL that tests share.
   *
   * @param mode {@code session} or {@code transaction}
   * @return the database, which ends with the run
   */
  public static DatabaseServer database(String mode) {
    DatabaseServer postgres = TestDatabase.postgresServer();
    DatabaseServer bouncer = start(postgres, mode).server();
    return new DatabaseServer(
        TestDatabase.url(bouncer, TestDatabase.create(postgres)),
        bouncer.user(),
        bouncer.password(),
        bouncer.source());
  }

  /**
   * Starts a PgBouncer that no other test uses. It refuses start-up parameters that it does not
   * know, which is its default. So databases are distinguished by name, not by {@code
   * currentSchema}.
   *
   * @param postgres the server behind it
   * @param mode {@code session} or {@code transaction}
   * @return the server
   */
  public static ServerProgram start(DatabaseServer postgres, String mode) {
    Path program =
        MachineServers.program("pgbouncer")
            .orElseThrow(
                () -> new IllegalStateException("No PgBouncer to test with: install pgbouncer"));
    RunAs user =
        RunAs.unlessRoot("nobody")
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "PgBouncer does not run as root: allow root to run setpriv, or run the"
                            + " tests as another user"));
    try {
      Path directory = Files.createTempDirectory("vote-pgbouncer");
      int port = Programs.freePort();
      Path users = directory.resolve("users.txt");
      Files.writeString(users, "\"%s\" \"%s\"%n".formatted(postgres.user(), postgres.password()));
      Path ini = directory.resolve("pgbouncer.ini");
      Files.writeString(
          ini,
          """
          [databases]
          * = host=%s
          [pgbouncer]
          listen_addr = 127.0.0.1
          listen_port = %d
          unix_socket_dir =
          auth_type = trust
          auth_file = %s
          pool_mode = %s
          default_pool_size = 40
          max_client_conn = 500
          """
              .formatted(hostAndPort(postgres.url()), port, users, mode));
      if (user.owner() != null) {
        Programs.run(List.of("chown", "-R", user.owner(), directory.toString()));
      }
      List<String> command = new ArrayList<>(user.prefix());
      command.addAll(List.of(program.toString(), ini.toString()));
      String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
      ServerProgram server =
          new ServerProgram(
              directory,
              command,
              "-INT",
              new DatabaseServer(url, postgres.user(), postgres.password(), program.toString()));
      server.start();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException("PgBouncer does not start", e);
    }
  }

  private static String hostAndPort(String url) {
    return url.replaceFirst("^jdbc:postgresql://([^:/]+):(\\d+)/.*", "$1 port=$2");
  }
}
