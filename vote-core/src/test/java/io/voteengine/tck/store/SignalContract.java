package io.voteengine.tck.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voteengine.spi.Signal;
import io.voteengine.spi.Signal.Kind;
import io.voteengine.spi.StoreSignals;
import io.voteengine.spi.StoreSignals.Subscription;
import io.voteengine.spi.VoteStore;
import io.voteengine.tck.VoteStoreContract;
import io.voteengine.tck.testing.MovableClock;
import io.voteengine.tck.testing.SomeLedger;
import io.voteengine.tck.testing.Waiting;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages between the nodes of a store. */
public abstract class SignalContract {
  private static final Signal FIRST = new Signal(Kind.MOVED, 0);

  private final VoteStore store;
  private final List<Signal> ada = new CopyOnWriteArrayList<>();
  private final List<Signal> bob = new CopyOnWriteArrayList<>();
  private StoreSignals signals = StoreSignals.NONE;

  protected SignalContract(VoteStoreContract suite) {
    store = suite.newStore(new MovableClock(), StoreCase.BACKLOG);
  }

  @BeforeEach
  void open() {
    store.open(4, SomeLedger.ID);
    signals = store.signals();
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** Waits until published messages are received. */
  private Subscription subscribe(List<Signal> heard) {
    Subscription subscription = signals.subscribe(heard::add);
    publishUntilHeard(FIRST, heard);
    return subscription;
  }

  private void publishUntilHeard(Signal signal, List<Signal> heard) {
    await()
        .atMost(Waiting.AMPLE)
        .until(
            () -> {
              signals.publish(signal);
              return heard.contains(signal);
            });
  }

  private static void assertHeard(Signal signal, List<Signal> heard) {
    await().atMost(Waiting.AMPLE).until(() -> heard.contains(signal));
  }

  @Test
  void everySubscriberHearsWhatIsPublished() {
    try (Subscription one = subscribe(ada);
        Subscription other = subscribe(bob)) {
      for (Kind kind : Kind.values()) {
        Signal signal = new Signal(kind, 3);
        signals.publish(signal);
        assertHeard(signal, ada);
        assertHeard(signal, bob);
      }
      assertThat(one).isNotSameAs(other);
    }
  }

  @Test
  void whoHasUnsubscribedHearsNothingMore() {
    Subscription ended = subscribe(ada);
    try (Subscription other = subscribe(bob)) {
      ended.close();
      ended.close();
      Signal signal = new Signal(Kind.AWAITED, 1);
      signals.publish(signal);
      assertHeard(signal, bob);
      assertThat(ada).doesNotContain(signal);
      assertThat(other).isNotNull();
    }
  }

  @Test
  void listenerThatFailsKeepsHearing() {
    List<Signal> heard = new CopyOnWriteArrayList<>();
    try (Subscription failing =
            signals.subscribe(
                signal -> {
                  heard.add(signal);
                  throw new IllegalStateException("on purpose");
                });
        Subscription other = subscribe(bob)) {
      publishUntilHeard(FIRST, heard);
      Signal signal = new Signal(Kind.SHARED_ANEW, 0);
      signals.publish(signal);
      assertHeard(signal, heard);
      assertHeard(signal, bob);
      assertThat(failing).isNotSameAs(other);
    }
  }

  @Test
  void publishingToNobodyDoesNothing() {
    signals.publish(FIRST);
    assertThat(ada).isEmpty();
  }

  /** A message by its first byte, which tells the messages of a test apart. */
  private static StoreSignals.Receiver into(List<String> heard) {
    return (channel, message) -> heard.add(channel + ":" + message[0] + ":" + message.length);
  }

  private void broadcastUntilHeard(int channel, byte[] message, List<String> heard) {
    String expected = channel + ":" + message[0] + ":" + message.length;
    await()
        .atMost(Waiting.AMPLE)
        .until(
            () -> {
              signals.broadcast(channel, message);
              return heard.contains(expected);
            });
  }

  @Test
  void everyReceiverHearsBroadcastsOnTheirChannel() {
    List<String> one = new CopyOnWriteArrayList<>();
    List<String> two = new CopyOnWriteArrayList<>();
    assertThat(signals.channels()).isIn(1, 4);
    try (Subscription first = signals.listen(into(one));
        Subscription second = signals.listen(into(two))) {
      for (int channel = 0; channel < signals.channels(); channel++) {
        byte[] large = new byte[64 * 1024];
        large[0] = (byte) (channel + 1);
        broadcastUntilHeard(channel, large, one);
        broadcastUntilHeard(channel, large, two);
      }
      assertThat(first).isNotSameAs(second);
    }
  }

  @Test
  void broadcastsOfOneNodeKeepTheirOrder() {
    List<String> heard = new CopyOnWriteArrayList<>();
    try (Subscription subscription = signals.listen(into(heard))) {
      broadcastUntilHeard(0, new byte[1], heard);
      for (int length = 2; length <= 100; length++) {
        signals.broadcast(0, new byte[length]);
      }
      await().atMost(Waiting.AMPLE).until(() -> heard.contains("0:0:100"));
      assertThat(heard.stream().distinct().filter(text -> !text.equals("0:0:1")))
          .hasSize(99)
          .startsWith("0:0:2")
          .endsWith("0:0:100");
      assertThat(subscription).isNotNull();
    }
  }

  @Test
  void receiverThatHasLeftOrFailsDisturbsNobody() {
    List<String> left = new CopyOnWriteArrayList<>();
    List<String> stays = new CopyOnWriteArrayList<>();
    Subscription ended = signals.listen(into(left));
    broadcastUntilHeard(0, new byte[1], left);
    try (Subscription failing =
            signals.listen(
                (channel, message) -> {
                  throw new IllegalStateException("on purpose");
                });
        Subscription other = signals.listen(into(stays))) {
      broadcastUntilHeard(0, new byte[1], stays);
      ended.close();
      ended.close();
      broadcastUntilHeard(0, new byte[3], stays);
      assertThat(left).doesNotContain("0:0:3");
      assertThat(failing).isNotSameAs(other);
    }
  }
}
