package io.voteengine.spi;

import io.voteengine.VoteStoreException;
import java.util.function.Consumer;

/**
 * Messages between the nodes of one store. They may be lost, arrive twice, or come back to the node
 * that sent them; a node that receives none finds out later by itself. Safe for use by many
 * threads.
 */
public interface StoreSignals {
  /** The signals of a store that cannot send messages: nothing is sent. */
  StoreSignals NONE =
      new StoreSignals() {
        @Override
        public void publish(Signal signal) {
          // There are no subscribers.
        }

        @Override
        public Subscription subscribe(Consumer<Signal> listener) {
          return () -> {};
        }
      };

  /**
   * Sends a message to all subscribers. Returns immediately and never throws.
   *
   * @param signal the message
   */
  void publish(Signal signal);

  /**
   * Subscribes to messages. The subscription survives lost connections.
   *
   * @param listener called with each message, on a thread that it must not block
   * @return the subscription; closing it ends it
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
