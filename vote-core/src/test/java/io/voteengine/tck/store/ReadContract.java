package io.voteengine.tck.store;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.tck.VoteStoreContract;
import io.voteengine.tck.testing.Vote;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What readers see. */
public abstract class ReadContract extends StoreCase {
  protected ReadContract(VoteStoreContract suite) {
    super(suite);
  }

  @Test
  void pageShowsTheVotersOwnChoicesInTheOrderAskedFor() {
    accepted(Vote.of(ADA, A, UP));
    accepted(Vote.of(BOB, A, UP));
    accepted(Vote.of(ADA, B, DOWN));
    assertThat(read(ADA, B, A).views())
        .containsExactly(
            new SubjectView(B, tally(0, 1, 1), DOWN, true),
            new SubjectView(A, tally(2, 0, 2), UP, true));
    assertThat(read(BOB, A, B).views())
        .containsExactly(
            new SubjectView(A, tally(2, 0, 2), UP, true),
            new SubjectView(B, tally(0, 1, 1), NONE, true));
  }

  @Test
  void pageWithoutAVoterShowsNoChoice() {
    accepted(Vote.of(ADA, A, UP));
    assertThat(read(null, A).views()).containsExactly(view(A, tally(1, 0, 1)));
  }

  @Test
  void everySubjectIsEitherShownOrReportedMissing() {
    load(new SubjectSnapshot(ABSENT, 4, 0, 4, false));
    SubjectId unheard = SubjectId.of("posts", "unheard");
    var read = read(ADA, unheard, ABSENT, A);
    assertThat(read.views()).containsExactly(view(ABSENT, tally(4, 0, 4)), view(A, tally(0, 0, 0)));
    assertThat(read.subjects()).containsExactly(unheard);
    assertThat(read.votes()).containsExactly(ABSENT);
  }

  @Test
  void withoutAVoterNoVoteIsMissing() {
    load(new SubjectSnapshot(ABSENT, 4, 0, 4, false));
    var read = read(null, ABSENT);
    assertThat(read.views()).containsExactly(view(ABSENT, tally(4, 0, 4)));
    assertThat(read.votes()).isEmpty();
  }

  @Test
  void emptyPageIsEmpty() {
    var read = read(ADA);
    assertThat(read.views()).isEmpty();
    assertThat(read.subjects()).isEmpty();
    assertThat(read.votes()).isEmpty();
  }

  @Test
  void subjectsAreReadWithoutTheirPoll() {
    SubjectId subject = SubjectId.of("never loaded", "a");
    load(new SubjectSnapshot(subject, 4, 1, 5, false));
    assertThat(read(null, subject).views()).containsExactly(view(subject, tally(4, 1, 5)));
    assertThat(top("never loaded", 1)).containsExactly(view(subject, tally(4, 1, 5)));
  }

  @Test
  void voteOfAnUnknownVoterIsEmptyUnlessItIsCertain() {
    load(new SubjectSnapshot(ABSENT, 4, 0, 4, false));
    assertThat(vote(ABSENT, ADA)).isEmpty();
    assertThat(vote(A, ADA)).contains(VoteSnapshot.none(A, ADA));
    assertThat(vote(SubjectId.of("posts", "unheard"), ADA)).isEmpty();
  }

  @Test
  void topIsOrderedByScoreThenSubject() {
    load(
        snapshot("m", 9, 9),
        snapshot("z", 5, 0),
        snapshot("\uD83D\uDDF3", 5, 0),
        snapshot("\uFF21", 5, 0),
        snapshot("y", 10, 5),
        snapshot("x", 0, 3));
    assertThat(keys(top("posts", 100)))
        .containsExactly("y", "z", "\uFF21", "\uD83D\uDDF3", "m", "x");
    assertThat(keys(top("posts", 3))).containsExactly("y", "z", "\uFF21");
    assertThat(top("posts", 1))
        .containsExactly(view(SubjectId.of("posts", "y"), new Tally(10, 5, 1, 15)));
  }

  @Test
  void topFollowsEveryVote() {
    accepted(Vote.of(ADA, B, UP));
    accepted(Vote.of(BOB, A, UP));
    assertThat(keys(top("posts", 2))).containsExactly("a", "b");
    accepted(Vote.of(BOB, B, UP));
    assertThat(keys(top("posts", 2))).containsExactly("b", "a");
    accepted(Vote.of(ADA, B, DOWN));
    assertThat(keys(top("posts", 2))).containsExactly("a", "b");
    accepted(Vote.of(BOB, A, DOWN));
    assertThat(keys(top("posts", 2))).containsExactly("b", "a");
    accepted(Vote.of(ADA, B, NONE));
    assertThat(top("posts", 1)).containsExactly(view(B, tally(1, 0, 4)));
  }

  @Test
  void topLeavesOutSubjectsWithoutVotes() {
    load(snapshot("retracted", 0, 0), snapshot("low", 0, 3), snapshot("even", 2, 2));
    assertThat(keys(top("posts", 10))).containsExactly("even", "low");
    accepted(Vote.of(ADA, A, DOWN));
    assertThat(keys(top("posts", 10))).containsExactly("even", "a", "low");
    accepted(Vote.of(ADA, A, NONE));
    assertThat(keys(top("posts", 10))).containsExactly("even", "low");
    accepted(Vote.of(ADA, A, UP));
    assertThat(keys(top("posts", 10))).containsExactly("a", "even", "low");
  }

  @Test
  void subjectsWithoutVotesShortenNoTop() {
    SubjectSnapshot[] empty = new SubjectSnapshot[30];
    Arrays.setAll(empty, i -> snapshot("empty" + i, 0, 0));
    load(empty);
    load(snapshot("x", 0, 1), snapshot("y", 0, 2), snapshot("z", 0, 3));
    assertThat(keys(top("posts", 3))).containsExactly("x", "y", "z");
  }

  @Test
  void topOfOnePollKnowsNoOther() {
    load(Poll.named("launch"));
    SubjectId launch = SubjectId.of("launch", "a");
    loadNew(launch);
    accepted(Vote.of(ADA, launch, UP));
    accepted(Vote.of(ADA, A, UP));
    accepted(Vote.of(ADA, B, UP));
    assertThat(top("launch", 10)).hasSize(1);
    assertThat(top("posts", 10)).hasSize(2);
    assertThat(top("unheard", 10)).isEmpty();
  }

  @Test
  void topSeesUnloadedAndReloadedSubjects() {
    accepted(Vote.of(ADA, A, UP));
    accepted(Vote.of(ADA, B, UP));
    accepted(Vote.of(BOB, B, UP));
    assertThat(keys(top("posts", 2))).containsExactly("b", "a");
    unload(B);
    assertThat(keys(top("posts", 2))).containsExactly("a");
    applyAll();
    load(new SubjectSnapshot(B, 0, 4, 4, false));
    assertThat(keys(top("posts", 2))).containsExactly("a", "b");
  }

  private static SubjectSnapshot snapshot(String key, long up, long down) {
    return new SubjectSnapshot(SubjectId.of("posts", key), up, down, up + down, false);
  }

  private static List<String> keys(List<SubjectView> views) {
    return views.stream().map(view -> view.subject().key()).toList();
  }
}
