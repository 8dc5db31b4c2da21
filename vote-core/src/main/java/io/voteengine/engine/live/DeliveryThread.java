package io.voteengine.engine.live;

import org.jspecify.annotations.Nullable;

/** A thread that delivers, and what it is busy with. */
final class DeliveryThread extends Thread {
  private @Nullable OpenSubscription busyWith;
  private long sinceNanos;

  DeliveryThread(Runnable work, String name) {
    super(work, name);
    setDaemon(true);
  }

  synchronized void begin(OpenSubscription subscription) {
    busyWith = subscription;
    sinceNanos = System.nanoTime();
  }

  /** Ends a delivery; an interrupt that was meant for it does not reach the next one. */
  synchronized void end() {
    busyWith = null;
    Thread.interrupted();
  }

  /** Returns the subscription whose call has lasted for so long; null: none. */
  synchronized @Nullable OpenSubscription busyFor(long nanos) {
    return busyWith != null && System.nanoTime() - sinceNanos >= nanos ? busyWith : null;
  }

  /** Interrupts a delivery, if this thread is still busy with it. */
  synchronized void interruptIf(OpenSubscription subscription) {
    if (busyWith == subscription) {
      interrupt();
    }
  }
}
