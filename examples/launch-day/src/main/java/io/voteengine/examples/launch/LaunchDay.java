package io.voteengine.examples.launch;

import io.voteengine.CastResult;
import io.voteengine.SubjectView;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.examples.console.Screen;
import io.voteengine.examples.console.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Lets a crowd vote on several threads, and shows the leaderboard meanwhile. */
final class LaunchDay {
  static final String POLL = "launch";

  private static final long SNAPSHOT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long LOOK_MILLIS = 100;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final int SHOWN = 4;

  private final VoteEngine engine;
  private final Crowd crowd;
  private final long clicks;
  private final Duration length;
  private final LaunchCounts counts;
  private final AtomicLong begun = new AtomicLong();
  private final long opened = System.nanoTime();
  private volatile @Nullable RuntimeException failure;

  /**
   * Prepares a day.
   *
   * @param engine where the poll {@value #POLL} is open
   * @param crowd the visitors
   * @param clicks the day ends after this many
   * @param length or after this time, whichever is first
   * @param counts counts the answers
   */
  LaunchDay(VoteEngine engine, Crowd crowd, long clicks, Duration length, LaunchCounts counts) {
    this.engine = engine;
    this.crowd = crowd;
    this.clicks = clicks;
    this.length = length;
    this.counts = counts;
  }

  void run(int threads, long seed, Screen screen) throws InterruptedException {
    List<Thread> all = new ArrayList<>();
    for (int i = 1; i <= threads; i++) {
      long own = seed + i;
      Thread thread = new Thread(() -> play(own), "crowd-" + i);
      thread.setDaemon(true);
      thread.start();
      all.add(thread);
    }
    long shown = opened;
    for (Thread thread : all) {
      while (thread.isAlive()) {
        thread.join(LOOK_MILLIS);
        screen.at(counts.answered());
        if (System.nanoTime() - shown >= SNAPSHOT_NANOS) {
          shown += SNAPSHOT_NANOS;
          screen.print(snapshot());
        }
      }
    }
    RuntimeException failed = failure;
    if (failed != null) {
      throw failed;
    }
  }

  private void play(long seed) {
    Visitors visitors = new Visitors(crowd, seed, this::click);
    try {
      for (double gone = dayGone(); gone < 1 && failure == null; gone = dayGone()) {
        visitors.visit(gone);
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private double dayGone() {
    double time = (System.nanoTime() - opened) / (double) length.toNanos();
    return Math.max(time, begun.get() / (double) clicks);
  }

  /** Clicks once. When the ledger is too far behind, the voter waits a moment. */
  private void click(VoteRequest vote) {
    if (begun.getAndIncrement() >= clicks) {
      return;
    }
    long start = System.nanoTime();
    CastResult result = engine.cast(vote);
    while (result instanceof CastResult.Rejected rejected
        && rejected.reason() == CastResult.Reason.UNAVAILABLE) {
      counts.waits.increment();
      LockSupport.parkNanos(PAUSE_NANOS);
      start = System.nanoTime();
      result = engine.cast(vote);
    }
    counts.count(result, start);
  }

  private String snapshot() {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - opened);
    StringBuilder text = new StringBuilder();
    text.append(Text.of("%3d s  %,9d clicks", seconds, counts.answered()));
    int place = 1;
    for (SubjectView view : engine.top(POLL, SHOWN)) {
      text.append(Text.of("   #%d %s %,d", place++, view.subject().key(), view.tally().score()));
    }
    return text.toString();
  }
}
