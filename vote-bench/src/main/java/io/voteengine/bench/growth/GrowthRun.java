package io.voteengine.bench.growth;

import io.voteengine.bench.check.Correctness;
import io.voteengine.bench.check.Differences;
import io.voteengine.bench.check.Expected;
import io.voteengine.bench.cost.RoundMeter;
import io.voteengine.bench.cost.VoteCost;
import io.voteengine.bench.result.GrowthFigures;
import io.voteengine.bench.result.GrowthFigures.Mark;
import io.voteengine.bench.result.Latency;
import io.voteengine.bench.site.Servers;
import io.voteengine.bench.site.SqlSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;
import org.HdrHistogram.Histogram;

/** Lets one thing grow, and measures votes at each size. */
final class GrowthRun {
  private final GrowthOptions options;
  private final Servers servers;
  private final SplittableRandom random = new SplittableRandom(1);
  private final List<Mark> marks = new ArrayList<>();
  private final List<Correctness> found = new ArrayList<>();

  GrowthRun(GrowthOptions options, Servers servers) {
    this.options = options;
    this.servers = servers;
  }

  GrowthFigures run() throws InterruptedException {
    List<Integer> sizes = options.over.sizes(options.until);
    if (options.over.isOfSites()) {
      for (int size : sizes) {
        on(List.of(size));
      }
    } else {
      on(sizes);
    }
    return new GrowthFigures(
        options.text(), options.over.text, List.copyOf(marks), Correctness.sum(found));
  }

  /** Measures sizes on a new site. */
  private void on(List<Integer> sizes) throws InterruptedException {
    if (servers.redis() != null) {
      servers.redis().empty();
    }
    int only = sizes.get(0);
    int subjects = options.over.subjects == 0 ? options.until : options.over.subjects;
    try (SqlSpace space = servers.sql().create();
        GrowingSite site =
            new GrowingSite(
                servers,
                space,
                options.over == Growing.PARTITIONS ? only : options.partitions,
                options.over == Growing.NODES ? only : 1,
                subjects,
                options.inFlight)) {
      site.warmUp(options.warmUp);
      for (int size : sizes) {
        grow(site, size, subjects);
        marks.add(mark(site, space, size));
      }
      Expected expected = site.expected();
      Differences differences = site.check(expected);
      differences.recorded(space.votes() - options.warmUp);
      found.add(Correctness.of(expected, differences));
    }
  }

  /** Casts votes until there are as many voters, subjects or rows. */
  private void grow(GrowingSite site, int size, int subjects) throws InterruptedException {
    int before = options.over.isOfSites() ? options.window : size;
    if (options.over == Growing.SUBJECTS) {
      site.castOnNew(size);
    } else if (before > site.votes()) {
      site.cast(before - site.votes(), any(subjects));
    }
  }

  private IntSupplier any(int subjects) {
    return () -> random.nextInt(subjects);
  }

  private Mark mark(GrowingSite site, SqlSpace space, int size) throws InterruptedException {
    IntSupplier subjects = any(options.over == Growing.SUBJECTS ? size : options.over.subjects);
    int votes = options.over.isOfSites() ? options.window : Math.min(size, options.window);
    RoundMeter meter = RoundMeter.start(servers, space);
    long start = System.nanoTime();
    site.cast(votes, subjects);
    double seconds = (System.nanoTime() - start) / 1e9;
    VoteCost cost = meter.perVote(votes);
    Histogram times = site.times(options.rate, options.seconds, subjects);
    long memory = servers.redis() == null ? 0 : servers.redis().usedMemory();
    Mark mark = new Mark(size, votes / seconds, cost, Latency.of(times), memory);
    System.err.println(GrowthText.of(options.over.text, mark));
    return mark;
  }
}
