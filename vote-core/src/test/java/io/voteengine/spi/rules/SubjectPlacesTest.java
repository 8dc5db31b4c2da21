package io.voteengine.spi.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.VoteKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where the subjects of ordinary polls and of ballot polls are. */
class SubjectPlacesTest {
  private static final VoterId ADA = VoterId.of("ada");
  private static final Poll LOGOS = Poll.named("logos").votesPerVoter(1);
  private static final List<SubjectId> MANY =
      IntStream.range(0, 100).mapToObj(i -> SubjectId.of("logos", "logo-" + i)).toList();

  private final SubjectPlaces places = new SubjectPlaces(16);

  @Test
  void subjectsOfABallotPollAreTogetherAndOthersAreSpread() {
    assertThat(MANY.stream().map(places::partition).distinct().count()).isEqualTo(16);
    places.learn(Poll.named("posts"));
    places.learn(LOGOS);
    assertThat(MANY.stream().map(places::partition).distinct())
        .containsExactly(SubjectPlaces.ofBallots("logos", 16));
    SubjectId post = SubjectId.of("posts", "42");
    assertThat(places.partition(post)).isEqualTo(post.partition(16));
    assertThat(places.knows("comments")).isFalse();
  }

  /** The function decides where recorded votes are; it must never change. */
  @Test
  void partitionOfABallotPollNeverChanges() {
    assertThat(IntStream.range(0, 8).map(i -> SubjectPlaces.ofBallots("launch-" + i, 16)))
        .containsExactly(10, 7, 2, 11, 8, 9, 1, 3);
    assertThat(SubjectPlaces.ofBallots("launch-0", 1)).isZero();
  }

  @Test
  void pollThatIsNotKnownIsAskedForUntilItIsRecorded() {
    List<String> asked = new ArrayList<>();
    assertThat(
            places.partition(
                MANY.get(0),
                poll -> {
                  asked.add(poll);
                  return Optional.empty();
                }))
        .isEqualTo(MANY.get(0).partition(16));
    for (int i = 0; i < 2; i++) {
      assertThat(
              places.partition(
                  MANY.get(0),
                  poll -> {
                    asked.add(poll);
                    return Optional.of(new PollSnapshot(LOGOS, PollSnapshot.State.OPEN));
                  }))
          .isEqualTo(SubjectPlaces.ofBallots("logos", 16));
    }
    assertThat(asked).hasSize(2);
  }

  @Test
  void votesOfOneVoterInABallotPollKeepTheirOrder() {
    places.learn(LOGOS);
    VoteKey one = places.order(MANY.get(0), ADA);
    assertThat(places.order(MANY.get(1), ADA)).isEqualTo(one);
    assertThat(places.order(MANY.get(1), VoterId.of("bob"))).isNotEqualTo(one);
    SubjectId post = SubjectId.of("posts", "42");
    assertThat(places.order(post, ADA)).isEqualTo(new VoteKey(post, ADA));
  }
}
