package io.voteengine.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The allowed selections: none may include more votes than intended. */
class VoteSelectionTest {
  private static final SubjectId POST = SubjectId.of("posts", "42");
  private static final VoterId EVE = VoterId.of("eve");
  private static final Instant NOON = Instant.parse("2024-01-15T12:00:00.000001999Z");

  @Test
  void votesOfEveryPollAndVoterCannotBeSelected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VoteSelection.ofVoters(List.of()))
        .withMessageContaining("poll");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VoteSelection(null, null, List.of(), NOON, null))
        .withMessageContaining("poll");
  }

  @Test
  void nobodyIsNotTakenForAnybody() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VoteSelection.ofPoll("posts").by(List.of()))
        .withMessageContaining("voters");
  }

  @Test
  void subjectIsOfThePoll() {
    assertThat(VoteSelection.ofSubject(POST).poll()).isEqualTo("posts");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VoteSelection("launch", POST, List.of(), null, null))
        .withMessageContaining("subject");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VoteSelection(null, POST, List.of(EVE), null, null))
        .withMessageContaining("subject");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VoteSelection.ofPoll("a\0b"))
        .withMessageContaining("poll");
  }

  @Test
  void emptyStretchOfTimeIsRefused() {
    VoteSelection posts = VoteSelection.ofPoll("posts");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> posts.castBetween(NOON, NOON))
        .withMessageContaining("from must be before to");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> posts.castBetween(Instant.MIN, null))
        .withMessageContaining("from");
    assertThat(posts.castBetween(NOON, null).from())
        .isEqualTo(Instant.parse("2024-01-15T12:00:00.000001Z"));
  }

  @Test
  void votersAreACopyWithEachOnce() {
    List<VoterId> voters = new ArrayList<>(List.of(EVE, VoterId.of("bot"), EVE));
    VoteSelection selection = VoteSelection.ofVoters(voters);
    voters.clear();
    assertThat(selection.voters()).containsExactly(EVE, VoterId.of("bot"));
    assertThatThrownBy(() -> selection.voters().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
