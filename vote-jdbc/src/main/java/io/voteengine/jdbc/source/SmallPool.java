package io.voteengine.jdbc.source;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Optional;

/** Makes the pools of the ledger's own databases. They connect when they are first used. */
final class SmallPool {
  private static final int CONNECTIONS = 6;
  private static final int CONNECT_MILLIS = 10_000;

  private SmallPool() {}

  static HikariDataSource h2(String url) {
    HikariConfig config = config(url, "sa", "");
    // H2 closes a database with its last connection, so keep them.
    config.setMaxLifetime(0);
    // But keep none to a database that has closed itself: they would keep it from being opened
    // again.
    config.setExceptionOverride(new EvictClosed());
    return open(config);
  }

  static HikariDataSource server(String jdbcUrl, String user, String password) {
    HikariConfig config = config(jdbcUrl, user, password);
    DriverOptions.of(DriverNames.kind(jdbcUrl))
        .forEach(
            (name, value) -> {
              // What the URL sets takes precedence.
              if (!jdbcUrl.contains(name + "=")) {
                config.addDataSourceProperty(name, value);
              }
            });
    return open(config);
  }

  private static HikariConfig config(String url, String user, String password) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("vote-ledger");
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setInitializationFailTimeout(-1);
    return config;
  }

  /** Hikari looks for a driver given by name in the context class loader first. */
  private static HikariDataSource open(HikariConfig config) {
    Optional<Class<?>> driver = DriverFinder.find(config.getJdbcUrl());
    if (driver.isEmpty()) {
      return new HikariDataSource(config);
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      thread.setContextClassLoader(driver.get().getClassLoader());
      config.setDriverClassName(driver.get().getName());
      return new HikariDataSource(config);
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
