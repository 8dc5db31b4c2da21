package io.voteengine.engine.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoterId;
import io.voteengine.engine.live.ManualNode.Store;
import io.voteengine.engine.live.hint.Hint;
import io.voteengine.engine.live.hint.HintCodec;
import io.voteengine.engine.live.hint.IdHash;
import io.voteengine.listener.EngineEvent.Cause;
import io.voteengine.live.Interest;
import io.voteengine.live.LiveUpdate;
import io.voteengine.spi.Signal;
import io.voteengine.spi.StoreSignals;
import io.voteengine.tck.testing.Waiting;
import io.voteengine.tck.testing.Watcher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes that read only what hints make them read. */
class HintsTest {
  private static final VoterId ADA = VoterId.of("ada");
  private static final SubjectId SUBJECT = SubjectId.of("posts", "1");
  private static final int PARTITION = SUBJECT.partition(ManualNode.PARTITIONS);

  private final Wire wire = new Wire();
  private final Store store = new Store();
  private final ManualNode one = new ManualNode(1, store, wire);
  private final ManualNode two = new ManualNode(2, store, wire);

  /** One channel that a test can cut. */
  private static final class Wire implements StoreSignals {
    private final List<Receiver> receivers = new ArrayList<>();
    private final List<byte[]> sent = new ArrayList<>();
    private boolean cut;

    @Override
    public void publish(Signal signal) {}

    @Override
    public Subscription subscribe(Consumer<Signal> listener) {
      return () -> {};
    }

    @Override
    public void broadcast(int channel, byte[] message) {
      sent.add(message);
      if (!cut) {
        receivers.forEach(receiver -> receiver.received(channel, message));
      }
    }
  }

  /** The messages that name changed subjects, without the beats of the nodes. */
  private List<byte[]> changes() {
    return wire.sent.stream().filter(message -> message[1] == 'C').toList();
  }

  @BeforeEach
  void connect() {
    wire.receivers.add(one.receiver);
    wire.receivers.add(two.receiver);
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  /** A vote at node one. */
  private void vote(long version) {
    store.tallies.put(SUBJECT, new Tally(version, 0, 1, version));
    one.hints.changed(SUBJECT, PARTITION, ADA);
  }

  private void tick() {
    one.tick();
    two.tick();
  }

  private void awaitCounts(Watcher watcher, long up) {
    Waiting.until(
        () -> {
          two.tick();
          return watcher.shows(SUBJECT, up, 0);
        });
  }

  private Watcher watchAtTwo() {
    Watcher watcher = two.watch(null, Interest.subject(SUBJECT));
    tick();
    awaitCounts(watcher, 0);
    two.forgetReads();
    return watcher;
  }

  @Test
  void nothingIsSentWhileNobodyWatches() {
    vote(1);
    tick();
    assertThat(wire.sent).isEmpty();
  }

  @Test
  void nothingIsSentForPartitionsThatNobodyWatches() {
    watchAtTwo();
    SubjectId elsewhere = SubjectId.of("posts", "x");
    assertThat(elsewhere.partition(ManualNode.PARTITIONS)).isNotEqualTo(PARTITION);
    one.hints.changed(elsewhere, elsewhere.partition(ManualNode.PARTITIONS), ADA);
    one.tick();
    assertThat(changes()).isEmpty();
  }

  @Test
  void hintMakesTheOtherNodeReadOnce() {
    Watcher watcher = watchAtTwo();
    vote(1);
    vote(2);
    vote(3);
    tick();
    awaitCounts(watcher, 3);
    assertThat(two.reads).containsExactly(SUBJECT);
    assertThat(changes()).as("one message for the tick").hasSize(1);
    assertThat(changes().get(0)).hasSizeLessThan(40);
  }

  @Test
  void lostHintIsNoticedAtTheNextOne() {
    Watcher watcher = watchAtTwo();
    SubjectId other = SubjectId.of("posts", "other-1");
    two.watch(null, Interest.subject(other));
    tick();
    one.hints.changed(other, PARTITION, null);
    tick();
    wire.cut = true;
    vote(1);
    one.tick();
    wire.cut = false;
    two.tick();
    assertThat(watcher.shows(SUBJECT, 0, 0)).isTrue();
    one.hints.changed(other, PARTITION, null);
    tick();
    awaitCounts(watcher, 1);
  }

  @Test
  void hintOfAnotherNodesOwnEchoIsIgnored() {
    Watcher watcher = watchAtTwo();
    two.hints.send(PARTITION, new Hint.Changed(new long[] {IdHash.of(SUBJECT)}, new long[0]));
    tick();
    assertThat(two.reads).isEmpty();
    assertThat(watcher.updates()).isOne();
  }

  @Test
  void ownChoiceIsReadWhereItsVoterWatches() {
    Watcher ada = two.watch(ADA, Interest.subject(SUBJECT));
    Watcher bob = two.watch(VoterId.of("bob"), Interest.subject(SUBJECT));
    Waiting.until(() -> ada.choice(SUBJECT) != null && bob.choice(SUBJECT) != null);
    tick();
    two.forgetReads();
    store.choices.put(SUBJECT, Choice.UP);
    vote(1);
    tick();
    Waiting.until(() -> ada.choice(SUBJECT) == Choice.UP);
    assertThat(two.ownReads).as("one voter's").containsExactly(SUBJECT);
    assertThat(bob.choice(SUBJECT)).isEqualTo(Choice.NONE);
  }

  @Test
  void correctionIsReportedAndRead() {
    Watcher watcher = watchAtTwo();
    store.tallies.put(SUBJECT, new Tally(1, 0, 1, 1));
    one.hints.corrected(List.of(SUBJECT), subject -> PARTITION, Cause.DRIFT);
    awaitCounts(watcher, 1);
    assertThat(watcher.events).contains(new LiveUpdate.Reconciled(SUBJECT, Cause.DRIFT));
  }

  @Test
  void nodeThatLeavesGetsNoHints() {
    watchAtTwo();
    assertThat(one.peers.want(PARTITION)).isTrue();
    two.hints.close();
    assertThat(one.peers.wantAny()).isFalse();
  }

  @Test
  void latecomerAsksForThePayload() {
    wire.cut = true;
    one.publish("c", "1");
    wire.cut = false;
    Watcher watcher = two.watch(null, Interest.channel("c"));
    Waiting.until(
        () -> {
          tick();
          return watcher.events.size() == 1;
        });
    assertThat(((LiveUpdate.Payload) watcher.events.get(0)).json()).isEqualTo("1");
  }

  @Test
  void hintsOfOtherNodesReachTheCopies() {
    watchAtTwo();
    two.watch(ADA, Interest.subject(SUBJECT));
    tick();
    vote(1);
    tick();
    two.copies.heard.clear();
    vote(2);
    one.hints.corrected(List.of(SUBJECT), subject -> PARTITION, Cause.DRIFT);
    one.hints.send(PARTITION, new Hint.Refresh("posts", SUBJECT));
    one.hints.send(PARTITION, new Hint.Refresh("posts", null));
    one.hints.send(PARTITION, new Hint.Unsure(PARTITION));
    one.tick();
    long subject = IdHash.of(SUBJECT);
    assertThat(two.copies.heard)
        .containsExactly(
            "corrected " + subject,
            "refresh posts " + SUBJECT,
            "refresh posts null",
            "everything",
            "counts " + subject,
            "choice " + IdHash.of(ADA) + " " + subject);
  }

  /** It may have changed anything before it knew that this node wants hints. */
  @Test
  void firstMessageOfANodeMakesCopiesUncertain() {
    watchAtTwo();
    vote(1);
    one.tick();
    vote(2);
    one.tick();
    String counts = "counts " + IdHash.of(SUBJECT);
    assertThat(two.copies.heard).containsExactly("everything", counts, counts);
  }

  @Test
  void garbageOnTheChannelIsIgnored() {
    Watcher watcher = watchAtTwo();
    wire.broadcast(0, new byte[0]);
    wire.broadcast(0, "hello".getBytes(UTF_8));
    two.receiver.received(
        99, HintCodec.encode(new HintCodec.Message(7, 1, new Hint.Unsure(60_000))));
    tick();
    assertThat(watcher.updates()).isOne();
    assertThat(watcher.complaints).isEmpty();
  }
}
