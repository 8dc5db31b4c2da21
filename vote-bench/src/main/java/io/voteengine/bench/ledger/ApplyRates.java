package io.voteengine.bench.ledger;

import io.voteengine.bench.load.Spread;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The votes per second of each way to write them, and their table. */
final class ApplyRates {
  private final Map<String, Spread> perSecond = new LinkedHashMap<>();

  static String who(int threads, int batch) {
    return threads + " | " + batch;
  }

  static String name(String who, String kind, int subjects) {
    return who + " " + kind + " " + subjects;
  }

  Spread of(String name) {
    return perSecond.computeIfAbsent(name, n -> new Spread());
  }

  void print(int count, List<Integer> threads, List<Integer> batches) {
    System.out.println(
        "| threads | batch | new votes/s | of the server's | changed votes/s | of the server's |");
    System.out.println("|---|---|---|---|---|---|");
    Spread insert = of(name("server", "new", count));
    Spread change = of(name("server", "changed", count));
    System.out.printf(
        "| 1 | server | %s | 1 | %s | 1 |%n", insert.text("%,.0f"), change.text("%,.0f"));
    for (int some : threads) {
      for (int batch : batches) {
        String who = who(some, batch);
        Spread inserted = of(name(who, "new", count));
        Spread changed = of(name(who, "changed", count));
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
