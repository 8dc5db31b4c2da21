package io.voteengine.redis.signal;

import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.voteengine.spi.Signal;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on the signals that a connection receives, on the client's thread. */
final class SignalReceiver extends RedisPubSubAdapter<byte[], byte[]> {
  private static final Logger log = LoggerFactory.getLogger(SignalReceiver.class);

  private final Consumer<Signal> listener;

  SignalReceiver(Consumer<Signal> listener) {
    this.listener = listener;
  }

  @Override
  public void message(byte[] channel, byte[] message) {
    Signal signal = SignalCodec.decode(message);
    if (signal == null) {
      log.debug("A message that this version does not know was ignored");
      return;
    }
    try {
      listener.accept(signal);
    } catch (RuntimeException e) {
      log.debug("{} could not be handled", signal, e);
    }
  }
}
