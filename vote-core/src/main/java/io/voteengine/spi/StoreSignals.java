package io.voteengine.spi;

import io.voteengine.VoteStoreException;
import java.util.function.Consumer;

/**
 * How the nodes of one store call each other. Messages may be lost, come twice, or come back to the
 * node that sent them; nodes that hear nothing find out by themselves, later. Safe for use by many
 * threads.
 */
public interface StoreSignals {
  /** For stores without such a thing. */
  StoreSignals NONE =
      new StoreSignals() {
        @Override
        public void publish(Signal signal) {
          // Nobody listens.
        }

        @Override
        public Subscription subscribe(Consumer<Signal> listener) {
          return () -> {};
        }
      };

  /**
   * Sends a message to all who have subscribed. Returns at once, and never throws.
   *
   * @param signal the message
   */
  void publish(Signal signal);

  /**
   * Subscribes, also across lost connections.
   *
   * @param listener hears each message, on a thread that it must not block
   * @return ends the subscription
   * @throws VoteStoreException when the store cannot be reached
   */
  Subscription subscribe(Consumer<Signal> listener);

  /** A subscription. */
  interface Subscription extends AutoCloseable {
    /** Ends it. Repeated calls do nothing. */
    @Override
    void close();
  }
}
