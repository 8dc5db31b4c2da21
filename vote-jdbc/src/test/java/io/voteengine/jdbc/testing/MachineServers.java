package io.voteengine.jdbc.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds the servers of this machine that tests can use beside those that come through Maven.
 *
 * <p>Builds with {@code -Pservers} run this file alone, before they compile anything: it lists the
 * servers, and ends the build when one is missing. So it uses only the JDK.
 */
public final class MachineServers {
  private static final Path DEBIAN_POSTGRES = Path.of("/usr/lib/postgresql");

  private MachineServers() {}

  /**
   * Returns whether tests may use servers of this machine. A plain {@code mvn verify} does not, so
   * that it does the same everywhere.
   *
   * @return false in a plain build
   */
  public static boolean allowed() {
    return !"maven".equals(System.getProperty("vote.test.servers"));
  }

  /**
   * Looks for a program on the PATH, and where Debian keeps servers.
   *
   * @param name its file name
   * @return the program
   */
  public static Optional<Path> program(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of((path + File.pathSeparator + "/usr/sbin").split(File.pathSeparator, -1))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Looks for a variable that names a server.
   *
   * @param variable its name
   * @return its value
   */
  public static Optional<String> named(String variable) {
    return Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isBlank());
  }

  /**
   * Looks for a Docker engine by its socket, which is faster than asking for it.
   *
   * @return whether there seems to be one
   */
  public static boolean docker() {
    String home = System.getProperty("user.home");
    return System.getenv("DOCKER_HOST") != null
        || Files.exists(Path.of("/var/run/docker.sock"))
        || Files.exists(Path.of(home, ".docker", "run", "docker.sock"));
  }

  /** The directory of {@code initdb} and {@code postgres}; the newest when there are several. */
  static Optional<Path> postgres() {
    try {
      List<Path> candidates = new ArrayList<>();
      Optional<Path> program = program("postgres");
      if (program.isPresent()) {
        candidates.add(program.get().toRealPath().resolveSibling("."));
      }
      if (Files.isDirectory(DEBIAN_POSTGRES)) {
        try (Stream<Path> versions = Files.list(DEBIAN_POSTGRES)) {
          versions
              .sorted(Comparator.reverseOrder())
              .map(v -> v.resolve("bin"))
              .forEach(candidates::add);
        }
      }
      return candidates.stream()
          .filter(dir -> Files.isExecutable(dir.resolve("initdb")))
          .filter(dir -> Files.isExecutable(dir.resolve("postgres")))
          .map(Path::normalize)
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Optional<Path> galera() {
    return library("galera/libgalera_smm.so", "galera-4/libgalera_smm.so");
  }

  /** The library that MySQL's embedded binaries load. */
  private static Optional<Path> libaio() {
    return library("libaio.so.1");
  }

  /**
   * Looks for libfaketime, with which tests set the clock of a server.
   *
   * @return the library
   */
  public static Optional<Path> faketime() {
    return library("faketime/libfaketime.so.1");
  }

  private static Optional<Path> library(String... names) {
    return Stream.of(
            "/usr/lib/x86_64-linux-gnu",
            "/lib/x86_64-linux-gnu",
            "/usr/lib/aarch64-linux-gnu",
            "/usr/lib64",
            "/usr/lib")
        .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
        .filter(Files::isReadable)
        .findFirst();
  }

  /**
   * Prints where tests find each server.
   *
   * @param args none
   */
  public static void main(String... args) {
    List<String> missing = new ArrayList<>();
    System.out.println("Servers that the tests use:");
    Optional<String> postgres = postgres().map(Path::toString);
    show(missing, "PostgreSQL", "VOTE_TEST_POSTGRES_URL", true, postgres, "postgresql");
    Optional<String> mariaDb = path("mariadbd").filter(found -> installs("mariadb-install-db"));
    show(missing, "MariaDB", "VOTE_TEST_MARIADB_URL", true, mariaDb, "mariadb-server");
    Optional<String> mySql = libaio().map(lib -> "embedded binaries, with " + lib);
    show(missing, "MySQL", "VOTE_TEST_MYSQL_URL", true, mySql, "libaio1");
    Optional<String> redis = path("redis-server");
    show(missing, "Redis", "VOTE_TEST_REDIS_URI", true, redis, "redis-server");
    show(missing, "Redis Sentinel and Cluster", "", false, redis, "redis-server");
    show(missing, "promtool", "", false, path("promtool"), "prometheus");
    show(missing, "PgBouncer", "", false, path("pgbouncer"), "pgbouncer");
    Optional<String> galera =
        mariaDb.filter(found -> installs("rsync")).flatMap(x -> galera()).map(Path::toString);
    show(missing, "Galera", "", false, galera, "mariadb-server galera-4 rsync");
    if (!missing.isEmpty()) {
      System.out.println(
          "Tests of -Pservers need more: install " + String.join(" ", new TreeSet<>(missing)));
      System.exit(1);
    }
  }

  private static Optional<String> path(String name) {
    return program(name).map(Path::toString);
  }

  private static boolean installs(String program) {
    return program(program).isPresent();
  }

  /** In the order in which the finders look. */
  private static void show(
      List<String> missing,
      String server,
      String variable,
      boolean inDocker,
      Optional<String> found,
      String packages) {
    String where;
    if (named(variable).isPresent()) {
      where = "named by " + variable;
    } else if (inDocker && docker()) {
      where = "Docker";
    } else {
      where = found.orElse("MISSING: install " + packages + " (names of Debian's packages)");
      if (found.isEmpty()) {
        missing.addAll(List.of(packages.split(" ")));
      }
    }
    System.out.printf("  %-28s%s%n", server, where);
  }
}
