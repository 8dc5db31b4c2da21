package io.voteengine.jdbc.source;

import java.util.Map;

/** The options of a connection where the URL sets none; no silent server may hold a thread. */
final class DriverOptions {
  /** In seconds. */
  private static final Map<String, String> POSTGRES =
      Map.of(
          "connectTimeout", "5",
          "loginTimeout", "5",
          "socketTimeout", "30",
          "cancelSignalTimeout", "5",
          "tcpKeepAlive", "true",
          "ApplicationName", "voteengine");

  /** In milliseconds, for either driver. */
  private static final Map<String, String> MYSQL =
      Map.of("connectTimeout", "5000", "socketTimeout", "30000", "tcpKeepAlive", "true");

  /** See {@link io.voteengine.jdbc.sql.H2Dialect}. */
  private static final Map<String, String> H2 = Map.of("WRITE_DELAY", "0");

  private DriverOptions() {}

  static Map<String, String> of(String kind) {
    return switch (kind) {
      case "jdbc:postgresql:" -> POSTGRES;
      case "jdbc:mariadb:", "jdbc:mysql:" -> MYSQL;
      case "jdbc:h2:" -> H2;
      default -> Map.of();
    };
  }
}
