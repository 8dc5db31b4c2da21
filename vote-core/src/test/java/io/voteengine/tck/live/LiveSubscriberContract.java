package io.voteengine.tck.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.Choice;
import io.voteengine.InvalidInputException;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.live.Interest;
import io.voteengine.live.LiveSubscriber.EndReason;
import io.voteengine.live.LiveSubscription;
import io.voteengine.live.LiveUpdate;
import io.voteengine.live.LiveVotes;
import io.voteengine.live.SharedUpdate;
import io.voteengine.tck.LiveContract;
import io.voteengine.tck.testing.Waiting;
import io.voteengine.tck.testing.Watcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Subscribers that are slow, fail, leave, or stay when the engine closes. */
public abstract class LiveSubscriberContract extends LiveCase {
  protected LiveSubscriberContract(LiveContract suite) {
    super(suite);
  }

  @Test
  void slowSubscriberSkipsVersionsAndDelaysNobody() {
    CountDownLatch blocked = new CountDownLatch(1);
    List<LiveSubscription> slow = new ArrayList<>();
    List<Tally> seen = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 20; i++) {
      slow.add(
          one.live()
              .subscribe(
                  Interest.subject(SUBJECT),
                  new Watcher() {
                    @Override
                    public void onUpdate(LiveUpdate update) {
                      Waiting.await(blocked);
                      seen.add(((LiveUpdate.Counts) update).tally());
                    }
                  }));
    }
    Watcher watcher = watcher();
    one.live().subscribe(Interest.subject(SUBJECT), watcher);
    for (int i = 1; i <= 20; i++) {
      cast(one, "v" + i);
      awaitCounts(watcher, SUBJECT, i, 0);
    }
    blocked.countDown();
    Waiting.until(() -> seen.stream().filter(tally -> tally.up() == 20).count() == 20);
    assertThat(seen).hasSizeLessThanOrEqualTo(60);
    assertThat(slow).allMatch(LiveSubscription::isOpen);
  }

  @Test
  void updateThatFailedComesAgain() {
    AtomicInteger calls = new AtomicInteger();
    Watcher failing =
        new Watcher() {
          @Override
          public void onUpdates(List<SharedUpdate> updates) {
            if (calls.incrementAndGet() <= 2) {
              throw new IllegalStateException("on purpose");
            }
            super.onUpdates(updates);
          }
        };
    one.live().subscribe(Interest.subject(SUBJECT), failing);
    Waiting.until(() -> failing.shows(SUBJECT, 0, 0));
    Tally tally = cast(one, "ada");
    awaitTally(failing, SUBJECT, tally);
    assertThat(failing.complaints).isEmpty();
  }

  @Test
  void subscriberThatAlwaysFailsIsEnded() {
    Watcher failing =
        new Watcher() {
          @Override
          public void onUpdate(LiveUpdate update) {
            throw new AssertionError("on purpose");
          }
        };
    LiveSubscription subscription = one.live().subscribe(Interest.subject(SUBJECT), failing);
    Waiting.until(() -> failing.ends.contains(EndReason.FAILED));
    assertThat(subscription.isOpen()).isFalse();
    Watcher watcher = watcher();
    one.live().subscribe(Interest.subject(SUBJECT), watcher);
    cast(one, "ada");
    awaitCounts(watcher, SUBJECT, 1, 0);
    assertThat(failing.ends).hasSize(1);
  }

  @Test
  void closedSubscriptionHearsNothingMore() {
    Watcher watcher = watcher();
    LiveSubscription subscription = one.live().subscribe(Interest.subject(SUBJECT), watcher);
    awaitCounts(watcher, SUBJECT, 0, 0);
    subscription.close();
    subscription.close();
    subscription.track(List.of(Interest.subject(SUBJECT)));
    Watcher other = watcher();
    one.live().subscribe(Interest.subject(SUBJECT), other);
    cast(one, "ada");
    awaitCounts(other, SUBJECT, 1, 0);
    assertThat(watcher.updates()).isOne();
    assertThat(watcher.ends).isEmpty();
    assertThat(subscription.isOpen()).isFalse();
  }

  @Test
  void engineThatClosesSaysSo() {
    Watcher leaving = watcher();
    Watcher staying = watcher();
    LiveSubscription subscription = one.live().subscribe(Interest.subject(SUBJECT), leaving);
    other.live().subscribe(Interest.subject(SUBJECT), staying);
    awaitCounts(leaving, SUBJECT, 0, 0);
    LiveVotes live = one.live();
    one.close();
    assertThat(leaving.ends).containsExactly(EndReason.ENGINE_CLOSED);
    assertThat(subscription.isOpen()).isFalse();
    assertThatThrownBy(() -> live.subscribe(Interest.subject(SUBJECT), leaving))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> live.publish("c", "1")).isInstanceOf(IllegalStateException.class);
    cast(other, "ada");
    awaitCounts(staying, SUBJECT, 1, 0);
    assertThat(staying.ends).isEmpty();
  }

  @Test
  void tooManyInterestsAreRefusedTogether() {
    List<Interest> many =
        Interest.subjects(
            IntStream.range(0, Interest.MOST_SUBJECTS)
                .mapToObj(i -> SubjectId.of(POLL, "s" + i))
                .toList());
    Watcher watcher = watcher();
    LiveSubscription subscription = one.live().subscribe(Interest.subject(SUBJECT), watcher);
    assertThatThrownBy(() -> subscription.track(many)).isInstanceOf(InvalidInputException.class);
    cast(one, "ada", SubjectId.of(POLL, "s1"), Choice.UP);
    cast(one, "ada");
    awaitCounts(watcher, SUBJECT, 1, 0);
    assertThat(watcher.counts(SubjectId.of(POLL, "s1"))).isNull();
  }

  /** Requests updates one by one. */
  private static final class OneByOne implements Flow.Subscriber<SharedUpdate> {
    final Watcher watcher = new Watcher();
    private final AtomicReference<Flow.@Nullable Subscription> subscription =
        new AtomicReference<>();
    final AtomicInteger completed = new AtomicInteger();
    final List<Throwable> failures = new CopyOnWriteArrayList<>();

    void request(long n) {
      Objects.requireNonNull(subscription.get()).request(n);
    }

    @Override
    public void onSubscribe(Flow.Subscription opened) {
      subscription.set(opened);
    }

    @Override
    public void onNext(SharedUpdate update) {
      watcher.onUpdates(List.of(update));
    }

    @Override
    public void onError(Throwable failure) {
      failures.add(failure);
    }

    @Override
    public void onComplete() {
      completed.incrementAndGet();
    }
  }

  @Test
  void publisherSendsWhatIsRequested() {
    OneByOne reader = new OneByOne();
    one.live().publisher(null, List.of(Interest.subject(SUBJECT))).subscribe(reader);
    Watcher watcher = watcher();
    one.live().subscribe(Interest.subject(SUBJECT), watcher);
    for (int i = 1; i <= 5; i++) {
      cast(one, "v" + i);
      awaitCounts(watcher, SUBJECT, i, 0);
    }
    assertThat(reader.watcher.updates()).isZero();
    reader.request(1);
    awaitCounts(reader.watcher, SUBJECT, 5, 0);
    assertThat(reader.watcher.updates()).isOne();
    reader.request(Long.MAX_VALUE);
    cast(one, "v6");
    awaitCounts(reader.watcher, SUBJECT, 6, 0);
    one.close();
    assertThat(reader.completed).hasValue(1);
    assertThat(reader.failures).isEmpty();
  }

  @Test
  void publisherRefusesRequestsForNothing() {
    OneByOne reader = new OneByOne();
    one.live().publisher(null, List.of(Interest.subject(SUBJECT))).subscribe(reader);
    reader.request(0);
    Waiting.until(() -> !reader.failures.isEmpty());
    assertThat(reader.failures.get(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
