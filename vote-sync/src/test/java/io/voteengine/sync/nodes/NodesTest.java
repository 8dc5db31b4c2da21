package io.voteengine.sync.nodes;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voteengine.Ack;
import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.sync.Peer;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.ReconcilerBuilder;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Faults;
import io.voteengine.tck.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Several nodes that share the partitions by leases, and notify each other of what they have done.
 */
class NodesTest {

  /** So long that nothing happens because of time alone. */
  private static final Duration NEVER = Duration.ofHours(1);

  /** So short that a test can wait for its end. */
  private static final Duration SHORT = Duration.ofMillis(300);

  private final Cluster cluster = new Cluster();
  private final List<Peer> peers = new ArrayList<>();
  private int votes;

  @AfterEach
  void close() {
    peers.forEach(Peer::revive);
    cluster.close();
  }

  private Peer node(ReconcilerBuilder options) {
    return add(new Peer(cluster, options, Faults.Fault.NONE));
  }

  /** A node that neither calls others nor receives their messages. */
  private Peer deafNode(ReconcilerBuilder options) {
    return add(new Peer(cluster, options, Faults.Fault.BEFORE));
  }

  private Peer add(Peer peer) {
    peers.add(peer);
    peer.engine.polls().define(Poll.named("posts").unlimited());
    return peer;
  }

  private static ReconcilerBuilder leasedFor(Duration lease) {
    return Reconciler.builder().lease(lease).backoff(Duration.ofMillis(5), Duration.ofMillis(50));
  }

  private static SubjectId subjectIn(int partition) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> SubjectId.of("posts", "s" + i))
        .filter(subject -> subject.partition(Cluster.PARTITIONS) == partition)
        .findFirst()
        .orElseThrow();
  }

  private Map<Integer, UUID> owners() {
    return cluster.ledger.leases().owners();
  }

  /** Waits until all partitions are held, each node holding this many. */
  private void awaitShares(Integer... shares) {
    await()
        .atMost(AMPLE)
        .untilAsserted(
            () -> {
              Map<Integer, UUID> owners = owners();
              assertThat(owners).hasSize(Cluster.PARTITIONS);
              assertThat(
                      owners.values().stream()
                          .distinct()
                          .map(node -> owners.values().stream().filter(node::equals).count())
                          .map(Long::intValue))
                  .containsExactlyInAnyOrder(shares);
            });
    // The table is ahead of the node that reads it.
    await()
        .atMost(AMPLE)
        .until(() -> live().mapToInt(peer -> peer.held().size()).sum() == Cluster.PARTITIONS);
  }

  private Stream<Peer> live() {
    return peers.stream().filter(peer -> !peer.dead);
  }

  private CastResult.Accepted vote(Peer peer, int partition, Ack ack) {
    VoterId voter = VoterId.of("v" + votes++);
    CastResult result =
        peer.engine.cast(VoteRequest.cast(voter, subjectIn(partition), Choice.UP).ack(ack));
    assertThat(result).isInstanceOf(CastResult.Accepted.class);
    return (CastResult.Accepted) result;
  }

  private void assertDurableEverywhere() {
    for (Peer peer : live().toList()) {
      for (int partition = 0; partition < Cluster.PARTITIONS; partition++) {
        CastResult.Accepted receipt = vote(peer, partition, Ack.DURABLE);
        assertThat(receipt.durable()).succeedsWithin(AMPLE);
      }
    }
    assertExact();
  }

  private void assertExact() {
    var audit = cluster.ledger.records().audit("posts");
    assertThat(audit.exact()).isTrue();
    assertThat(audit.votes().up()).isEqualTo(votes);
    assertThat(cluster.ledger.records().history("posts", 10_000)).hasSize(votes);
  }

  @Test
  void nodesThatComeAndGoShareAtOnce() {
    node(leasedFor(NEVER));
    awaitShares(4);
    node(leasedFor(NEVER));
    awaitShares(2, 2);
    Peer last = node(leasedFor(NEVER));
    awaitShares(2, 1, 1);
    last.leave();
    awaitShares(2, 2);
    peers.get(1).leave();
    awaitShares(4);
    assertDurableEverywhere();
  }

  @Test
  void nodesThatHearNothingShareAsTimePasses() {
    deafNode(leasedFor(SHORT));
    Peer other = deafNode(leasedFor(SHORT));
    awaitShares(2, 2);
    other.leave();
    awaitShares(4);
  }

  @Test
  void partitionsOfADeadNodeAreInherited() {
    node(leasedFor(SHORT));
    Peer other = node(leasedFor(SHORT));
    awaitShares(2, 2);
    other.die();
    awaitShares(4);
    assertDurableEverywhere();
    other.revive();
    awaitShares(2, 2);
    assertDurableEverywhere();
  }

  /** No node flushes unless called, none asks the ledger unless notified, no lease is renewed. */
  @Test
  void voteIsDurableAtOnceWhicheverNodeFlushes() {
    node(leasedFor(NEVER).linger(NEVER));
    node(leasedFor(NEVER).linger(NEVER));
    awaitShares(2, 2);
    assertDurableEverywhere();
  }

  /** Whoever waits for one partition does not pay for reading the journals of all others. */
  @Test
  void voteThatSomebodyWaitsForWakesItsPartitionAlone() {
    Peer one = node(leasedFor(NEVER).linger(NEVER).threads(1));
    awaitShares(Cluster.PARTITIONS);
    // Whoever gets new partitions wakes all of them once more.
    Waiting.until(
        () -> {
          CastResult.Accepted quiet = vote(one, 1, Ack.ACCEPTED);
          vote(one, 0, Ack.DURABLE);
          return cluster.ledger.records().history(subjectIn(1), 10_000).stream()
              .noneMatch(entry -> entry.requestId().equals(quiet.requestId()));
        });
    vote(one, 1, Ack.DURABLE);
    assertExact();
  }

  @Test
  void voteIsDurableThoughNoMessageArrives() {
    deafNode(leasedFor(SHORT));
    deafNode(leasedFor(SHORT));
    awaitShares(2, 2);
    assertDurableEverywhere();
  }

  @Test
  void whoDoesNotWaitHearsOfItTooThoughNoMessageArrives() {
    Peer one = deafNode(leasedFor(SHORT));
    deafNode(leasedFor(SHORT));
    awaitShares(2, 2);
    for (int partition = 0; partition < Cluster.PARTITIONS; partition++) {
      CastResult.Accepted receipt = vote(one, partition, Ack.ACCEPTED);
      assertThat(receipt.durable()).succeedsWithin(AMPLE);
    }
    assertExact();
  }

  @Test
  void voteLostByTheStoreIsResentByANodeThatDoesNotFlush() {
    Peer one = node(leasedFor(SHORT));
    node(leasedFor(SHORT));
    awaitShares(2, 2);
    peers.forEach(peer -> peer.ledgerFails("apply"));
    List<CastResult.Accepted> lost =
        IntStream.range(0, Cluster.PARTITIONS)
            .mapToObj(partition -> vote(one, partition, Ack.ACCEPTED))
            .toList();
    cluster.loseStore();
    peers.forEach(Peer::revive);
    lost.forEach(receipt -> assertThat(receipt.durable()).succeedsWithin(AMPLE));
    var audit = cluster.ledger.records().audit("posts");
    assertThat(audit.exact()).isTrue();
    assertThat(audit.votes().up()).isEqualTo(votes);
  }

  @Test
  void nodesThatShareDoNotFenceEachOther() {
    node(leasedFor(NEVER).linger(Duration.ofMillis(1)));
    node(leasedFor(NEVER).linger(Duration.ofMillis(1)));
    awaitShares(2, 2);
    peers.forEach(Peer::forgetApplies);
    List<CastResult.Accepted> receipts = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      receipts.add(
          vote(
              peers.get(i % 2),
              i / 2 % Cluster.PARTITIONS,
              i % 10 == 0 ? Ack.DURABLE : Ack.ACCEPTED));
    }
    receipts.forEach(receipt -> assertThat(receipt.durable()).succeedsWithin(AMPLE));
    Set<Integer> all = new HashSet<>();
    for (Peer peer : peers) {
      assertThat(peer.fenced()).isZero();
      assertThat(peer.applied()).hasSize(2);
      all.addAll(peer.applied());
    }
    assertThat(all).hasSize(Cluster.PARTITIONS);
    assertExact();
  }

  @Test
  void nodePausedPastItsLeaseDoesNoHarm() throws InterruptedException {
    Peer paused = node(leasedFor(SHORT));
    Peer other = node(leasedFor(SHORT));
    awaitShares(2, 2);
    int partition = paused.held().iterator().next();
    CountDownLatch resumed = new CountDownLatch(1);
    CountDownLatch reached = paused.pauseBefore("apply", resumed);
    CastResult.Accepted first = vote(other, partition, Ack.ACCEPTED);
    assertThat(reached.await(AMPLE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    paused.die();
    assertThat(first.durable()).succeedsWithin(AMPLE);
    vote(other, partition, Ack.DURABLE);
    paused.revive();
    resumed.countDown();
    await().atMost(AMPLE).until(() -> paused.fenced() > 0);
    awaitShares(2, 2);
    assertDurableEverywhere();
  }

  @Test
  void nodeThatCannotReachTheStoreIsReplacedByOthers() {
    Peer cut = node(leasedFor(SHORT));
    Peer other = node(leasedFor(SHORT));
    awaitShares(2, 2);
    cut.forgetApplies();
    cut.storeFails("journal");
    List<CastResult.Accepted> ofCut =
        IntStream.range(0, Cluster.PARTITIONS)
            .mapToObj(partition -> vote(cut, partition, Ack.ACCEPTED))
            .toList();
    for (int partition = 0; partition < Cluster.PARTITIONS; partition++) {
      vote(other, partition, Ack.DURABLE);
    }
    assertThat(cut.applied()).isEmpty();
    assertThat(ofCut).allSatisfy(receipt -> assertThat(receipt.durable()).succeedsWithin(AMPLE));
    await().atMost(AMPLE).until(() -> Set.copyOf(owners().values()).size() == 2);
  }

  /** No live node waits for the votes of a node that has died. */
  @Test
  void votesOfTheDeadAreFlushedThoughTheHolderHasLostTheStore() {
    Peer voted = node(leasedFor(SHORT));
    Peer cut = node(leasedFor(SHORT));
    Peer other = node(leasedFor(SHORT));
    awaitShares(2, 1, 1);
    cut.storeFails("journal");
    Set<Integer> ofCut = cut.held();
    for (int partition = 0; partition < Cluster.PARTITIONS; partition++) {
      vote(voted, partition, Ack.ACCEPTED);
    }
    voted.die();
    other.forgetApplies();
    await()
        .atMost(AMPLE)
        .until(() -> cluster.ledger.records().history("posts", 10).size() == votes);
    assertThat(other.applied()).containsAll(ofCut);
    assertExact();
  }

  @Test
  void votesAreDurableThoughLeasesFail() {
    Peer one = node(leasedFor(SHORT));
    Peer other = node(leasedFor(SHORT));
    awaitShares(2, 2);
    peers.forEach(peer -> peer.ledgerFails("leases"));
    await()
        .atMost(AMPLE)
        .until(
            () ->
                one.held().size() == Cluster.PARTITIONS
                    && other.held().size() == Cluster.PARTITIONS);
    assertDurableEverywhere();
    peers.forEach(Peer::revive);
    awaitShares(2, 2);
  }

  @Test
  void nodeHearsOfTheLedgersThatAnswer() {
    Peer one = node(leasedFor(NEVER));
    Peer other = node(leasedFor(NEVER));
    awaitShares(2, 2);
    one.ledgerFails("positions");
    List<CompletableFuture<CastResult>> casts =
        IntStream.range(0, Cluster.PARTITIONS)
            .mapToObj(
                partition ->
                    one.engine.castAsync(
                        VoteRequest.cast(VoterId.of("ada"), subjectIn(partition), Choice.UP)
                            .ack(Ack.DURABLE)))
            .toList();
    assertThat(casts)
        .allSatisfy(
            cast -> assertThat(cast).succeedsWithin(AMPLE).isInstanceOf(CastResult.Accepted.class));
    assertThat(other.applied()).isNotEmpty();
  }
}
