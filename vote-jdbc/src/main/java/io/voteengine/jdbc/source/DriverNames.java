package io.voteengine.jdbc.source;

import io.voteengine.VoteConfigurationException;
import java.sql.SQLException;
import java.util.List;

/** The drivers of each kind of URL: their classes, and the dependencies that bring them. */
final class DriverNames {
  private DriverNames() {}

  /** Not the whole URL, which may contain a password. */
  static String kind(String url) {
    return url.startsWith("jdbc:") ? url.substring(0, url.indexOf(':', 5) + 1) : "the URL";
  }

  static List<String> classes(String kind) {
    return switch (kind) {
      case "jdbc:h2:" -> List.of("org.h2.Driver");
      case "jdbc:postgresql:" -> List.of("org.postgresql.Driver");
      case "jdbc:mariadb:" -> List.of("org.mariadb.jdbc.Driver");
      case "jdbc:mysql:" -> List.of("com.mysql.cj.jdbc.Driver", "org.mariadb.jdbc.Driver");
      default -> List.of();
    };
  }

  static VoteConfigurationException missing(String kind, SQLException cause) {
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
