package io.voteengine.tck.ledger.apply;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.tck.VoteLedgerContract;
import io.voteengine.tck.ledger.Events;
import io.voteengine.tck.ledger.LedgerCase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ledger compares its rows with what the events say. */
public abstract class LedgerDriftContract extends LedgerCase {
  protected LedgerDriftContract(VoteLedgerContract suite) {
    super(suite);
  }

  @BeforeEach
  void haveVotes() {
    journal.vote(A, ADA, UP);
    journal.vote(B, ADA, UP);
    assertThat(flush()).isEmpty();
  }

  @Test
  void eventsThatAgreeAreNoDrift() {
    journal.vote(A, BOB, UP);
    journal.vote(A, ADA, NONE);
    journal.vote(A, ADA, DOWN);
    journal.vote(B, ADA, DOWN);
    assertThat(flush()).isEmpty();
  }

  @Test
  void anotherTallyIsDriftOfThatSubjectOnly() {
    VoteEvent a = journal.vote(A, BOB, UP);
    VoteEvent b = journal.vote(B, BOB, UP);
    assertThat(apply(a, claim(b, NONE, 3, 0, 2))).containsExactly(B);
    assertThat(snapshot(B)).as("events do not overrule rows").isEqualTo(leapt(B, 2, 0, 1, 2));
    assertExact("posts");
  }

  @Test
  void anotherVersionIsDrift() {
    VoteEvent event = journal.vote(A, BOB, UP);
    assertThat(apply(claim(event, NONE, 2, 0, 3))).containsExactly(A);
  }

  @Test
  void onlyTheLastEventOfASubjectTellsItsTally() {
    VoteEvent first = journal.vote(A, BOB, UP);
    VoteEvent last = journal.vote(A, BOB, DOWN);
    assertThat(apply(claim(first, NONE, 9, 9, 9), last)).isEmpty();
  }

  @Test
  void anotherPreviousChoiceIsDriftThoughTheTallyAgrees() {
    VoteEvent event = journal.vote(A, ADA, UP);
    assertThat(apply(claim(event, DOWN, 1, 0, 2))).containsExactly(A);
  }

  @Test
  void previousChoicesFollowOneAnotherWithinTheBatch() {
    VoteEvent first = journal.vote(A, ADA, DOWN);
    VoteEvent second = journal.vote(A, ADA, NONE);
    assertThat(apply(first, claim(second, UP, 0, 0, 3))).containsExactly(A);
  }

  @Test
  void voteThatCameTooLateIsDrift() {
    VoteEvent kept = journal.vote(A, BOB, UP);
    flush();
    journal.vote(A, BOB, DOWN, kept.castAt() - 1, kept.requestId());
    assertThat(flush()).containsExactly(A);
    assertThat(snapshot(A)).isEqualTo(leapt(A, 2, 0, 1, 3));
  }

  private static VoteEvent claim(VoteEvent e, Choice previous, long up, long down, long version) {
    return Events.claiming(e, previous, up, down, version);
  }
}
