package io.voteengine.bench.ledger;

import io.voteengine.bench.load.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A stream of which the database refuses a part, beside one that it accepts. */
@Command(
    name = "poison",
    mixinStandardHelpOptions = true,
    description = "Votes that a constraint refuses, beside clean ones.")
final class LedgerPoison implements Callable<Integer> {
  @Option(names = "--rounds", defaultValue = "7", description = "Rounds; default ${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--votes",
      defaultValue = "20000",
      description = "Votes of each kind in a round; default ${DEFAULT-VALUE}")
  private int votes;

  @Option(
      names = "--batch",
      defaultValue = "1000",
      description = "Votes in a transaction; default ${DEFAULT-VALUE}")
  private int batch;

  @Option(
      names = "--every",
      defaultValue = "100",
      description = "One vote in this many is refused; default ${DEFAULT-VALUE}")
  private int every;

  /** One stream, and the rate that it reached. */
  private static final class Kind {
    final String name;
    final LedgerSite site;
    final Spread perSecond = new Spread();
    int refused;

    Kind(String name, LedgerSite site) {
      this.name = name;
      this.site = site;
      site.database().execute("ALTER TABLE vote ADD CHECK (voter NOT LIKE 'poison%')");
    }
  }

  @Override
  public Integer call() {
    List<Kind> kinds = new ArrayList<>();
    try {
      for (int subjects : new int[] {10_000, 6}) {
        String on = ", " + subjects + " subjects";
        kinds.add(new Kind("clean" + on, new LedgerSite(subjects, Integer.MAX_VALUE, 0)));
        kinds.add(new Kind("poisoned" + on, new LedgerSite(subjects, Integer.MAX_VALUE, every)));
      }
      for (int r = -1; r < rounds; r++) {
        for (Kind kind : kinds) {
          round(kind, r);
        }
      }
      print(kinds);
    } finally {
      kinds.forEach(kind -> kind.site.close());
    }
    return 0;
  }

  /** Runs one round; a round below 0 warms up. */
  private void round(Kind kind, int round) {
    long start = System.nanoTime();
    int refused = kind.site.apply(votes, batch);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (round >= 0) {
      kind.perSecond.add((votes - refused) / seconds);
      kind.refused += refused;
    }
  }

  private void print(List<Kind> kinds) {
    System.out.printf("%n%d rounds of %,d votes, %,d in a transaction%n%n", rounds, votes, batch);
    System.out.println("| stream | counted votes/s | beside clean | refused |");
    System.out.println("|---|---|---|---|");
    for (int i = 0; i < kinds.size(); i++) {
      Kind kind = kinds.get(i);
      System.out.printf(
          "| %s | %s | %s | %,d of %,d |%n",
          kind.name,
          kind.perSecond.text("%,.0f"),
          kind.perSecond.over(kinds.get(i - i % 2).perSecond).text("%.2f"),
          kind.refused,
          rounds * votes);
    }
  }
}
