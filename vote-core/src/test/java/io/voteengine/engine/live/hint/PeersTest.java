package io.voteengine.engine.live.hint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class PeersTest {
  private final Peers peers = new Peers(2);

  private static Hint.Watching watching(boolean voters, long[] counts, int... partitions) {
    BitSet set = new BitSet();
    for (int partition : partitions) {
      set.set(partition);
    }
    return new Hint.Watching(set, voters, false, counts);
  }

  @Test
  void nobodyWantsAnythingAtFirst() {
    assertThat(peers.wantAny()).isFalse();
    assertThat(peers.want(0)).isFalse();
    assertThat(peers.wantVoters()).isFalse();
  }

  @Test
  void wishesOfAllPeersAddUp() {
    peers.heard(1, watching(false, new long[2], 3));
    peers.heard(2, watching(true, new long[2], 5));
    assertThat(peers.want(3)).isTrue();
    assertThat(peers.want(5)).isTrue();
    assertThat(peers.want(4)).isFalse();
    assertThat(peers.wantVoters()).isTrue();
    peers.heard(2, watching(false, new long[2]));
    assertThat(peers.want(5)).isFalse();
    assertThat(peers.wantVoters()).isFalse();
    assertThat(peers.want(3)).isTrue();
  }

  @Test
  void namesAreWantedApartFromPartitions() {
    peers.heard(1, new Hint.Watching(new BitSet(), false, true, new long[2]));
    assertThat(peers.wantNames()).isTrue();
    assertThat(peers.wantAny()).isTrue();
    assertThat(peers.want(0)).isFalse();
    peers.heard(1, watching(false, new long[2]));
    assertThat(peers.wantAny()).isFalse();
  }

  @Test
  void lostMessageIsNoticedAtTheNextOne() {
    assertThat(peers.received(1, 0, 7)).as("the first that is heard").isFalse();
    assertThat(peers.received(1, 0, 8)).isFalse();
    assertThat(peers.received(1, 0, 10)).isTrue();
    assertThat(peers.received(1, 0, 11)).isFalse();
    assertThat(peers.received(1, 1, 5)).as("another channel").isFalse();
    assertThat(peers.received(2, 0, 99)).as("another node").isFalse();
  }

  @Test
  void doubledAndLateMessagesAreNoLoss() {
    peers.received(1, 0, 7);
    peers.received(1, 0, 8);
    assertThat(peers.received(1, 0, 8)).isFalse();
    assertThat(peers.received(1, 0, 7)).isFalse();
    assertThat(peers.received(1, 0, 9)).isFalse();
  }

  @Test
  void lostLastMessageIsNoticedAtTheNextBeat() {
    assertThat(peers.heard(1, watching(false, new long[] {4, 2}, 0)).isEmpty()).isTrue();
    peers.received(1, 0, 5);
    assertThat(peers.heard(1, watching(false, new long[] {5, 2}, 0)).isEmpty()).isTrue();
    BitSet lost = peers.heard(1, watching(false, new long[] {5, 3}, 0));
    assertThat(lost.get(1)).isTrue();
    assertThat(lost.get(0)).isFalse();
    assertThat(peers.heard(1, watching(false, new long[] {5, 3}, 0)).isEmpty()).isTrue();
  }

  @Test
  void peerThatCouldNotBeHeardIsKeptAndDoubted() {
    peers.heard(1, watching(false, new long[2], 3));
    assertThat(peers.isUnknown(1)).isFalse();
    peers.keepSilent();
    peers.forgetSilent();
    assertThat(peers.want(3)).isTrue();
    assertThat(peers.isUnknown(1)).as("hints of it may have been missed").isTrue();
    peers.received(1, 0, 7);
    assertThat(peers.isUnknown(1)).isFalse();
  }

  @Test
  void hostileCountsDoNoHarm() {
    assertThat(peers.heard(1, watching(false, new long[0], 0)).isEmpty()).isTrue();
    assertThat(peers.heard(1, watching(false, new long[9_999], 0)).length()).isLessThanOrEqualTo(2);
    for (long node = 0; node < 5_000; node++) {
      peers.heard(node, watching(false, new long[2], 1));
    }
    assertThat(peers.want(1)).isTrue();
  }
}
