package io.voteengine.jdbc.testing;

import com.zaxxer.hikari.HikariDataSource;
import java.util.UUID;

/** A database user who may only do what a test grants. */
public record Guest(Database kind, TestDatabase database, String name) implements AutoCloseable {
  public static Guest on(Database kind, TestDatabase database) {
    String name = "guest_" + UUID.randomUUID().toString().substring(0, 8);
    database.execute(
        kind == Database.POSTGRES
            ? "CREATE ROLE " + name + " LOGIN PASSWORD 'guest'"
            : "CREATE USER " + name + " IDENTIFIED BY 'guest'");
    return new Guest(kind, database, name);
  }

  /** Grants rights on all existing tables, and on the schema. */
  public void may(String rights) {
    if (kind == Database.POSTGRES) {
      String schema = schema();
      database.execute("GRANT USAGE ON SCHEMA " + schema + " TO " + name);
      database.execute("GRANT %s ON ALL TABLES IN SCHEMA %s TO %s".formatted(rights, schema, name));
    } else {
      database.execute("GRANT %s ON %s.* TO %s".formatted(rights, schema(), name));
    }
  }

  private String schema() {
    return database.url().replaceFirst("^.*(vote_test_\\w+).*$", "$1");
  }

  public HikariDataSource pool() {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(database.url());
    pool.setUsername(name);
    pool.setPassword("guest");
    pool.setMaximumPoolSize(2);
    return pool;
  }

  @Override
  public void close() {
    if (kind == Database.POSTGRES) {
      database.execute("DROP OWNED BY " + name);
    }
    database.execute("DROP %s %s".formatted(kind == Database.POSTGRES ? "ROLE" : "USER", name));
  }
}
