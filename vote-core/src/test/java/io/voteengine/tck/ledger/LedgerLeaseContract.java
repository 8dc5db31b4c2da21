package io.voteengine.tck.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.ledger.NodeShare;
import io.voteengine.tck.VoteLedgerContract;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How nodes share the partitions. A node with the shortest lease counts as dead at the next call.
 */
public abstract class LedgerLeaseContract {
  private static final int PARTITIONS = 8;
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORTEST = Duration.ofNanos(1_000);

  private final Node ada;
  private final Node bob;
  private final Node eve;

  protected LedgerLeaseContract(VoteLedgerContract suite) {
    ada = new Node(1, suite.connect());
    bob = new Node(2, suite.connect());
    eve = new Node(3, suite.connect());
  }

  /** A node with its own ledger over the shared database. */
  private static final class Node {
    final UUID id;
    final VoteLedger ledger;
    Set<Integer> held = Set.of();

    Node(long id, VoteLedger ledger) {
      this.id = new UUID(0, id);
      this.ledger = ledger;
    }

    Node renew() {
      return renew(LONG);
    }

    Node renew(Duration lease) {
      share(lease);
      return this;
    }

    Duration claim(@Nullable String store) {
      return ledger.leases().claim(id, store, LONG);
    }

    NodeShare share(Duration lease) {
      NodeShare share = ledger.leases().renew(id, lease);
      held = share.partitions();
      return share;
    }

    void release() {
      ledger.leases().release(id);
      held = Set.of();
    }
  }

  @BeforeEach
  void open() {
    Stream.of(ada, bob, eve).forEach(node -> node.ledger.open(PARTITIONS));
  }

  @AfterEach
  void close() {
    Stream.of(ada, bob, eve).forEach(node -> node.ledger.close());
  }

  private Map<Integer, UUID> owners() {
    return ada.ledger.leases().owners();
  }

  /** Checks that one of the nodes holds each partition, and that the table says the same. */
  private void assertShared(Node... nodes) {
    Set<Integer> all = new HashSet<>();
    int sum = 0;
    for (Node node : nodes) {
      all.addAll(node.held);
      sum += node.held.size();
      node.held.forEach(partition -> assertThat(owners()).containsEntry(partition, node.id));
    }
    assertThat(all).hasSize(PARTITIONS);
    assertThat(sum).isEqualTo(PARTITIONS);
    assertThat(Stream.of(nodes).mapToInt(node -> node.held.size()))
        .allMatch(held -> held >= PARTITIONS / nodes.length)
        .allMatch(held -> held <= (PARTITIONS + nodes.length - 1) / nodes.length);
  }

  @Test
  void nobodyHoldsAnythingAtFirst() {
    assertThat(owners()).isEmpty();
  }

  @Test
  void nodeAloneHoldsEverything() {
    assertThat(ada.share(LONG).nodes()).isEqualTo(1);
    assertShared(ada);
    assertShared(ada.renew());
  }

  @Test
  void nodesThatComeAreGivenTheirShare() {
    ada.renew();
    assertThat(bob.share(LONG)).isEqualTo(new NodeShare(Set.of(), 2));
    assertThat(ada.share(LONG).nodes()).isEqualTo(2);
    assertShared(ada, bob.renew());

    eve.renew();
    assertShared(ada.renew(), bob.renew(), eve.renew());
    assertShared(ada.renew(), bob.renew(), eve.renew());
  }

  @Test
  void whatIsSharedStaysWhereItIs() {
    ada.renew();
    bob.renew();
    ada.renew();
    bob.renew();
    Set<Integer> before = ada.held;
    assertShared(ada.renew(), bob.renew());
    assertThat(ada.held).isEqualTo(before);
  }

  @Test
  void partitionsOfADeadNodeAreInherited() {
    ada.renew(SHORTEST);
    assertThat(bob.share(LONG).nodes()).isEqualTo(1);
    assertShared(bob);
  }

  @Test
  void deadNodeHoldsNothing() {
    ada.renew(SHORTEST);
    assertThat(owners()).isEmpty();
  }

  @Test
  void nodeTakenForDeadKeepsWhatNobodyTook() {
    ada.renew(SHORTEST);
    assertShared(ada.renew());
  }

  @Test
  void nodeTakenForDeadHoldsNothingThatIsTaken() {
    ada.renew(SHORTEST);
    bob.renew();
    assertThat(ada.share(LONG)).isEqualTo(new NodeShare(Set.of(), 2));
    bob.renew();
    assertShared(ada.renew(), bob);
  }

  @Test
  void whatANodeReleasesIsFreeAtOnce() {
    ada.renew();
    bob.renew();
    ada.renew();
    bob.renew();
    ada.release();
    assertThat(owners().values()).containsOnly(bob.id);
    assertThat(bob.share(LONG).nodes()).isEqualTo(1);
    assertShared(bob);
    ada.release();
    eve.release();
    assertShared(bob.renew());
  }

  @Test
  void oneStoreAtATimeHasTheLedger() {
    assertThat(ada.claim("in ada's memory")).isZero();
    assertThat(bob.claim("in bob's memory")).isPositive().isLessThanOrEqualTo(LONG);
    assertThat(eve.claim(null)).isPositive();
    assertThat(bob.claim("in ada's memory")).isZero();
    ada.release();
    assertThat(eve.claim(null)).isPositive();
    bob.release();
    assertThat(eve.claim(null)).isZero();
    assertThat(ada.claim("in ada's memory")).isPositive();
  }

  @Test
  void nodesOfASharedStoreClaimTheLedgerTogether() {
    assertThat(ada.claim(null)).isZero();
    assertThat(bob.claim(null)).isZero();
    ada.renew();
    assertThat(eve.claim("in eve's memory")).isPositive();
  }

  @Test
  void claimEndsWithItsLease() {
    ada.ledger.leases().claim(ada.id, "in ada's memory", Duration.ofMillis(1));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> bob.claim("in bob's memory").equals(Duration.ZERO));
    assertThat(ada.claim("in ada's memory")).isPositive();
  }

  @Test
  void renewalKeepsTheClaim() {
    ada.ledger.leases().claim(ada.id, "in ada's memory", Duration.ofMillis(1));
    ada.renew();
    assertThat(bob.claim("in bob's memory")).isPositive();
  }

  @Test
  void ofStoresThatComeAtOnceOneHasTheLedger() {
    List<CompletableFuture<Duration>> claims =
        Stream.of(ada, bob, eve)
            .map(node -> CompletableFuture.supplyAsync(() -> node.claim("of " + node.id)))
            .toList();
    assertThat(claims.stream().map(CompletableFuture::join).filter(Duration::isZero)).hasSize(1);
  }

  @Test
  void nodesThatComeAtOnceShareWithoutWaiting() {
    List<Node> nodes = List.of(ada, bob, eve);
    for (int round = 0; round < 3; round++) {
      CompletableFuture.allOf(
              nodes.stream()
                  .map(node -> CompletableFuture.runAsync(node::renew))
                  .toArray(CompletableFuture<?>[]::new))
          .join();
      assertThat(nodes.stream().mapToInt(node -> node.held.size()).sum())
          .isLessThanOrEqualTo(PARTITIONS);
    }
    nodes.forEach(Node::renew);
    nodes.forEach(Node::renew);
    assertShared(ada, bob, eve);
  }
}
