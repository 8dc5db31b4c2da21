package io.voteengine.sync.engine.cast;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voteengine.CastResult;
import io.voteengine.CastResult.Reason;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoteEngine;
import io.voteengine.VoteException;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Faults;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two nodes, connections that are cut before or after calls, and stores that are replaced by empty
 * ones. When the faults end, no acknowledged vote may be missing, none counted twice, and store and
 * ledger must agree.
 */
class VotePathFaultsTest {
  private static final int ROUNDS = 150;
  private static final int VOTERS = 4;
  private static final List<SubjectId> SUBJECTS =
      IntStream.range(0, 3).mapToObj(i -> SubjectId.of("posts", "s" + i)).toList();

  /**
   * A cast of one voter on one subject, in the order in which the casts were made.
   *
   * @param accepted null when the outcome stayed unknown
   */
  private record Op(
      VoterId voter, SubjectId subject, Choice choice, CastResult.@Nullable Accepted accepted) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void noAcknowledgedVoteIsLostOrCountedTwice(long seed) throws Exception {
    try (Cluster cluster = new Cluster()) {
      for (int i = 0; i < 2; i++) {
        cluster.node(
            Reconciler.builder()
                .threads(1)
                .maxBatchSize(7)
                .linger(Duration.ofMillis(1))
                .backoff(Duration.ofMillis(1), Duration.ofMillis(5))
                .build());
      }
      cluster.engines.get(0).polls().define(Poll.named("posts").unlimited());

      List<Op> ops = voteUnderFaults(cluster, seed);
      cluster.noFaults();

      waitForQuiet(cluster, ops);
      checkVotes(cluster, ops, seed);
    }
  }

  private static List<Op> voteUnderFaults(Cluster cluster, long seed) throws Exception {
    Random faults = new Random(seed);
    cluster.faults(method -> fault(faults), method -> fault(faults));
    ExecutorService crowd = Executors.newFixedThreadPool(VOTERS + 1);
    try {
      List<Future<List<Op>>> voters = new ArrayList<>();
      for (int v = 0; v < VOTERS; v++) {
        VoterId voter = VoterId.of("v" + v);
        Random random = new Random(seed * 31 + v);
        voters.add(crowd.submit(() -> vote(cluster.engines, voter, random)));
      }
      Future<?> saboteur =
          crowd.submit(
              () -> {
                for (int losses = 1; losses <= 3; losses++) {
                  int soFar = losses * ROUNDS / 4;
                  await()
                      .atMost(AMPLE)
                      .until(
                          () ->
                              cluster.ledger.records().history("posts", 1_000).size() >= soFar / 2
                                  || voters.stream().allMatch(Future::isDone));
                  cluster.loseStore();
                }
              });
      saboteur.get();
      List<Op> ops = new ArrayList<>();
      for (Future<List<Op>> voter : voters) {
        ops.addAll(voter.get());
      }
      return ops;
    } finally {
      crowd.shutdownNow();
    }
  }

  private static Faults.Fault fault(Random random) {
    synchronized (random) {
      int dice = random.nextInt(100);
      return dice < 2 ? Faults.Fault.BEFORE : dice < 4 ? Faults.Fault.AFTER : Faults.Fault.NONE;
    }
  }

  private static List<Op> vote(List<VoteEngine> engines, VoterId voter, Random random) {
    List<Op> ops = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      SubjectId subject = SUBJECTS.get(random.nextInt(SUBJECTS.size()));
      Choice choice = Choice.values()[random.nextInt(3)];
      VoteEngine engine = engines.get(random.nextInt(engines.size()));
      VoteRequest request =
          VoteRequest.cast(voter, subject, choice).requestId(RequestId.named(voter + "/" + i));
      ops.add(new Op(voter, subject, choice, cast(engine, request)));
    }
    return ops;
  }

  private static CastResult.@Nullable Accepted cast(VoteEngine engine, VoteRequest request) {
    try {
      CastResult result = engine.cast(request);
      if (result instanceof CastResult.Accepted accepted) {
        return accepted;
      }
      if (result instanceof CastResult.Rejected rejected) {
        assertThat(rejected.reason()).isIn(Reason.SUPERSEDED, Reason.UNAVAILABLE);
      }
      return null;
    } catch (VoteException notCast) {
      return null;
    }
  }

  private static void waitForQuiet(Cluster cluster, List<Op> ops) {
    List<CompletableFuture<?>> durable = new ArrayList<>();
    for (Op op : ops) {
      if (op.accepted() != null) {
        durable.add(op.accepted().durable());
      }
    }
    assertThat(CompletableFuture.allOf(durable.toArray(CompletableFuture<?>[]::new)))
        .succeedsWithin(AMPLE);
    cluster.engines.forEach(engine -> assertThat(engine.drain(AMPLE)).isTrue());
  }

  private static void checkVotes(Cluster cluster, List<Op> ops, long seed) {
    assertThat(cluster.ledger.records().audit("posts").exact()).as("seed %s: I1", seed).isTrue();
    assertThat(ops).as("seed %s", seed).anyMatch(op -> op.accepted() != null);
    for (VoteEngine engine : cluster.engines) {
      for (VoterId voter : ops.stream().map(Op::voter).distinct().toList()) {
        for (SubjectView view : exactPage(engine, voter)) {
          String where = "seed %d, %s on %s".formatted(seed, voter, view.subject());
          VoteSnapshot row = row(cluster, view.subject(), voter);
          assertThat(view.choice()).as(where + ": store and ledger").isEqualTo(row.choice());
          assertThat(row.choice()).as(where + ": I3").isIn(allowed(ops, view.subject(), voter));
        }
      }
      for (SubjectView view : exactPage(engine, null)) {
        int partition = view.subject().partition(Cluster.PARTITIONS);
        var recorded = cluster.ledger.subjects(partition, List.of(view.subject())).value().get(0);
        assertThat(List.of(view.tally().up(), view.tally().down()))
            .as("seed %s: I5 of %s", seed, view.subject())
            .isEqualTo(List.of(recorded.up(), recorded.down()));
      }
    }
    var requests =
        cluster.ledger.records().history("posts", 10_000).stream()
            .map(entry -> entry.requestId())
            .toList();
    assertThat(requests).as("seed %s: history", seed).isNotEmpty();
  }

  /** A page that misses its deadline on a busy machine correctly says that it is not exact. */
  private static List<SubjectView> exactPage(VoteEngine engine, @Nullable VoterId voter) {
    return await()
        .atMost(AMPLE)
        .until(
            () -> engine.page(SUBJECTS, voter), page -> page.stream().allMatch(SubjectView::exact));
  }

  private static VoteSnapshot row(Cluster cluster, SubjectId subject, VoterId voter) {
    int partition = subject.partition(Cluster.PARTITIONS);
    return cluster.ledger.votes(partition, List.of(new VoteKey(subject, voter))).value().get(0);
  }

  /** The newest acknowledged choice, or any of unknown outcome that had not ended before it. */
  private static Set<Choice> allowed(List<Op> ops, SubjectId subject, VoterId voter) {
    List<Op> mine =
        ops.stream()
            .filter(op -> op.subject().equals(subject) && op.voter().equals(voter))
            .toList();
    Op newest =
        mine.stream()
            .filter(op -> op.accepted() != null)
            .max(Comparator.comparing(VotePathFaultsTest::castAt))
            .orElse(null);
    EnumSet<Choice> allowed =
        newest == null ? EnumSet.of(Choice.NONE) : EnumSet.of(newest.choice());
    for (Op op : mine.subList(newest == null ? 0 : mine.indexOf(newest), mine.size())) {
      if (op.accepted() == null) {
        allowed.add(op.choice());
      }
    }
    return allowed;
  }

  private static Instant castAt(Op op) {
    return op.accepted() == null ? Instant.MIN : op.accepted().receipt().castAt();
  }
}
