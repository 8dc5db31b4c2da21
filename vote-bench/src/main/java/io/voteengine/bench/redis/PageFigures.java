package io.voteengine.bench.redis;

import io.voteengine.bench.load.Spread;
import org.HdrHistogram.Histogram;

/** The results of rounds of pages. */
final class PageFigures {
  private final Spread pageMicros = new Spread();
  private final Spread pingMicros = new Spread();
  private final Spread commandsPerPage = new Spread();
  private final Spread readsPerPage = new Spread();
  private final Spread serverMicros = new Spread();

  /** Adds a round's times of a page and of a bare PING, in nanoseconds. */
  void addMedians(Histogram page, Histogram ping) {
    pageMicros.add(page.getValueAtPercentile(50) / 1e3);
    pingMicros.add(ping.getValueAtPercentile(50) / 1e3);
  }

  /** Adds what a page of the round took of the server. */
  void addPerPage(double commands, double reads, double micros) {
    commandsPerPage.add(commands);
    readsPerPage.add(reads);
    serverMicros.add(micros);
  }

  void print() {
    System.out.printf("page, median of the rounds' medians: %s us%n", pageMicros.text("%.0f"));
    System.out.printf("PING: %s us%n", pingMicros.text("%.0f"));
    System.out.printf(
        "page / PING, round by round: %s%n", pageMicros.over(pingMicros).text("%.1f"));
    System.out.printf("script calls per page: %s%n", commandsPerPage.text("%.2f"));
    System.out.printf("reads from the sockets per page: %s%n", readsPerPage.text("%.2f"));
    System.out.printf("processor time of the server per page: %s us%n", serverMicros.text("%.0f"));
  }
}
