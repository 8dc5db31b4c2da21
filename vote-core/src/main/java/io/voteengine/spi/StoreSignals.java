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

  /**
   * Returns over how many channels {@linkplain #broadcast broadcasts} travel. Where there is more
   * than one, each partition has its own, so that the servers of a store share them.
   *
   * @return 1, or the number of partitions; does not change while the store is open
   */
  default int channels() {
    return 1;
  }

  /**
   * Sends a message to every {@linkplain #listen listener}, also of this node. Returns immediately
   * and never throws. Messages of one node on one channel arrive in their order, where they arrive.
   *
   * @param channel from 0 to {@code channels() - 1}
   * @param message some bytes, at most 64 KiB
   */
  default void broadcast(int channel, byte[] message) {}

  /**
   * Listens to broadcasts on all channels. The subscription survives lost connections.
   *
   * @param receiver called with each message, on a thread that it must not block
   * @return the subscription; closing it ends it
   * @throws VoteStoreException when the store cannot be reached
   */
  default Subscription listen(Receiver receiver) {
    return () -> {};
  }

  /** Receives broadcasts. */
  interface Receiver {
    /**
     * Handles a message.
     *
     * @param channel the channel on which it came
     * @param message its bytes, which must not be changed
     */
    void received(int channel, byte[] message);
  }

  /** A subscription. */
  interface Subscription extends AutoCloseable {
    /** Ends it. Repeated calls do nothing. */
    @Override
    void close();
  }
}
