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

  private DriverOptions() {}

  static Map<String, String> of(String kind) {
    return switch (kind) {
      case "jdbc:postgresql:" -> POSTGRES;
      case "jdbc:mariadb:", "jdbc:mysql:" -> MYSQL;
      default -> Map.of();
    };
  }
}
