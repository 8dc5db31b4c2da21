package io.voteengine.bench.ledger;

import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.moderation.VoteSelection;
import io.voteengine.query.AuditReport;
import io.voteengine.spi.ledger.LedgerAdministration;
import io.voteengine.spi.ledger.RevisedVotes;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Voids and restores votes, alone and while others are applied, and recounts after each step. */
@Command(
    name = "void",
    mixinStandardHelpOptions = true,
    description = "All votes of a poll made void, and back.")
final class LedgerVoid implements Callable<Integer> {
  private static final VoteSelection POSTS = VoteSelection.ofPoll("posts");

  @Option(
      names = "--votes",
      defaultValue = "1000000",
      description = "Votes in the poll; default ${DEFAULT-VALUE}")
  private int votes;

  @Option(
      names = "--subjects",
      defaultValue = "10000",
      description = "Subjects in the poll; default ${DEFAULT-VALUE}")
  private int subjects;

  @Option(
      names = "--batch",
      defaultValue = "100",
      description = "Votes in a transaction that is applied meanwhile; default ${DEFAULT-VALUE}")
  private int batch;

  private boolean exact = true;

  @Override
  public Integer call() throws Exception {
    try (LedgerSite site = new LedgerSite(subjects, Integer.MAX_VALUE, 0)) {
      site.apply(votes, 1_000);
      site.database().execute("ANALYZE");
      TimedCommits commits = new TimedCommits(site.database().dataSource());
      JdbcVoteLedger ledger = JdbcVoteLedger.over(commits.dataSource());
      ledger.open(1);
      System.out.printf("%n%,d votes on %,d subjects in one partition%n%n", votes, subjects);
      System.out.println(
          "| step | votes | seconds | votes/s | slowest transaction, ms | slowest apply of "
              + batch
              + ", ms | up afterwards, recount equal |");
      System.out.println("|---|---|---|---|---|---|---|");
      for (boolean voting : new boolean[] {false, true}) {
        String also = voting ? ", voting goes on" : "";
        run("void" + also, site, ledger, commits, voting, a -> a.voidVotes(POSTS));
        run("restore" + also, site, ledger, commits, voting, a -> a.restoreVotes(POSTS));
      }
    }
    return exact ? 0 : 1;
  }

  private void run(
      String step,
      LedgerSite site,
      JdbcVoteLedger ledger,
      TimedCommits commits,
      boolean voting,
      Function<LedgerAdministration, RevisedVotes> work)
      throws Exception {
    commits.takeSlowest();
    long start = System.nanoTime();
    CompletableFuture<RevisedVotes> working =
        CompletableFuture.supplyAsync(() -> work.apply(ledger.administration()));
    double slowestApply = 0;
    while (voting && !working.isDone()) {
      long before = System.nanoTime();
      site.apply(batch, batch);
      slowestApply = Math.max(slowestApply, (System.nanoTime() - before) / 1e6);
    }
    RevisedVotes done = working.get();
    double seconds = (System.nanoTime() - start) / 1e9;
    double slowest = commits.takeSlowest();
    AuditReport recount = ledger.records().audit("posts");
    exact &= recount.exact();
    System.out.printf(
        "| %s | %,d | %.1f | %,.0f | %.0f | %s | %,d, %s |%n",
        step,
        done.votes(),
        seconds,
        done.votes() / seconds,
        slowest,
        voting ? "%.0f".formatted(slowestApply) : "",
        recount.tallies().up(),
        recount.exact() ? "yes" : "NO");
  }
}
