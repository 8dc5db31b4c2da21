package io.voteengine.sync.engine;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.health.VoteHealth;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.partitioned.PartitionedVoteLedger;
import io.voteengine.query.PendingSubjects;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.ledger.PartitionRange;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.testing.Faults;
import io.voteengine.tck.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** A broken part of store or ledger hides no pending votes of the other parts. */
@Execution(CONCURRENT)
class PendingPartitionsTest {
  private static final int PARTITIONS = 64;

  private volatile Faults.Plan secondFaults = Faults.none();
  private volatile Faults.Plan ledgerFaults = Faults.none();
  private volatile IntPredicate silent = partition -> false;
  private final JdbcVoteLedger first = JdbcVoteLedger.memory();
  private final JdbcVoteLedger second = JdbcVoteLedger.memory();
  private final VoteLedger ledger =
      PartitionedVoteLedger.of(
          List.of(first, Faults.ledger(second, method -> secondFaults.apply(method))));
  private final VoteStore store = InMemoryVoteStore.create();
  private final List<SubjectId> voted = new ArrayList<>();
  private VoteEngine engine;
  private VoteEngine other;

  @BeforeEach
  void start() {
    second.open(new PartitionRange(PARTITIONS, PARTITIONS / 2, PARTITIONS));
    ledger.open(PARTITIONS);
    store.open(PARTITIONS, ledger.identity());
    engine = node(partition -> silent.test(partition));
    other = node(partition -> false);
    other.polls().define(Poll.named("posts").unlimited());
  }

  private VoteEngine node(IntPredicate silentPartitions) {
    return VoteEngine.builder(
            Faults.silentJournals(store, silentPartitions),
            Faults.ledger(ledger, method -> ledgerFaults.apply(method)))
        .reconciler(Reconciler.builder().threads(0).withoutDegradedMode().build())
        .partitions(PARTITIONS)
        .acceptedDeadline(AMPLE)
        .drainTimeout(Duration.ofMillis(100))
        .build();
  }

  @AfterEach
  void close() {
    secondFaults = Faults.none();
    engine.close();
    other.close();
    first.close();
    second.close();
  }

  /** Votes of the other engine, which only the journals tell: two have more than one page. */
  private void voteInEveryPartition() {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      vote("ada", inPartition(partition, 0));
    }
    for (int partition : List.of(5, 40)) {
      IntStream.range(0, 1_100).forEach(i -> vote("v" + i, inPartition(partition, 0)));
      vote("ada", inPartition(partition, 1));
    }
  }

  private void vote(String voter, SubjectId subject) {
    assertThat(other.cast(VoterId.of(voter), subject, Choice.UP))
        .isInstanceOf(CastResult.Accepted.class);
    voted.add(subject);
  }

  private static SubjectId inPartition(int number, int skipped) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> SubjectId.of("posts", "" + i))
        .filter(subject -> partition(subject) == number)
        .skip(skipped)
        .findFirst()
        .orElseThrow();
  }

  private static int partition(SubjectId subject) {
    return subject.partition(PARTITIONS);
  }

  private static void assertUnread(PendingSubjects pending, IntPredicate unread) {
    assertThat(pending.unread())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, PARTITIONS).filter(unread).boxed().toList());
  }

  private void assertSilenceHidesNothingElse(IntPredicate partitions, Duration atMost) {
    voteInEveryPartition();
    silent = partitions;
    PendingSubjects pending = engine.pending("posts", atMost);
    assertUnread(pending, partitions);
    assertThat(pending.subjects())
        .containsExactlyInAnyOrderElementsOf(
            voted.stream()
                .distinct()
                .filter(subject -> !partitions.test(partition(subject)))
                .toList());
  }

  @Test
  void silentPartitionHidesNoOther() {
    assertSilenceHidesNothingElse(partition -> partition == 3, Duration.ofSeconds(4));
  }

  /** Like one silent master of a cluster: more partitions than are asked at the same time. */
  @Test
  void manySilentPartitionsHideNoOther() {
    assertSilenceHidesNothingElse(partition -> partition < 20, Duration.ofSeconds(4));
  }

  @Test
  void partitionsOfALedgerThatIsDownAreUnreadAlone() {
    voteInEveryPartition();
    assertThat(first.positions()).hasSize(PARTITIONS / 2);
    secondFaults = Faults.always(Faults.Fault.BEFORE);
    PendingSubjects pending = engine.pending("posts", AMPLE);
    assertUnread(pending, partition -> partition >= PARTITIONS / 2);
    assertThat(pending.subjects())
        .containsExactlyInAnyOrderElementsOf(voted.stream().distinct().toList());
  }

  @Test
  void slowHealthCheckOfTheLedgerDelaysNoPendingVotes() {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    ledgerFaults =
        method -> {
          if (method.equals("leases")) {
            asked.countDown();
            Waiting.await(answered);
          }
          return Faults.Fault.NONE;
        };
    try {
      VoteHealth health = engine.health(Duration.ofMillis(1));
      Waiting.await(asked);
      assertThat(health.issues()).as("no answer of the ledger yet").isNotEmpty();
      assertThat(engine.pending("posts", Duration.ofSeconds(20)).none()).isTrue();
    } finally {
      ledgerFaults = Faults.none();
      answered.countDown();
    }
  }
}
