package io.voteengine.bench.ledger;

import io.voteengine.bench.load.Spread;
import io.voteengine.jdbc.testing.TestDatabase;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The ledger's apply, beside the fastest way in which the database itself can write the same rows.
 */
@Command(name = "apply", description = "Batches, beside one INSERT … SELECT for each table.")
final class LedgerApply implements Callable<Integer> {
  private static final List<String> SETTINGS =
      List.of("server_version", "fsync", "synchronous_commit", "full_page_writes");

  @Option(names = "--rounds", defaultValue = "5", description = "Rounds; default ${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--votes",
      defaultValue = "100000",
      description = "Votes, new and then changed, in a round; default ${DEFAULT-VALUE}")
  private int votes;

  @Option(
      names = "--batch",
      split = ",",
      defaultValue = "100,300,1000,3000,10000",
      description = "Votes in a transaction; default ${DEFAULT-VALUE}")
  private List<Integer> batches = List.of();

  @Option(
      names = "--subjects",
      split = ",",
      defaultValue = "6,10000",
      description = "Subjects; default ${DEFAULT-VALUE}")
  private List<Integer> subjects = List.of();

  @Option(
      names = "--threads",
      split = ",",
      defaultValue = "1",
      description = "Threads, each with a partition of its own; default ${DEFAULT-VALUE}")
  private List<Integer> threads = List.of();

  private final Map<String, Spread> perSecond = new LinkedHashMap<>();

  @Override
  public Integer call() throws SQLException {
    try (TestDatabase database = TestDatabase.postgres()) {
      settings(database);
      for (int count : subjects) {
        List<LedgerSite> sites = new ArrayList<>();
        try (ServerSideInsert server = new ServerSideInsert(count, votes)) {
          threads.forEach(n -> sites.add(new LedgerSite(count, votes, 0, n)));
          for (int r = -1; r < rounds; r++) {
            round(database, server, sites, count, r);
          }
        } finally {
          sites.forEach(LedgerSite::close);
        }
        print(count);
      }
    }
    return 0;
  }

  private static void settings(TestDatabase database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String setting : SETTINGS) {
        try (ResultSet rows = statement.executeQuery("SHOW " + setting)) {
          rows.next();
          System.out.printf("%s = %s%n", setting, rows.getString(1));
        }
      }
    }
  }

  /** Runs one round; a round below 0 warms up. */
  private void round(
      TestDatabase database, ServerSideInsert server, List<LedgerSite> sites, int count, int round)
      throws SQLException {
    server.clear();
    measure(database, round, name("server", "new", count), server::insert);
    measure(database, round, name("server", "changed", count), server::change);
    for (LedgerSite site : sites) {
      for (int batch : batches) {
        site.clear();
        String who = who(site.partitions(), batch);
        for (String kind : List.of("new", "changed")) {
          measure(database, round, name(who, kind, count), () -> site.apply(votes, batch));
        }
      }
      if (!site.ledger().records().audit("posts").exact()) {
        throw new IllegalStateException("the ledger is not exact");
      }
    }
  }

  private static String who(int threads, int batch) {
    return threads + " | " + batch;
  }

  private static String name(String who, String kind, int subjects) {
    return who + " " + kind + " " + subjects;
  }

  private interface Work {
    void run() throws SQLException;
  }

  private void measure(TestDatabase database, int round, String name, Work work)
      throws SQLException {
    // So that no run pays for the pages of another.
    database.execute("CHECKPOINT");
    long start = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (round >= 0) {
      spread(name).add(votes / seconds);
    }
  }

  private Spread spread(String name) {
    return perSecond.computeIfAbsent(name, n -> new Spread());
  }

  private void print(int count) {
    System.out.printf(
        "%n%,d subjects, %d rounds of %,d votes; load %.1f%n%n",
        count, rounds, votes, ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    System.out.println(
        "| threads | batch | new votes/s | of the server's | changed votes/s | of the server's |");
    System.out.println("|---|---|---|---|---|---|");
    Spread insert = spread(name("server", "new", count));
    Spread change = spread(name("server", "changed", count));
    System.out.printf(
        "| 1 | server | %s | 1 | %s | 1 |%n", insert.text("%,.0f"), change.text("%,.0f"));
    for (int some : threads) {
      for (int batch : batches) {
        String who = who(some, batch);
        Spread inserted = spread(name(who, "new", count));
        Spread changed = spread(name(who, "changed", count));
        System.out.printf(
            "| %s | %s | %s | %s | %s |%n",
            who,
            inserted.text("%,.0f"),
            inserted.over(insert).text("%.2f"),
            changed.text("%,.0f"),
            changed.over(change).text("%.2f"));
      }
    }
  }
}
