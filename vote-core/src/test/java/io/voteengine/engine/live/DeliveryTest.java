package io.voteengine.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.engine.live.topic.OwnTracker;
import io.voteengine.engine.live.topic.SubjectTopic;
import io.voteengine.engine.live.topic.Topic;
import io.voteengine.engine.live.topic.Topics;
import io.voteengine.live.Interest;
import io.voteengine.live.LiveOptions;
import io.voteengine.live.LiveSubscriber;
import io.voteengine.live.SharedUpdate;
import io.voteengine.tck.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Slow subscribers get threads of their own, and stalled ones are ended. */
class DeliveryTest {
  private static final SubjectId SUBJECT = SubjectId.of("posts", "1");
  private static final int BLOCKED = 40;

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Topics topics = new Topics(1, subject -> 0, Duration.ZERO, new ShownToAll());
  private final SubjectTopic topic = topics.subject(SUBJECT);
  private final FanOut fanOut = new FanOut(1);
  private Delivery delivery = delivery(LiveOptions.defaults());

  private Delivery delivery(LiveOptions options) {
    delivery = new Delivery(timer, options);
    return delivery;
  }

  @AfterEach
  void close() {
    timer.shutdownNow();
    delivery.close();
  }

  private OpenSubscription subscribe(LiveSubscriber subscriber) {
    Watching reads =
        new Watching() {
          @Override
          public void read(SubjectTopic stale) {}

          @Override
          public void readOwn(OpenSubscription subscription, List<OwnTracker> trackers) {}

          @Override
          public void began(Topic began) {}
        };
    OpenSubscription subscription =
        new OpenSubscription(null, new SubscriberSink(subscriber), delivery, topics, reads);
    delivery.joined(subscription);
    subscription.track(List.of(Interest.subject(SUBJECT)));
    return subscription;
  }

  private void change(long version) {
    fanOut.offer(topic, new Tally(version, 0, 1, version), true);
    fanOut.run();
  }

  @Test
  void blockedSubscribersDelayNobody() {
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger entered = new AtomicInteger();
    for (int i = 0; i < BLOCKED; i++) {
      subscribe(
          new LiveSubscriber() {
            @Override
            public void onUpdates(List<SharedUpdate> updates) {
              entered.incrementAndGet();
              Waiting.await(go);
            }
          });
    }
    AtomicInteger calls = new AtomicInteger();
    subscribe(
        new LiveSubscriber() {
          @Override
          public void onUpdates(List<SharedUpdate> updates) {
            calls.incrementAndGet();
          }
        });
    timer.scheduleWithFixedDelay(delivery::watch, 10, 10, TimeUnit.MILLISECONDS);
    change(1);
    Waiting.until(() -> calls.get() == 1 && entered.get() == BLOCKED);
    change(2);
    Waiting.until(() -> calls.get() == 2);
    assertThat(entered).as("one call at a time").hasValue(BLOCKED);
    go.countDown();
    Waiting.until(() -> entered.get() == 2 * BLOCKED);
  }

  @Test
  void stalledSubscriberIsInterruptedAndEnded() {
    delivery(LiveOptions.defaults().longestCall(Duration.ofMillis(100)));
    List<String> seen = new CopyOnWriteArrayList<>();
    OpenSubscription stalled =
        subscribe(
            new LiveSubscriber() {
              @Override
              public void onUpdates(List<SharedUpdate> updates) {
                seen.add("update");
                try {
                  new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                  seen.add("interrupt");
                }
              }

              @Override
              public void onEnded(EndReason reason) {
                seen.add(reason + " interrupted " + Thread.currentThread().isInterrupted());
              }
            });
    timer.scheduleWithFixedDelay(delivery::watch, 10, 10, TimeUnit.MILLISECONDS);
    change(1);
    Waiting.until(() -> seen.size() == 3);
    assertThat(seen).containsExactly("update", "interrupt", "STALLED interrupted false");
    assertThat(stalled.isOpen()).isFalse();
    assertThat(topics.isEmpty()).isTrue();
    assertThat(delivery.subscriptions()).isZero();
  }

  @Test
  void engineThatClosesTellsBusySubscribersToo() {
    CountDownLatch inCall = new CountDownLatch(1);
    List<LiveSubscriber.EndReason> ends = new CopyOnWriteArrayList<>();
    List<OpenSubscription> open = new ArrayList<>();
    open.add(
        subscribe(
            new LiveSubscriber() {
              @Override
              public void onUpdates(List<SharedUpdate> updates) {
                inCall.countDown();
                try {
                  new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }

              @Override
              public void onEnded(EndReason reason) {
                ends.add(reason);
              }
            }));
    change(1);
    Waiting.await(inCall);
    delivery.close();
    Waiting.until(() -> ends.size() == 1);
    assertThat(ends).containsExactly(LiveSubscriber.EndReason.ENGINE_CLOSED);
    assertThat(open.get(0).isOpen()).isFalse();
  }
}
