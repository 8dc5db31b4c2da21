package io.voteengine.jdbc.source;

import io.voteengine.VoteConfigurationException;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the JDBC driver of a URL. {@link DriverManager} knows only the drivers on the class path at
 * its first use, so a driver inside an application, such as a WAR, is looked up by its name.
 */
final class DriverFinder {
  private DriverFinder() {}

  /**
   * Returns the class of a driver that only the application has; empty when the manager finds one
   * itself.
   *
   * @throws VoteConfigurationException when there is none
   */
  static Optional<Class<?>> find(String url) {
    try {
      DriverManager.getDriver(url);
      return Optional.empty();
    } catch (SQLException e) {
      String kind = kind(url);
      return Optional.of(
          loaders()
              .flatMap(loader -> classes(kind).stream().map(name -> load(loader, name, url)))
              .filter(Objects::nonNull)
              .findFirst()
              .orElseThrow(() -> missing(kind, e)));
    }
  }

  private static Stream<ClassLoader> loaders() {
    return Stream.of(
            Optional.ofNullable(Thread.currentThread().getContextClassLoader()),
            Optional.of(DriverFinder.class.getClassLoader()))
        .flatMap(Optional::stream);
  }

  private static @Nullable Class<?> load(ClassLoader loader, String name, String url) {
    try {
      Class<?> type = loader.loadClass(name);
      Driver driver = (Driver) type.getDeclaredConstructor().newInstance();
      return driver.acceptsURL(url) ? type : null;
    } catch (ReflectiveOperationException | SQLException e) {
      return null;
    }
  }

  private static VoteConfigurationException missing(String kind, SQLException cause) {
    return new VoteConfigurationException(
        "There is no JDBC driver for "
            + kind
            + " where the ledger looks, in the class loader of the calling thread and in its own:"
            + " add "
            + coordinates(kind)
            + ". Where the application has it, call from a thread whose context class loader is"
            + " the application's, or pass a DataSource to JdbcVoteLedger.over.",
        cause);
  }

  /** Not the whole URL, which may contain a password. */
  static String kind(String url) {
    return url.startsWith("jdbc:") ? url.substring(0, url.indexOf(':', 5) + 1) : "the URL";
  }

  private static List<String> classes(String kind) {
    return switch (kind) {
      case "jdbc:h2:" -> List.of("org.h2.Driver");
      case "jdbc:postgresql:" -> List.of("org.postgresql.Driver");
      case "jdbc:mariadb:" -> List.of("org.mariadb.jdbc.Driver");
      case "jdbc:mysql:" -> List.of("com.mysql.cj.jdbc.Driver", "org.mariadb.jdbc.Driver");
      default -> List.of();
    };
  }

  private static String coordinates(String kind) {
    return switch (kind) {
      case "jdbc:h2:" -> "the dependency com.h2database:h2";
      case "jdbc:postgresql:" -> "the dependency org.postgresql:postgresql";
      case "jdbc:mariadb:" -> "the dependency org.mariadb.jdbc:mariadb-java-client";
      case "jdbc:mysql:" -> "the dependency com.mysql:mysql-connector-j";
      default ->
          "org.postgresql:postgresql with a URL jdbc:postgresql:...,"
              + " org.mariadb.jdbc:mariadb-java-client with jdbc:mariadb:...,"
              + " com.mysql:mysql-connector-j with jdbc:mysql:..., or com.h2database:h2 with"
              + " jdbc:h2:...; the ledger runs on nothing else";
    };
  }
}
