package io.voteengine.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.InvalidInputException;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.query.PendingSubjects;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Faults;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which subjects of a poll the ledger lacks votes of, and what is said when that is not known. */
class PendingSubjectsTest {
  private static final Duration AMPLE = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Faults.Plan NONE = method -> Faults.Fault.NONE;
  private static final PendingSubjects NOTHING = new PendingSubjects(List.of(), Set.of());
  private static final VoterId ADA = VoterId.of("ada");
  private static final SubjectId ONE = SubjectId.of("posts", "1");
  private static final SubjectId TWO = SubjectId.of("posts", "2");
  private static final Set<Integer> ALL = Set.of(0, 1, 2, 3);

  private final Cluster cluster = new Cluster();
  private VoteEngine engine;
  private VoteEngine other;

  @BeforeEach
  void start() {
    engine = node();
    other = node();
    engine.polls().define(Poll.named("posts").unlimited());
    engine.polls().define(Poll.named("comments"));
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private VoteEngine node() {
    return cluster.node(
        Reconciler.builder().threads(0).withoutDegradedMode().build(),
        options -> options.drainTimeout(Duration.ofMillis(500)));
  }

  private static void vote(VoteEngine node, VoterId voter, SubjectId subject) {
    assertThat(node.cast(voter, subject, Choice.UP)).isInstanceOf(CastResult.Accepted.class);
  }

  private static PendingSubjects pending(SubjectId... subjects) {
    return new PendingSubjects(List.of(subjects), Set.of());
  }

  @Test
  void votesOfEveryEngineArePendingUntilTheLedgerHasThem() {
    assertThat(engine.pending("posts", AMPLE)).isEqualTo(NOTHING);
    vote(engine, ADA, TWO);
    vote(other, ADA, ONE);
    vote(engine, ADA, SubjectId.of("comments", "1"));
    assertThat(engine.pending("posts", AMPLE)).isEqualTo(pending(ONE, TWO));
    assertThat(other.pending("posts", AMPLE)).isEqualTo(pending(ONE, TWO));
    assertThat(engine.pending("unknown", AMPLE).none()).isTrue();

    assertThat(engine.drain(AMPLE)).isTrue();
    assertThat(engine.pending("posts", AMPLE).none()).isTrue();
    vote(other, VoterId.of("bob"), ONE);
    assertThat(engine.pending("posts", AMPLE)).isEqualTo(pending(ONE));
  }

  @Test
  void votesThatTheLedgerHasAreNotPendingWhereTheStoreWasNotNotified() {
    vote(engine, ADA, ONE);
    cluster.faults(
        method -> method.equals("applied") ? Faults.Fault.BEFORE : Faults.Fault.NONE, NONE);
    engine.drain(AMPLE);
    assertThat(cluster.ledger.subjects(partition(ONE), List.of(ONE)).value().get(0).up())
        .isEqualTo(1);
    assertThat(journalled(ONE)).as("events that the store still has").isEqualTo(1);
    assertThat(engine.pending("posts", AMPLE)).isEqualTo(NOTHING);
    assertThat(other.pending("posts", AMPLE)).isEqualTo(NOTHING);
  }

  @Test
  void silentStoreLeavesItsPartitionsUnread() {
    vote(engine, ADA, ONE);
    vote(other, ADA, TWO);
    cluster.faults(method -> Faults.Fault.HANGS, NONE);
    assertThat(engine.pending("posts", SHORT))
        .as("this engine's own votes are known")
        .isEqualTo(new PendingSubjects(List.of(ONE), ALL));
    cluster.faults(method -> Faults.Fault.BEFORE, NONE);
    assertThat(other.pending("posts", AMPLE)).isEqualTo(new PendingSubjects(List.of(TWO), ALL));
  }

  @Test
  void oneSilentPartitionLeavesTheOthersRead() {
    SubjectId behind = inPartition(0);
    SubjectId readable = inPartition(1);
    vote(other, ADA, behind);
    vote(other, ADA, readable);
    AtomicInteger journals = new AtomicInteger();
    cluster.faults(
        method ->
            method.equals("journal") && journals.getAndIncrement() == 0
                ? Faults.Fault.HANGS
                : Faults.Fault.NONE,
        NONE);
    assertThat(engine.pending("posts", SHORT))
        .isEqualTo(new PendingSubjects(List.of(readable), Set.of(0)));
  }

  @Test
  void silentLedgerLeavesEverythingPendingAndUnread() {
    vote(engine, ADA, ONE);
    vote(other, ADA, TWO);
    cluster.faults(NONE, method -> Faults.Fault.BEFORE);
    assertThat(engine.pending("posts", AMPLE))
        .isEqualTo(new PendingSubjects(List.of(ONE, TWO), ALL));
  }

  @Test
  void votesThatTheStoreHasLostArePendingUntilTheyAreSentAgain() {
    vote(engine, ADA, ONE);
    cluster.loseStore();
    PendingSubjects lost = engine.pending("posts", AMPLE);
    assertThat(lost.subjects()).containsExactly(ONE);
    assertThat(lost.unread()).as("the new store is not recovered yet").isEqualTo(ALL);
    assertThat(other.pending("posts", AMPLE).none()).isFalse();
    assertThat(engine.drain(AMPLE)).isTrue();
    assertThat(engine.pending("posts", AMPLE)).isEqualTo(NOTHING);
  }

  @Test
  void partitionWithTooManyEventsIsUnreadBeyondThem() {
    IntStream.range(0, 10_000).forEach(i -> vote(other, VoterId.of("v" + i), ONE));
    assertThat(engine.pending("posts", AMPLE)).isEqualTo(pending(ONE));
    vote(other, ADA, inPartition(partition(ONE)));
    assertThat(engine.pending("posts", AMPLE))
        .isEqualTo(new PendingSubjects(List.of(ONE), Set.of(partition(ONE))));
  }

  @Test
  void pollThatIsNoIdIsRefused() {
    assertThatThrownBy(() -> engine.pending("")).isInstanceOf(InvalidInputException.class);
  }

  /** Another subject than those with names. */
  private static SubjectId inPartition(int number) {
    return IntStream.iterate(3, i -> i + 1)
        .mapToObj(i -> SubjectId.of("posts", "" + i))
        .filter(subject -> partition(subject) == number)
        .findFirst()
        .orElseThrow();
  }

  private static int partition(SubjectId subject) {
    return subject.partition(Cluster.PARTITIONS);
  }

  private int journalled(SubjectId subject) {
    return cluster
        .store()
        .journal(partition(subject), 100)
        .toCompletableFuture()
        .join()
        .events()
        .size();
  }
}
