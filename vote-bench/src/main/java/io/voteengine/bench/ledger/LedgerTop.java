package io.voteengine.bench.ledger;

import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.ranking.Ranking;
import io.voteengine.spi.ledger.LedgerRecords;
import java.util.List;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long reading the top of a poll takes, by ranking and by number of subjects. */
@Command(
    name = "top",
    mixinStandardHelpOptions = true,
    description = "The best subjects of small and of large polls.")
final class LedgerTop implements Callable<Integer> {
  private static final int LIMIT = 20;

  /** Most have few votes, so many have equal counts. */
  private static final String TALLIES =
      """
      INSERT INTO vote_ranking (tally, part, poll, subject, up, down, version, epoch, first_at)
      SELECT %1$d * 10 + n, n %% 16, 'posts-%1$d', 'subject-' || n, floor(1 / (0.001 + random())),
        floor(1 / (0.01 + random())), 1, 1, %2$d + n * 1000000::bigint
      FROM generate_series(1, %1$d) n
      """;

  @Option(
      names = "--subjects",
      split = ",",
      defaultValue = "1000,1000000",
      description = "Subjects of each poll; default ${DEFAULT-VALUE}")
  private List<Integer> subjects = List.of();

  @Option(
      names = "--calls",
      defaultValue = "1000",
      description = "Calls measured of each kind; default ${DEFAULT-VALUE}")
  private int calls;

  @Override
  public Integer call() {
    try (TestDatabase database = TestDatabase.postgres()) {
      VoteSchema.migrate(database.dataSource());
      for (int count : subjects) {
        database.execute(TALLIES.formatted(count, VoteStream.START));
      }
      database.execute("VACUUM ANALYZE vote_ranking");
      JdbcVoteLedger ledger = JdbcVoteLedger.over(database.dataSource());
      ledger.open(16);
      System.out.printf("The top %d, milliseconds, %,d calls each%n%n", LIMIT, calls);
      System.out.println("| ranking | subjects | median | 99 % |");
      System.out.println("|---|---|---|---|");
      for (Ranking ranking : Ranking.values()) {
        for (int count : subjects) {
          measure(ledger.records(), ranking, count);
        }
      }
    }
    return 0;
  }

  private void measure(LedgerRecords records, Ranking ranking, int count) {
    Histogram nanos = new Histogram(3);
    for (int i = -calls; i < calls; i++) {
      long start = System.nanoTime();
      int found = records.top("posts-" + count, ranking, LIMIT).size();
      if (found != LIMIT) {
        throw new IllegalStateException(found + " subjects are the top " + LIMIT);
      }
      if (i >= 0) {
        nanos.recordValue(System.nanoTime() - start);
      }
    }
    System.out.printf(
        "| %s | %,d | %.2f | %.2f |%n",
        ranking, count, nanos.getValueAtPercentile(50) / 1e6, nanos.getValueAtPercentile(99) / 1e6);
  }
}
