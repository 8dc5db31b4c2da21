package io.voteengine.jdbc.schema;

import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.source.LibraryLoader;
import io.voteengine.jdbc.testing.TestDatabase;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Nodes that share nothing but an H2 database, like processes or web applications: each of them has
 * its own lock for migrations.
 */
@Tag("chaos")
class H2MigrationTest {
  private static final int NODES = 8;

  /** No pool, so that no thread waits for a connection. */
  private static DataSource connections(TestDatabase database) {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(database.url());
    source.setUser(database.user());
    source.setPassword(database.password());
    return source;
  }

  @Test
  void nodesOfTheirOwnMigrateAtOnceAndAllSucceed() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(NODES);
    try {
      for (int round = 0; round < 5; round++) {
        try (TestDatabase database = TestDatabase.h2()) {
          CyclicBarrier ready = new CyclicBarrier(NODES);
          Callable<Void> start =
              () -> {
                try (LibraryLoader node = new LibraryLoader(List.of())) {
                  Method migrate =
                      node.loadClass(VoteSchema.class.getName())
                          .getMethod("migrate", DataSource.class);
                  ready.await();
                  migrate.invoke(null, connections(database));
                }
                return null;
              };
          List<Future<Void>> nodes =
              IntStream.range(0, NODES).mapToObj(i -> threads.submit(start)).toList();
          for (Future<Void> node : nodes) {
            node.get();
          }
          VoteSchema.validate(database.dataSource());
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
