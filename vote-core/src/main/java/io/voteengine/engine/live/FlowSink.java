package io.voteengine.engine.live;

import io.voteengine.VoteException;
import io.voteengine.live.LiveSubscriber.EndReason;
import io.voteengine.live.SharedUpdate;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Passes updates to a subscriber of Reactive Streams, as many as it requests. */
final class FlowSink implements Sink, Flow.Subscription {
  private final Flow.Subscriber<? super SharedUpdate> subscriber;
  private final AtomicLong demand = new AtomicLong();

  /** Updates without demand, a few at most; used by one delivery at a time. */
  private final ArrayDeque<SharedUpdate> held = new ArrayDeque<>();

  private volatile boolean holds;
  private volatile boolean cancelled;
  private volatile @Nullable IllegalArgumentException refused;
  private @Nullable OpenSubscription subscription;

  FlowSink(Flow.Subscriber<? super SharedUpdate> subscriber) {
    this.subscriber = Objects.requireNonNull(subscriber, "subscriber");
  }

  /** Begins. Nothing is delivered before. */
  void begin(OpenSubscription opened) {
    subscription = opened;
    subscriber.onSubscribe(this);
  }

  private OpenSubscription subscription() {
    return Objects.requireNonNull(subscription, "subscription");
  }

  @Override
  public void request(long n) {
    if (n <= 0) {
      refused =
          new IllegalArgumentException("request must be for 1 update or more (rule 3.9): " + n);
      subscription().end(EndReason.FAILED);
      return;
    }
    demand.accumulateAndGet(n, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
    subscription().resume();
  }

  @Override
  public void cancel() {
    cancelled = true;
    subscription().close();
  }

  @Override
  public long room() {
    return demand.get();
  }

  @Override
  public boolean holds() {
    return holds;
  }

  @Override
  public void deliver(List<SharedUpdate> updates) {
    held.addAll(updates);
    while (!held.isEmpty() && !cancelled && demand.get() > 0) {
      if (demand.get() != Long.MAX_VALUE) {
        demand.decrementAndGet();
      }
      subscriber.onNext(held.poll());
    }
    holds = !held.isEmpty();
  }

  @Override
  public boolean retries() {
    return false;
  }

  @Override
  public void ended(EndReason reason) {
    if (reason == EndReason.ENGINE_CLOSED) {
      subscriber.onComplete();
    } else {
      Throwable failure = refused;
      subscriber.onError(
          failure != null
              ? failure
              : new VoteException("The subscription was ended: " + reason, null));
    }
  }

  @Override
  public String name() {
    return subscriber.getClass().getName();
  }
}
