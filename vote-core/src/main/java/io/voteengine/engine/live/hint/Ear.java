package io.voteengine.engine.live.hint;

import io.voteengine.log.LogThrottle;
import io.voteengine.spi.StoreSignals;
import io.voteengine.spi.StoreSignals.Subscription;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's subscription to broadcasts. While the node sends beats it also receives them itself.
 * When it no longer does, its connection may be open on this side only, which no client notices;
 * then it listens on a new one. Safe for use by many threads.
 */
public final class Ear {
  private static final Logger log = LoggerFactory.getLogger(Ear.class);
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** After this time without its own beats, other nodes may have stopped sending hints here. */
  private static final long GAP_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final StoreSignals signals;
  private final Runnable afterGap;
  private final LogThrottle logDeaf = new LogThrottle();
  private StoreSignals.@Nullable Receiver receiver;
  private volatile boolean heard;
  private volatile long heardNanos;
  private @Nullable Subscription subscription;
  private boolean renewing;
  private boolean closed;

  /**
   * @param afterGap called when the node receives its own messages again after a gap; must not
   *     block
   */
  public Ear(StoreSignals signals, Runnable afterGap) {
    this.signals = signals;
    this.afterGap = afterGap;
  }

  /** Begins to listen. */
  public void listen(StoreSignals.Receiver to) {
    synchronized (this) {
      receiver = to;
    }
    open(to);
  }

  private void open(StoreSignals.Receiver to) {
    Subscription opened = signals.listen(to);
    Subscription before;
    synchronized (this) {
      before = closed ? opened : subscription;
      subscription = closed ? null : opened;
    }
    if (before != null) {
      before.close();
    }
  }

  /** Notes that a message of this node came back. */
  public void heardItself() {
    long now = System.nanoTime();
    boolean gap = heard && now - heardNanos > GAP_NANOS;
    heardNanos = now;
    heard = true;
    if (gap) {
      afterGap.run();
    }
  }

  /**
   * Returns whether this node has received its own messages and no longer does, although it sends
   * them: then it misses those of other nodes too.
   */
  boolean isDeaf() {
    return heard && System.nanoTime() - heardNanos > GAP_NANOS;
  }

  /**
   * Listens on a new connection if this node no longer receives its own messages as it did before.
   * Does not block.
   *
   * @param beating whether this node sends beats
   */
  public void check(boolean beating) {
    if (!beating) {
      heard = false; // Silence is right now.
    } else if (heard && System.nanoTime() - heardNanos > SILENCE_NANOS && begin()) {
      logDeaf.run(
          others ->
              log.warn(
                  "This node does not receive its own messages, and {} more times since the last"
                      + " such line; it listens on a new connection",
                  others));
      Thread thread = new Thread(this::renew, "vote-live-listen");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private synchronized boolean begin() {
    boolean first = !renewing && !closed;
    renewing = true;
    return first;
  }

  private void renew() {
    StoreSignals.Receiver to;
    synchronized (this) {
      to = receiver;
    }
    try {
      if (to != null) {
        open(to);
      }
    } catch (RuntimeException e) {
      log.debug("This node could not listen; that is retried", e);
    } finally {
      heardItself(); // The new connection gets its time, and what was missed is read.
      synchronized (this) {
        renewing = false;
      }
    }
  }

  /** Ends. Returns whether it was listening. */
  public boolean close() {
    Subscription open;
    synchronized (this) {
      closed = true;
      open = subscription;
      subscription = null;
    }
    if (open != null) {
      open.close();
    }
    return open != null;
  }
}
