package io.voteengine.engine.durable;

import io.voteengine.log.LogThrottle;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the votes of one partition again. It sends one vote at first, twice as many at a time after
 * each answer, and one again after a failure, so that it does not overload a store that is down or
 * has just come back.
 */
final class Resender {
  private static final Logger log = LoggerFactory.getLogger(Resender.class);
  private static final int MOST_TOGETHER = 64;

  private final Function<Unconfirmed.Entry, CompletableFuture<Boolean>> sender;
  private final LogThrottle logFailed = new LogThrottle();
  private final Executor soon;
  private final Executor later;
  private final Deque<Unconfirmed.Entry> waiting = new ArrayDeque<>();
  private int window = 1;
  private int underWay;
  private boolean paused;

  /**
   * @param sender sends a vote; completes with true when it was answered
   * @param soon runs what follows an answer, so that immediate answers do not nest
   * @param later runs what follows a failure, after a pause
   */
  Resender(
      Function<Unconfirmed.Entry, CompletableFuture<Boolean>> sender,
      Executor soon,
      Executor later) {
    this.sender = sender;
    this.soon = soon;
    this.later = later;
  }

  void send(Collection<Unconfirmed.Entry> entries) {
    synchronized (this) {
      waiting.addAll(entries);
    }
    run(this::fill, soon);
  }

  private void run(Runnable task, Executor executor) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      // The engine has closed, and has logged how many votes it leaves behind.
      clear();
    }
  }

  private void fill() {
    for (Unconfirmed.Entry entry = next(); entry != null; entry = next()) {
      Unconfirmed.Entry sent = entry;
      send(sent)
          .whenComplete(
              (answered, failure) -> {
                if (failure != null) {
                  logFailed.run(
                      others ->
                          log.error(
                              "A vote could not be sent again, and {} others since the last such"
                                  + " line; it is retried",
                              others,
                              failure));
                }
                if (failure == null && answered) {
                  answered();
                  run(this::fill, soon);
                } else {
                  failed(sent);
                  run(this::resume, later);
                }
              });
    }
  }

  private CompletableFuture<Boolean> send(Unconfirmed.Entry entry) {
    try {
      return sender.apply(entry);
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private synchronized Unconfirmed.@Nullable Entry next() {
    Unconfirmed.Entry next = underWay < window && !paused ? waiting.poll() : null;
    if (next != null) {
      underWay++;
    }
    return next;
  }

  private synchronized void answered() {
    underWay--;
    window = Math.min(2 * window, MOST_TOGETHER);
  }

  private synchronized void failed(Unconfirmed.Entry entry) {
    underWay--;
    window = 1;
    paused = true;
    // To the end: a vote that cannot be sent must not block the others.
    waiting.addLast(entry);
  }

  private void resume() {
    synchronized (this) {
      paused = false;
    }
    fill();
  }

  private synchronized void clear() {
    waiting.clear();
  }
}
