package io.voteengine.tck.ledger.backup;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.Poll;
import io.voteengine.backup.Backup;
import io.voteengine.backup.RestoreReport;
import io.voteengine.poll.PollException;
import io.voteengine.poll.VoteBudget.WhenSpent;
import io.voteengine.spi.CastReply.Declined;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.ledger.LedgerBackups;
import io.voteengine.tck.VoteLedgerContract;
import io.voteengine.tck.ledger.BallotCase;
import io.voteengine.tck.testing.Vote;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Ballot polls in a ledger of one database: backups, files, and a lower budget. */
public abstract class LedgerBallotBackupContract extends BallotCase {
  protected LedgerBallotBackupContract(VoteLedgerContract suite) {
    super(suite);
  }

  private void change(Poll poll) {
    long revision = ledger.polls().find(poll.name()).orElseThrow().revision();
    assertThat(ledger.polls().change(revision, poll, "ada", "why")).isPresent();
  }

  @Test
  void restoredBackupTakesAwayBeforeItBringsBack() {
    LedgerBackups backups = ledger.backups().orElseThrow();
    journal.vote(CAT, ADA, UP);
    journal.vote(DOG, BOB, UP);
    flush();
    Backup backup = backups.take(LOGOS.name());
    journal.vote(CAT, ADA, NONE);
    journal.vote(DOG, ADA, UP);
    journal.vote(DOG, BOB, NONE);
    journal.vote(CAT, BOB, UP);
    flush();
    Instant moment = backups.beginRestore(backup);
    assertThat(backups.restore(backup, moment)).isEqualTo(new RestoreReport(4, 0));
    assertThat(held(LOGOS, ADA)).containsExactly(CAT);
    assertThat(held(LOGOS, BOB)).containsExactly(DOG);
    assertExact(LOGOS.name());
  }

  @Test
  void fileOfABallotPollBringsItBack() throws IOException {
    LedgerBackups backups = ledger.backups().orElseThrow();
    journal.vote(ONE, ADA, UP);
    journal.vote(TWO, ADA, DOWN);
    flush();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    backups.exportTo(backups.take(JAMS.name()), file);
    journal.vote(ONE, ADA, NONE);
    journal.vote(THREE, ADA, UP);
    flush();
    Backup read = backups.importFrom(new ByteArrayInputStream(file.toByteArray()));
    assertThat(read.poll()).isEqualTo(JAMS);
    assertThat(backups.restore(read, backups.beginRestore(read)))
        .isEqualTo(new RestoreReport(2, 0));
    assertThat(held(JAMS, ADA)).containsExactly(ONE, TWO);
    assertExact(JAMS.name());
  }

  @Test
  void voteCastAfterARestoreBeganKeepsItsPlace() {
    LedgerBackups backups = ledger.backups().orElseThrow();
    journal.vote(CAT, ADA, UP);
    flush();
    Backup backup = backups.take(LOGOS.name());
    journal.vote(CAT, ADA, NONE);
    flush();
    Instant moment = backups.beginRestore(backup);
    journal.vote(DOG, ADA, UP);
    flush();
    assertThat(backups.restore(backup, moment)).isEqualTo(new RestoreReport(0, 1));
    assertThat(held(LOGOS, ADA)).containsExactly(DOG);
    assertExact(LOGOS.name());
  }

  @Test
  void budgetNeverFallsBelowWhatVotersHold() {
    journal.vote(ONE, ADA, UP);
    journal.vote(TWO, ADA, UP);
    journal.vote(ONE, BOB, UP);
    flush();
    Poll lower = JAMS.votesPerVoter(1, WhenSpent.MOVE);
    long revision = ledger.polls().find(JAMS.name()).orElseThrow().revision();
    assertThatThrownBy(() -> ledger.polls().beginLowering(revision, lower))
        .isInstanceOf(PollException.class)
        .hasMessageContaining("1 voters hold more, up to 2");
    assertThatThrownBy(() -> change(lower)).isInstanceOf(PollException.class);
    assertThat(ledger.polls().find(JAMS.name()).orElseThrow())
        .isEqualTo(new PollSnapshot(JAMS, PollSnapshot.State.OPEN));
    change(JAMS.votesPerVoter(3));
    journal.vote(THREE, ADA, UP);
    assertThat(flush()).isEmpty();
    assertThat(held(JAMS, ADA)).hasSize(3);
  }

  @Test
  void lowerBudgetIsInForceForCastsBeforeItIsRecorded() {
    Poll lower = JAMS.votesPerVoter(1);
    accepted(Vote.of(ADA, ONE, UP));
    PollSnapshot begun = ledger.polls().beginLowering(0, lower).orElseThrow();
    assertThat(begun.poll()).isEqualTo(JAMS);
    assertThat(ledger.polls().find(JAMS.name())).contains(begun);
    assertThat(ledger.polls().changes(JAMS.name())).isEmpty();
    assertThat(ledger.polls().stale()).contains(begun);
    PollSnapshot forCasts = ledger.poll(0, JAMS.name()).value().orElseThrow();
    assertThat(Objects.requireNonNull(forCasts.poll().budget()).votes()).isEqualTo(1);
    // What a store has accepted by the former rules still counts.
    journal.vote(TWO, ADA, UP);
    assertThat(flush()).isEmpty();
    assertThat(held(JAMS, ADA)).hasSize(2);
    assertThatThrownBy(() -> ledger.polls().change(begun.revision(), lower, "ada", "fewer"))
        .isInstanceOf(PollException.class);
    accepted(Vote.of(ADA, ONE, NONE));
    assertThat(ledger.polls().change(begun.revision(), lower, "ada", "fewer"))
        .map(PollSnapshot::poll)
        .contains(lower);
    assertThat(cast(Vote.of(ADA, ONE, UP))).isInstanceOf(Declined.class);
    ledger.polls().stopLowering(begun);
    assertThat(ledger.polls().find(JAMS.name())).map(PollSnapshot::poll).contains(lower);
  }

  @Test
  void loweringThatIsStoppedLeavesTheFormerRules() {
    PollSnapshot begun =
        ledger.polls().beginLowering(0, JAMS.votesPerVoter(1, WhenSpent.MOVE)).orElseThrow();
    ledger.polls().stopLowering(begun);
    PollSnapshot after = ledger.polls().find(JAMS.name()).orElseThrow();
    assertThat(after.poll()).isEqualTo(JAMS);
    assertThat(after.revision()).isGreaterThan(begun.revision());
    assertThat(ledger.poll(0, JAMS.name()).value()).contains(after);
    assertThat(ledger.polls().beginLowering(0, JAMS.votesPerVoter(1))).isEmpty();
  }
}
