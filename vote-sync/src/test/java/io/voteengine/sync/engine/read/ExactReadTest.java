package io.voteengine.sync.engine.read;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.StepResult;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Faults;
import io.voteengine.sync.testing.Faults.Fault;
import org.junit.jupiter.api.Test;

/** Only a page that holds every acknowledged vote is said to be exact. */
class ExactReadTest {
  private static final VoterId ADA = VoterId.of("ada");
  private static final SubjectId POST = SubjectId.of("posts", "42");

  @Test
  void storeThatLacksUnsentVotesIsNotExact() {
    Reconciler reconciler = Reconciler.builder().threads(0).build();
    try (Cluster cluster = new Cluster()) {
      VoteEngine engine = cluster.node(reconciler);
      engine.polls().define(Poll.named("posts").unlimited());
      assertThat(engine.cast(ADA, POST, Choice.UP)).isInstanceOf(CastResult.Accepted.class);
      cluster.loseStore();
      cluster.storeFaults(Faults.on("cast", Fault.BEFORE));
      assertThat(reconciler.step(POST.partition(Cluster.PARTITIONS)))
          .isEqualTo(StepResult.RECOVERED);

      assertThat(engine.read(POST, ADA).exact()).isFalse();
      assertThat(engine.top("posts", 5)).noneMatch(SubjectView::exact);
      cluster.noFaults();
      await().atMost(AMPLE).until(() -> engine.read(POST, ADA).exact());
      SubjectView view = engine.read(POST, ADA);
      assertThat(view.choice()).isEqualTo(Choice.UP);
      assertThat(view.tally().up()).isEqualTo(1);
      assertThat(engine.top("posts", 5)).singleElement().isEqualTo(engine.read(POST, null));
    }
  }
}
