package io.voteengine.jdbc.sql;

import io.voteengine.VoteConfigurationException;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Looks behind the proxies that Spring puts in front of a pool. A proxy that joins the calling
 * thread's transaction would make the ledger end that transaction. They are found by name, as
 * Spring may not be on the class path.
 */
final class SpringProxies {
  private static final String PACKAGE = "org.springframework.jdbc.datasource.";
  private static final String DELEGATING = PACKAGE + "DelegatingDataSource";
  private static final String AWARE = PACKAGE + "TransactionAwareDataSourceProxy";
  private static final String LAZY = PACKAGE + "LazyConnectionDataSourceProxy";
  private static final String SINGLE = PACKAGE + "SingleConnectionDataSource";
  private static final String ROUTING = PACKAGE + "lookup.AbstractRoutingDataSource";

  private SpringProxies() {}

  /**
   * Returns the data source to use in place of the given one, usually the given one itself.
   *
   * @throws VoteConfigurationException when the ledger cannot use it
   */
  static DataSource behind(DataSource given) {
    DataSource source = given;
    while (is(AWARE, source) || is(LAZY, source)) {
      source = Objects.requireNonNull(target(source), "the data source's targetDataSource");
    }
    refuse(source);
    return source;
  }

  /** Refuses a data source because of its type, or of what it hides. */
  private static void refuse(DataSource source) {
    for (DataSource inner = source; inner != null; inner = target(inner)) {
      if (is(AWARE, inner)) {
        throw Settings.refused(
            "The data source hides a TransactionAwareDataSourceProxy, with which the ledger would end the application's transactions: give the ledger the pool itself");
      }
      if (is(SINGLE, inner)) {
        throw Settings.refused(
            "A SingleConnectionDataSource has one connection for all threads, whose transactions would mix: give the ledger a pool");
      }
      if (is(ROUTING, inner)) {
        throw Settings.refused(
            "An AbstractRoutingDataSource chooses the database by the thread that asks, and the ledger works on many threads: give the ledger the data source of one database");
      }
    }
  }

  private static boolean is(String name, DataSource source) {
    for (Class<?> type = source.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getName().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable DataSource target(DataSource source) {
    if (!is(DELEGATING, source)) {
      return null;
    }
    try {
      return (DataSource) source.getClass().getMethod("getTargetDataSource").invoke(source);
    } catch (ReflectiveOperationException e) {
      throw new VoteConfigurationException(
          "The ledger cannot look behind "
              + source.getClass().getName()
              + ": give it the pool itself.",
          e);
    }
  }
}
