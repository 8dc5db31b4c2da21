package io.voteengine.sync.engine.read;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoteEngine;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.poll.Visibility;
import io.voteengine.ranking.Ranking;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Faults;
import io.voteengine.sync.testing.Faults.Fault;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** While the ledger does not say that counts may be shown, they are hidden. */
class HiddenCountsFaultsTest {
  private static final String POLL = "secret";
  private static final SubjectId SUBJECT = SubjectId.of(POLL, "1");
  private static final VoterId ADA = VoterId.of("ada");

  private final Cluster cluster = new Cluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  private VoteEngine node(String failing) {
    return cluster.node(
        Reconciler.builder().finalizeAfter(null).build(),
        cluster.store(),
        Faults.polls(cluster.ledger, Faults.on(failing, Fault.BEFORE)),
        builder -> builder);
  }

  private VoteEngine voting() {
    VoteEngine node = cluster.node(Reconciler.builder().build(), builder -> builder);
    node.polls().define(Poll.named(POLL).visibility(Visibility.AFTER_CLOSE));
    assertThat(node.cast(ADA, SUBJECT, Choice.UP).isAccepted()).isTrue();
    assertThat(node.drain(AMPLE)).isTrue();
    return node;
  }

  private static void assertRankingsAreHidden(VoteEngine node) {
    assertThat(node.top(POLL, 5)).isEmpty();
    assertThat(node.records().top(POLL, Ranking.SCORE, 5)).isEmpty();
    assertThat(node.records().votesOn(SUBJECT, null, 5)).isEmpty();
    assertThat(node.records().history(POLL, 5)).isEmpty();
  }

  @Test
  void pollThatCannotBeLookedUpShowsNothing() {
    VoteEngine stranger = node("find");
    VoteEngine node = voting();
    assertRankingsAreHidden(stranger);
    assertThatThrownBy(() -> stranger.read(SUBJECT, ADA)).isInstanceOf(VoteLedgerException.class);
    node.polls().close(POLL, "host", "the end");
    assertRankingsAreHidden(stranger);
    assertThat(node.read(SUBJECT, null).tally().up()).isOne();
  }

  @Test
  void closeThatCannotBeReadShowsNothing() {
    VoteEngine blind = node("findAsOfNow");
    VoteEngine node = voting();
    node.polls().close(POLL, "host", "the end");
    assertThat(blind.read(SUBJECT, ADA).tally()).isEqualTo(Tally.HIDDEN);
    assertThat(blind.read(SUBJECT, ADA).choice()).isEqualTo(Choice.UP);
    assertRankingsAreHidden(blind);
    VoteEngine other = cluster.node(Reconciler.builder().build(), builder -> builder);
    await().atMost(AMPLE).until(() -> !other.read(SUBJECT, null).tally().isHidden());
    assertThat(other.page(List.of(SUBJECT), ADA).get(0).tally().up()).isOne();
    assertThat(other.top(POLL, 5)).hasSize(1);
  }
}
