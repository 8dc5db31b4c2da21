package io.voteengine.bench.ledger;

import io.voteengine.jdbc.testing.TestDatabase;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The ledger's apply, beside the fastest way in which the database itself can write the same rows.
 */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = "Batches, beside one INSERT … SELECT for each table.")
final class LedgerApply implements Callable<Integer> {
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

  private final ApplyRates rates = new ApplyRates();

  @Override
  public Integer call() throws SQLException {
    try (TestDatabase database = TestDatabase.postgres()) {
      PostgresSettings.print(database);
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
        System.out.printf(
            "%n%,d subjects, %d rounds of %,d votes; load %.1f%n%n",
            count,
            rounds,
            votes,
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        rates.print(count, threads, batches);
      }
    }
    return 0;
  }

  /** Runs one round; a round below 0 warms up. */
  private void round(
      TestDatabase database, ServerSideInsert server, List<LedgerSite> sites, int count, int round)
      throws SQLException {
    server.clear();
    measure(database, round, ApplyRates.name("server", "new", count), server::insert);
    measure(database, round, ApplyRates.name("server", "changed", count), server::change);
    for (LedgerSite site : sites) {
      for (int batch : batches) {
        site.clear();
        String who = ApplyRates.who(site.partitions(), batch);
        for (String kind : List.of("new", "changed")) {
          measure(
              database, round, ApplyRates.name(who, kind, count), () -> site.apply(votes, batch));
        }
      }
      if (!site.ledger().records().audit("posts").exact()) {
        throw new IllegalStateException("the ledger is not exact");
      }
    }
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
      rates.of(name).add(votes / seconds);
    }
  }
}
