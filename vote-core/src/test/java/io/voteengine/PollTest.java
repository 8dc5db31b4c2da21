package io.voteengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.voteengine.poll.VoteBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PollTest {
  private static final Instant NINE = Instant.parse("2024-01-15T09:00:00.123456789Z");
  private static final Instant NINE_MICROS = Instant.parse("2024-01-15T09:00:00.123456Z");

  @Test
  void defaultsAreThoseThatProductionWants() {
    Poll poll = Poll.named("posts");

    assertThat(poll.choices()).containsExactlyInAnyOrder(Choice.UP, Choice.DOWN);
    assertThat(poll.opensAt()).isNull();
    assertThat(poll.closesAt()).isNull();
    assertThat(poll.limit()).isEqualTo(new RateLimit(5, Duration.ofSeconds(10)));
  }

  @Test
  void eachRuleChangesAloneInACopy() {
    Poll poll = Poll.named("posts");

    assertThat(poll.choices(Choice.UP))
        .isEqualTo(new Poll("posts", Set.of(Choice.UP), null, null, poll.limit()));
    assertThat(poll.limit(1, Duration.ofDays(1)).limit())
        .isEqualTo(new RateLimit(1, Duration.ofDays(1)));
    assertThat(poll.unlimited().limit()).isNull();
    assertThat(poll.opensAt(NINE).closesAt(NINE.plusSeconds(1)).unlimited())
        .isEqualTo(
            new Poll("posts", poll.choices(), NINE_MICROS, NINE_MICROS.plusSeconds(1), null));
    assertThat(poll).isEqualTo(Poll.named("posts"));
  }

  /**
   * The ledger keeps no more digits; a poll that is read back must equal the one that was opened.
   */
  @Test
  void timesAreKeptToTheMicrosecondHoweverTheyComeIn() {
    Poll poll = new Poll("posts", Set.of(Choice.UP), NINE, NINE.plusSeconds(1), null);

    assertThat(poll.opensAt()).isEqualTo(NINE_MICROS);
    assertThat(poll.closesAt()).isEqualTo(NINE_MICROS.plusSeconds(1));
  }

  @Test
  void laterChangesOfTheGivenSetDoNotReachThePoll() {
    EnumSet<Choice> choices = EnumSet.of(Choice.UP);
    Poll poll = new Poll("posts", choices, null, null, null);
    choices.add(Choice.NONE);

    assertThat(poll.choices()).containsExactly(Choice.UP);
  }

  @Test
  void choicesMustBeUpOrDown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Poll("posts", Set.of(), null, null, null))
        .withMessageStartingWith("choices ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Poll.named("posts").choices(Choice.UP, Choice.NONE))
        .withMessageStartingWith("choices ");
    assertThatNullPointerException()
        .isThrownBy(() -> new Poll("posts", Nulls.any(), null, null, null))
        .withMessage("choices");
  }

  @Test
  void budgetOfABallotPollIsOneToAHundred() {
    Poll poll = Poll.named("posts").votesPerVoter(1);
    assertThat(poll.budget()).isEqualTo(new VoteBudget(1, VoteBudget.WhenSpent.REFUSE));
    assertThat(
            poll.unlimited()
                .choices(Choice.UP)
                .opensAt(NINE)
                .closesAt(NINE.plusSeconds(9))
                .budget())
        .isEqualTo(poll.budget());
    assertThat(poll.votesPerVoter(100, VoteBudget.WhenSpent.MOVE).budget())
        .isEqualTo(new VoteBudget(100, VoteBudget.WhenSpent.MOVE));
    for (int votes : new int[] {0, -1, 101}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> poll.votesPerVoter(votes))
          .withMessageStartingWith("votesPerVoter must be from 1 to 100");
    }
  }

  @Test
  void pollOpensBeforeItCloses() {
    Poll closing = Poll.named("posts").closesAt(NINE);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> closing.opensAt(NINE))
        .withMessageStartingWith("opensAt must be before closesAt: ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> closing.opensAt(NINE.minusNanos(1)))
        .withMessageStartingWith("opensAt must be before closesAt: ");
    assertThat(closing.opensAt(NINE.minusNanos(1_000)).opensAt()).isBefore(NINE_MICROS);
  }

  @Test
  void timesThatTheStoreCannotHoldExactlyAreRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Poll.named("posts").closesAt(Instant.MAX))
        .withMessageStartingWith("closesAt must be from the year 1684 to 2255");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Poll.named("posts").opensAt(Instant.MIN))
        .withMessageStartingWith("opensAt must be from the year 1684 to 2255");
  }
}
