package io.voteengine.redis.signal;

import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.voteengine.spi.StoreSignals;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on the broadcasts that a connection receives, on the client's thread. */
final class BroadcastReceiver extends RedisPubSubAdapter<byte[], byte[]> {
  private static final Logger log = LoggerFactory.getLogger(BroadcastReceiver.class);

  private final List<byte[]> channels;
  private final StoreSignals.Receiver receiver;

  BroadcastReceiver(List<byte[]> channels, StoreSignals.Receiver receiver) {
    this.channels = channels;
    this.receiver = receiver;
  }

  @Override
  public void message(byte[] channel, byte[] message) {
    received(channel, message);
  }

  @Override
  public void smessage(byte[] channel, byte[] message) {
    received(channel, message);
  }

  private void received(byte[] channel, byte[] message) {
    for (int i = 0; i < channels.size(); i++) {
      if (Arrays.equals(channels.get(i), channel)) {
        try {
          receiver.received(i, message);
        } catch (RuntimeException e) {
          log.debug("A broadcast could not be handled", e);
        }
        return;
      }
    }
  }
}
