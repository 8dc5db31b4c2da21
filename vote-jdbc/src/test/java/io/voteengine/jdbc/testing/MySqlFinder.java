package io.voteengine.jdbc.testing;

import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.testcontainers.mariadb.MariaDBContainer;
import org.testcontainers.mysql.MySQLContainer;

/**
 * Finds MariaDB and MySQL: the server that {@code VOTE_TEST_MARIADB_URL} or {@code
 * VOTE_TEST_MYSQL_URL} names, Docker, a server program on this machine (MariaDB), the embedded
 * binaries (MySQL). Commits reach the disk in all of them, as in production.
 */
final class MySqlFinder {
  private static final String MYSQL = "/mysql-Linux-amd64.tar.gz";

  private MySqlFinder() {}

  static DatabaseServer mariaDb() {
    requireServers("MariaDB");
    return named("VOTE_TEST_MARIADB")
        .or(
            () ->
                Docker.start(
                    () ->
                        new MariaDBContainer("mariadb:11.8")
                            .withUsername("root")
                            .withPassword("vote")))
        .orElseGet(() -> MySqlProgram.mariaDb(null).server());
  }

  static DatabaseServer mySql() {
    requireServers("MySQL");
    return named("VOTE_TEST_MYSQL")
        .or(
            () ->
                Docker.start(
                    () ->
                        new MySQLContainer("mysql:8.4").withUsername("root").withPassword("vote")))
        .orElseGet(() -> MySqlProgram.mySqlAt(unpackedMySql()).server());
  }

  private static void requireServers(String server) {
    if (!MachineServers.allowed()) {
      throw new IllegalStateException(
          server
              + " is not part of a plain build: tag the test \"servers\", or take databases from"
              + " @EachDatabase");
    }
  }

  private static Optional<DatabaseServer> named(String variable) {
    return MachineServers.named(variable + "_URL")
        .map(
            url ->
                new DatabaseServer(
                    url,
                    requireNonNullElse(System.getenv(variable + "_USER"), "root"),
                    requireNonNullElse(System.getenv(variable + "_PASSWORD"), ""),
                    variable + "_URL"));
  }

  private static Path unpackedMySql() {
    URL packed = MySqlFinder.class.getResource(MYSQL);
    boolean runs =
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64");
    if (packed == null || !runs) {
      throw new IllegalStateException(
          "No MySQL to test with: set VOTE_TEST_MYSQL_URL, start Docker, or run with -Pservers on"
              + " Linux on x86, for which there are embedded binaries");
    }
    try (InputStream archive = packed.openStream()) {
      Path base = Programs.temporary("vote-mysql-program");
      Path file = base.resolve("archive.tar.gz");
      Files.copy(archive, file);
      Programs.run(List.of("tar", "-xzf", file.toString(), "-C", base.toString()));
      Files.delete(file);
      return base;
    } catch (IOException e) {
      throw new IllegalStateException("MySQL could not be unpacked", e);
    }
  }
}
