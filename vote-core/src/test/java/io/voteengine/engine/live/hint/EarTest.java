package io.voteengine.engine.live.hint;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.spi.Signal;
import io.voteengine.spi.StoreSignals;
import io.voteengine.tck.testing.Waiting;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A connection that has gone deaf is replaced. */
class EarTest {
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Integer> open = ConcurrentHashMap.newKeySet();
  private final StoreSignals signals =
      new StoreSignals() {
        @Override
        public void publish(Signal signal) {}

        @Override
        public Subscription subscribe(Consumer<Signal> listener) {
          return () -> {};
        }

        @Override
        public Subscription listen(Receiver receiver) {
          int number = connections.incrementAndGet();
          open.add(number);
          return () -> open.remove(number);
        }
      };
  private final AtomicInteger gaps = new AtomicInteger();
  private final Ear ear = new Ear(signals, gaps::incrementAndGet);

  @Test
  void silenceAfterItsOwnVoiceMakesItListenAnew() {
    ear.listen((channel, message) -> {});
    ear.heardItself();
    ear.check(true);
    assertThat(connections).as("too soon").hasValue(1);
    Waiting.until(
        () -> {
          ear.check(true);
          return connections.get() == 2;
        });
    Waiting.until(() -> open.equals(Set.of(2)));
    Waiting.until(() -> gaps.get() == 1);
    assertThat(ear.close()).isTrue();
    assertThat(open).isEmpty();
  }

  @Test
  void nodeThatNeverHeardItselfStays() {
    ear.listen((channel, message) -> {});
    for (int i = 0; i < 1_000; i++) {
      ear.check(true);
    }
    assertThat(connections).hasValue(1);
    ear.heardItself();
    ear.check(false);
    ear.check(true);
    assertThat(connections).as("it was silent itself").hasValue(1);
  }
}
