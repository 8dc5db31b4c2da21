package io.voteengine.jdbc.source;

import com.zaxxer.hikari.HikariDataSource;
import io.voteengine.VoteLedgerException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * A pool that the ledger opened itself, and closes.
 *
 * @param pool connects when it is first used
 * @param ownsSchema whether no other program uses the database, so that the ledger migrates it
 * @param vanishes whether the database ends with the ledger
 */
public record OwnDatabase(HikariDataSource pool, boolean ownsSchema, boolean vanishes)
    implements AutoCloseable {
  /**
   * No thread of H2 may write the file beside our transactions: see {@link
   * io.voteengine.jdbc.sql.H2Dialect}. Every commit is forced to disk, so H2 needs no hook that
   * closes it while an application shuts down. Our statements fit its cache.
   */
  private static final String FILE_OPTIONS =
      ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=64";

  /**
   * Every commit is forced to disk, so H2 needs no hook that closes it while an application shuts
   * down.
   */
  public static OwnDatabase file(Path path) {
    String file = path.toAbsolutePath().normalize().toString();
    if (file.indexOf(';') >= 0) {
      throw new IllegalArgumentException(
          "path must not contain ';', which would end it in the URL: " + file);
    }
    // "async", since an interrupt of one thread would close a plain file for all of them.
    return new OwnDatabase(SmallPool.h2("jdbc:h2:async:" + file + FILE_OPTIONS), true, false);
  }

  /** Returns whether it serves one process and is written to disk. */
  public boolean isSole() {
    return ownsSchema && !vanishes;
  }

  public static OwnDatabase memory() {
    String url = "jdbc:h2:mem:vote-" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    return new OwnDatabase(SmallPool.h2(url), true, true);
  }

  public static OwnDatabase connect(String jdbcUrl, String user, String password) {
    return new OwnDatabase(SmallPool.server(jdbcUrl, user, password), false, false);
  }

  @Override
  public void close() {
    if (vanishes && !pool.isClosed()) {
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement()) {
        // It closes with its last connection, and is then gone.
        statement.execute("SET DB_CLOSE_DELAY 0");
      } catch (SQLException e) {
        throw new VoteLedgerException(
            "The ledger could not drop its in-memory database, whose memory stays in use until the"
                + " JVM ends. The database says: "
                + e.getMessage(),
            e);
      } finally {
        pool.close();
      }
    }
    pool.close();
  }
}
