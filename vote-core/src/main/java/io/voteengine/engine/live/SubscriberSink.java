package io.voteengine.engine.live;

import io.voteengine.live.LiveSubscriber;
import io.voteengine.live.LiveSubscriber.EndReason;
import io.voteengine.live.SharedUpdate;
import java.util.List;

/** Passes updates to a host's subscriber, which takes them as fast as it returns. */
record SubscriberSink(LiveSubscriber subscriber) implements Sink {
  @Override
  public long room() {
    return Long.MAX_VALUE;
  }

  @Override
  public boolean holds() {
    return false;
  }

  @Override
  public void deliver(List<SharedUpdate> updates) {
    subscriber.onUpdates(updates);
  }

  @Override
  public boolean retries() {
    return true;
  }

  @Override
  public void ended(EndReason reason) {
    subscriber.onEnded(reason);
  }

  @Override
  public String name() {
    return subscriber.getClass().getName();
  }
}
