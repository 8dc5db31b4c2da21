package io.voteengine.examples.replay;

import io.voteengine.Ack;
import io.voteengine.VoteEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Casts recorded votes on several threads, all votes of one voter on the same thread and in order.
 */
final class Replay {
  private static final int QUEUED = 1_024;
  private static final long POLL_MILLIS = 50;
  private static final Duration DRAIN = Duration.ofMillis(500);

  /** The source of the votes. */
  interface Source {
    /** Returns the next vote, or null at the end. */
    @Nullable Ballot next();
  }

  private final VoteEngine engine;
  private final ReplayCounts counts;
  private final Patience patience;
  private final LongConsumer progress;
  private final List<BlockingQueue<Optional<Ballot>>> queues = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile @Nullable RuntimeException failure;
  private volatile boolean ended;

  Replay(
      VoteEngine engine,
      Ack ack,
      int lanes,
      Duration patience,
      ReplayCounts counts,
      LongConsumer progress,
      Consumer<Ballot> onDurable) {
    this.engine = engine;
    this.counts = counts;
    this.patience = new Patience(patience, counts);
    this.progress = progress;
    for (int i = 1; i <= lanes; i++) {
      BlockingQueue<Optional<Ballot>> queue = new ArrayBlockingQueue<>(QUEUED);
      Lane lane = new Lane(engine, ack, this.patience, counts, onDurable);
      Thread thread = new Thread(() -> run(lane, queue), "replay-" + i);
      thread.setDaemon(true);
      queues.add(queue);
      threads.add(thread);
    }
  }

  /** Casts all votes and returns when the ledger has them. */
  void run(Source source) throws InterruptedException {
    threads.forEach(Thread::start);
    try {
      Ballot ballot = source.next();
      for (; ballot != null; ballot = source.next()) {
        int lane = Math.floorMod(ballot.voter().hashCode(), queues.size());
        put(queues.get(lane), Optional.of(ballot));
      }
      for (BlockingQueue<Optional<Ballot>> queue : queues) {
        put(queue, Optional.empty());
      }
      for (Thread thread : threads) {
        do {
          thread.join(POLL_MILLIS);
          look();
        } while (thread.isAlive());
      }
      drain();
    } finally {
      ended = true;
    }
  }

  private void run(Lane lane, BlockingQueue<Optional<Ballot>> queue) {
    try {
      Optional<Ballot> ballot = take(queue);
      while (ballot.isPresent()) {
        lane.cast(ballot.get());
        ballot = take(queue);
      }
      lane.finish();
    } catch (InterruptedException e) {
      failure = new IllegalStateException("interrupted", e);
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /** No thread is interrupted when another lane fails: that could damage an embedded database. */
  private Optional<Ballot> take(BlockingQueue<Optional<Ballot>> queue) throws InterruptedException {
    while (!ended) {
      Optional<Ballot> ballot = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
      if (ballot != null) {
        return ballot;
      }
    }
    return Optional.empty();
  }

  private void put(BlockingQueue<Optional<Ballot>> queue, Optional<Ballot> ballot)
      throws InterruptedException {
    do {
      look();
    } while (!queue.offer(ballot, POLL_MILLIS, TimeUnit.MILLISECONDS));
  }

  private void look() {
    RuntimeException failed = failure;
    if (failed != null) {
      throw failed;
    }
    progress.accept(counts.answered());
  }

  private void drain() {
    long start = System.nanoTime();
    while (!engine.drain(DRAIN) || counts.awaited() > 0) {
      patience.check(start);
    }
  }
}
