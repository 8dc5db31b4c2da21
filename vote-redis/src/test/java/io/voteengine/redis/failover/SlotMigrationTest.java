package io.voteengine.redis.failover;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.UP;
import static io.voteengine.redis.testing.Partition0.A;
import static io.voteengine.redis.testing.Partition0.ADA;
import static io.voteengine.redis.testing.Partition0.B;
import static io.voteengine.redis.testing.Partition0.POSTS;
import static io.voteengine.redis.testing.Partition0.vote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.cluster.SlotHash;
import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoteStoreException;
import io.voteengine.VoterId;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.Partition0;
import io.voteengine.redis.testing.RedisCluster;
import io.voteengine.redis.testing.SlotMove;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A partition at each moment while its slot moves from one master to another. */
@ParameterizedClass
@EnumSource
@Tag("servers")
class SlotMigrationTest {
  /**
   * Before Redis 7 the source redirects to the target for keys that it lacks, even when it has the
   * others.
   */
  enum Servers {
    NEWEST,
    OLDEST
  }

  private static final SubjectId C = SubjectId.of("posts", "c");
  private static final int SLOT = SlotHash.getSlot("p00");

  private final RedisCluster cluster;
  private final RedisVoteStore store;
  private final Partition0 partition;
  private final long maker = UUID.randomUUID().getMostSignificantBits();
  private int requests;

  SlotMigrationTest(Servers servers) {
    cluster = servers == Servers.NEWEST ? RedisCluster.shared() : RedisCluster.sharedOldest();
    store = RedisVoteStore.connect(cluster.uri());
    partition = new Partition0(store, POSTS, A, B);
  }

  @AfterEach
  void close() {
    store.close();
    cluster.clear();
  }

  @Test
  void voteWithKeysOnTwoNodesIsRefusedAndChangesNothing() {
    partition.accepted(vote(ADA, A, UP));
    try (SlotMove move = cluster.beginMove(SLOT)) {
      move.moveKeys(key -> key.endsWith("/a"));
      assertThatThrownBy(() -> partition.cast(vote(VoterId.of("bob"), A, UP)))
          .hasCauseInstanceOf(StoreUnavailableException.class);
    }
    assertThat(partition.journal()).hasSize(1);
    assertThat(partition.view(A).tally().up()).isEqualTo(1);
    partition.accepted(vote(ADA, A, DOWN));
  }

  @Test
  void movedPartitionIsInAnotherTerm() {
    partition.accepted(vote(ADA, A, UP));
    cluster.move(SLOT);
    assertThat(partition.cast(vote(ADA, A, DOWN))).isEqualTo(CastReply.Refused.WRONG_EPOCH);
    assertThat(Partition0.await(store.state(0)).identity()).isNotEqualTo(partition.term.identity());
    assertThat(partition.journal()).hasSize(1);
  }

  @Test
  void movedPartitionIsServedByANodeWithoutTheScript() {
    partition.accepted(vote(ADA, A, UP));
    try (SlotMove move = cluster.beginMove(SLOT)) {
      move.flushScriptsOfTarget();
      move.moveKeys(key -> true);
      String asked = Partition0.await(store.state(0)).identity();
      assertThat(asked).isNotEqualTo(partition.term.identity());
      move.finish();
      assertThat(Partition0.await(store.state(0)).identity()).isEqualTo(asked);
    }
  }

  /** A new bucket cannot be created while the slot moves, which must not stop a vote half way. */
  @Test
  void voteDuringASlotMoveDoesNotSplitItsSubject() {
    cast(A, IntStream.range(0, 64));
    cast(B, IntStream.range(0, 64));
    try (SlotMove move = cluster.beginMove(SLOT)) {
      cast(A, IntStream.range(64, 70));
      cast(B, IntStream.range(64, 70));
    }
    cast(A, IntStream.range(70, 80));
    assertThat(partition.view(A).tally().up()).isEqualTo(80);
    assertThat(partition.view(B).tally().up()).isEqualTo(70);
    assertThat(partition.journal()).hasSize(150);
    assertThat(partition.cast(shared("v65", A, DOWN))).isInstanceOf(CastReply.Accepted.class);
    assertThat(partition.view(A).tally().up()).isEqualTo(79);
  }

  /** All ids made by one engine share their upper half. */
  private CastCommand shared(String voter, SubjectId subject, Choice choice) {
    CastCommand v = vote(VoterId.of(voter), subject, choice);
    RequestId id = RequestId.of(new UUID(maker, ++requests));
    return CastCommand.first(v.voter(), v.subject(), choice, false, id, 0, 0, null, true);
  }

  private void cast(SubjectId subject, IntStream voters) {
    List<CompletableFuture<CastReply>> replies = new ArrayList<>();
    voters.forEach(
        i -> replies.add(partition.send(shared("v" + i, subject, UP)).toCompletableFuture()));
    replies.forEach(
        reply -> assertThat(Partition0.await(reply)).isInstanceOf(CastReply.Accepted.class));
  }

  /**
   * Otherwise it would create keys there whose names are still to come, and {@code MIGRATE} would
   * stop.
   */
  @Test
  void partitionIsNotRecoveredBeforeAllOfItHasMoved() {
    cast(A, IntStream.range(0, 100));
    try (SlotMove move = cluster.beginMove(SLOT)) {
      move.moveKeys(key -> !key.contains(":voters:"));
      assertThatThrownBy(() -> partition.recovered(POSTS, A))
          .hasCauseInstanceOf(StoreUnavailableException.class);
      move.moveKeys(key -> true);
      move.finish();
    }
    Partition0 recovered = partition.recovered(POSTS, A);
    assertThat(recovered.accepted(shared("v99", A, DOWN)).previous()).isEqualTo(Choice.NONE);
    assertThat(recovered.view(A).tally().down()).isEqualTo(1);
  }

  /** A load with older figures may be on its way to each unloaded subject. */
  @Test
  void interruptedUnloadHasRaisedTheEvictionCounter() {
    partition.load(C);
    cast(C, IntStream.range(0, 1));
    assertThat(Partition0.await(store.unload(partition.term, List.of(C)))).isTrue();
    cast(A, IntStream.range(0, 100));
    long before = partition.meta().evictions();
    try (SlotMove move = cluster.beginMove(SLOT)) {
      move.moveKeys(key -> key.contains(":voters:"));
      assertThatThrownBy(() -> Partition0.await(store.unload(partition.term, List.of(A, B))))
          .hasCauseInstanceOf(VoteStoreException.class);
    }
    assertThat(partition.meta().evictions()).isGreaterThan(before);
  }
}
