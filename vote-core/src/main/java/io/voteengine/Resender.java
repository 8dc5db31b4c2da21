package io.voteengine;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends the votes of one partition again: one at first, twice as many with each that is answered,
 * and one again after a failure. So neither a store that is away nor one that has just come back is
 * stormed.
 */
final class Resender {
  private static final int MOST_TOGETHER = 64;

  private final Function<Unconfirmed.Entry, CompletableFuture<Boolean>> sender;
  private final Executor executor;
  private final Deque<Unconfirmed.Entry> waiting = new ArrayDeque<>();
  private int window = 1;
  private int underWay;

  /**
   * @param sender sends a vote; completes, never exceptionally, with whether it was answered
   * @param executor runs what follows an answer, so that answers given at once do not nest
   */
  Resender(Function<Unconfirmed.Entry, CompletableFuture<Boolean>> sender, Executor executor) {
    this.sender = sender;
    this.executor = executor;
  }

  void send(Collection<Unconfirmed.Entry> entries) {
    synchronized (this) {
      waiting.addAll(entries);
    }
    goOn();
  }

  private void goOn() {
    try {
      executor.execute(this::fill);
    } catch (RejectedExecutionException e) {
      // The engine has closed, and has said how many votes it leaves.
      clear();
    }
  }

  private void fill() {
    for (Unconfirmed.Entry entry = next(); entry != null; entry = next()) {
      Unconfirmed.Entry sent = entry;
      sender
          .apply(sent)
          .thenAccept(
              answered -> {
                ended(sent, answered);
                goOn();
              });
    }
  }

  private synchronized Unconfirmed.@Nullable Entry next() {
    Unconfirmed.Entry next = underWay < window ? waiting.poll() : null;
    if (next != null) {
      underWay++;
    }
    return next;
  }

  private synchronized void ended(Unconfirmed.Entry entry, boolean answered) {
    underWay--;
    if (answered) {
      window = Math.min(2 * window, MOST_TOGETHER);
    } else {
      window = 1;
      waiting.addFirst(entry);
    }
  }

  private synchronized void clear() {
    waiting.clear();
  }
}
