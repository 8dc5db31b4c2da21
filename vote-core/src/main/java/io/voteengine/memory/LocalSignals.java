package io.voteengine.memory;

import io.voteengine.spi.Signal;
import io.voteengine.spi.StoreSignals;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages between the engines of one process, delivered on the thread that sends them. */
final class LocalSignals implements StoreSignals {
  private static final Logger log = LoggerFactory.getLogger(LocalSignals.class);

  private final List<Consumer<Signal>> listeners = new CopyOnWriteArrayList<>();
  private final List<Receiver> receivers = new CopyOnWriteArrayList<>();

  @Override
  public void publish(Signal signal) {
    for (Consumer<Signal> listener : listeners) {
      try {
        listener.accept(signal);
      } catch (RuntimeException e) {
        log.debug("A listener failed on {}", signal, e);
      }
    }
  }

  @Override
  public Subscription subscribe(Consumer<Signal> listener) {
    // A new object each time, so that the same listener may subscribe twice.
    @SuppressWarnings("UnnecessaryMethodReference")
    Consumer<Signal> subscribed = listener::accept;
    listeners.add(subscribed);
    return () -> listeners.remove(subscribed);
  }

  @Override
  public void broadcast(int channel, byte[] message) {
    for (Receiver receiver : receivers) {
      try {
        receiver.received(channel, message);
      } catch (RuntimeException e) {
        log.debug("A receiver of broadcasts failed", e);
      }
    }
  }

  @Override
  public Subscription listen(Receiver receiver) {
    @SuppressWarnings("UnnecessaryMethodReference")
    Receiver subscribed = receiver::received;
    receivers.add(subscribed);
    return () -> receivers.remove(subscribed);
  }
}
