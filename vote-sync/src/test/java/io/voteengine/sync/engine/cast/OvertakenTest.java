package io.voteengine.sync.engine.cast;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Action;
import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Faults;
import io.voteengine.sync.testing.Faults.Fault;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A new engine on a site treats no vote as overtaken by one from before its time. */
class OvertakenTest {
  private static final VoterId ADA = VoterId.of("ada");
  private static final VoterId BOB = VoterId.of("bob");
  private static final SubjectId POST = SubjectId.of("posts", "42");

  private final Cluster cluster = new Cluster();

  @BeforeEach
  void votesOfBefore() {
    VoteEngine earlier = cluster.node(Reconciler.builder().threads(0).build());
    earlier.polls().define(Poll.named("posts").unlimited());
    accepted(earlier.cast(BOB, POST, Choice.UP));
    accepted(earlier.cast(ADA, POST, Choice.UP));
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void whereItHasOnlySeenAnOldChoiceRepeated() {
    VoteEngine engine = cluster.node(Reconciler.builder().threads(0).build());
    assertThat(accepted(engine.cast(BOB, POST, Choice.UP)).action()).isEqualTo(Action.UNCHANGED);
    assertThatARetryCounts(engine);
  }

  @Test
  void whereItHasOnlySeenAnImport() {
    VoteEngine engine = cluster.node(Reconciler.builder().threads(0).build());
    VoteRequest old = VoteRequest.cast(VoterId.of("old"), POST, Choice.UP);
    accepted(engine.cast(old.castAt(Instant.parse("2020-01-01T00:00:00Z"))));
    assertThatARetryCounts(engine);
  }

  private void assertThatARetryCounts(VoteEngine engine) {
    Faults.Few lost = Faults.once("cast", Fault.LOST);
    cluster.storeFaults(lost);
    assertThat(accepted(engine.cast(ADA, POST, Choice.DOWN)).choice()).isEqualTo(Choice.DOWN);
    assertThat(lost.isOver()).isTrue();
  }

  private static CastResult.Accepted accepted(CastResult result) {
    assertThat(result).isInstanceOf(CastResult.Accepted.class);
    return (CastResult.Accepted) result;
  }
}
