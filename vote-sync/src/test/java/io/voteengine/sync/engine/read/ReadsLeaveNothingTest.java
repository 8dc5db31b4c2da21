package io.voteengine.sync.engine.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.spi.ReadReply;
import io.voteengine.spi.journal.Term;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.testing.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reads leave nothing in the store. */
class ReadsLeaveNothingTest {
  private static final VoterId ADA = VoterId.of("ada");
  private static final SubjectId SMALL = SubjectId.of("posts", "small");
  private static final SubjectId LARGE = SubjectId.of("posts", "large");
  private static final int MANY = 300;

  private final Cluster cluster = new Cluster();
  private final VoteEngine engine = cluster.node(Reconciler.builder().build());

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void whatNobodyVotedOnIsShownExactlyAndLeavesNothing() {
    List<SubjectId> unheard =
        IntStream.range(0, 300).mapToObj(i -> SubjectId.of("no-such-poll-" + i, "x")).toList();
    List<SubjectView> page = engine.page(unheard, ADA);
    assertThat(page).extracting(SubjectView::subject).isEqualTo(unheard);
    for (SubjectView view : page) {
      Tally none = new Tally(0, 0, term(view.subject()).epoch(), 0);
      assertThat(view).isEqualTo(new SubjectView(view.subject(), none, Choice.NONE, true));
    }
    assertThat(engine.page(unheard, null)).isEqualTo(page);
    assertThat(unheard).noneMatch(this::isHeld);
  }

  @Test
  void topDoesNotShowWhatWasOnlyRead() {
    engine.polls().define(Poll.named("posts").unlimited());
    engine.cast(ADA, SMALL, Choice.DOWN);
    engine.read(SubjectId.of("posts", "ghost"), ADA);
    engine.read(SubjectId.of("posts", "ghost"), null);
    assertThat(engine.top("posts", 10)).extracting(SubjectView::subject).containsExactly(SMALL);
    // Retracted: nothing is left to rank.
    engine.cast(ADA, SMALL, Choice.NONE);
    assertThat(engine.top("posts", 10)).isEmpty();
  }

  @Test
  void readersWhoNeverVotedLeaveNothing() {
    engine.polls().define(Poll.named("posts").unlimited());
    engine.cast(ADA, SMALL, Choice.UP);
    for (int i = 0; i < MANY; i++) {
      engine.cast(VoterId.of("fan-" + i), LARGE, Choice.UP);
    }
    cluster.engines.forEach(node -> assertThat(node.drain(Duration.ofSeconds(20))).isTrue());
    cluster.loseStore();
    for (int i = 0; i < 200; i++) {
      VoterId reader = VoterId.of("reader-" + i);
      List<SubjectView> page = engine.page(List.of(SMALL, LARGE), reader);
      assertThat(page).allMatch(view -> view.choice() == Choice.NONE);
      assertThat(page.get(0).tally().up()).isEqualTo(1);
      assertThat(page.get(1).tally().up()).isEqualTo(MANY);
    }
    assertThat(IntStream.range(0, 200).mapToObj(i -> VoterId.of("reader-" + i)))
        .noneMatch(reader -> isKnown(LARGE, reader));
    assertThat(engine.read(LARGE, VoterId.of("reader-0")).exact()).isTrue();
    assertThat(engine.read(LARGE, VoterId.of("fan-7")).choice()).isEqualTo(Choice.UP);
    assertThat(engine.read(SMALL, ADA).choice()).isEqualTo(Choice.UP);
  }

  @Test
  void readerWhoVotesIsSeenToHaveVoted() {
    readersWhoNeverVotedLeaveNothing();
    VoterId reader = VoterId.of("reader-5");
    engine.cast(reader, LARGE, Choice.DOWN);
    SubjectView view = engine.read(LARGE, reader);
    assertThat(view.choice()).isEqualTo(Choice.DOWN);
    assertThat(view.tally().down()).isEqualTo(1);
    assertThat(view.exact()).isTrue();
  }

  private boolean isHeld(SubjectId subject) {
    var reply = cluster.store().read(term(subject), List.of(subject), null);
    return !((ReadReply.Read) reply.toCompletableFuture().join()).views().isEmpty();
  }

  private boolean isKnown(SubjectId subject, VoterId voter) {
    return cluster
        .store()
        .vote(term(subject), subject, voter)
        .toCompletableFuture()
        .join()
        .isPresent();
  }

  private Term term(SubjectId subject) {
    return cluster.ledger.position(subject.partition(Cluster.PARTITIONS)).term();
  }
}
