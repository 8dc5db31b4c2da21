package io.voteengine.tck.ledger.backup;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.backup.Backup;
import io.voteengine.backup.RestoreReport;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.VoteLedger;
import io.voteengine.tck.VoteLedgerContract;
import io.voteengine.tck.testing.Vote;
import io.voteengine.tck.testing.Waiting;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A restore while people vote and the store's clock is years behind the database's. */
public abstract class LedgerRestoreContract extends BackupCase {
  protected LedgerRestoreContract(VoteLedgerContract suite) {
    super(suite);
  }

  @Test
  void votesCastAfterARestoreBeganStayThoughTheStoresClockIsBehind() {
    journal.vote(A, ADA, UP);
    flush();
    Backup backup = backups().take("posts");
    journal.vote(A, ADA, DOWN);
    journal.vote(A, BOB, DOWN);
    flush();
    Instant moment = backups().beginRestore(backup);
    journal.vote(A, ADA, NONE);
    journal.vote(A, EVE, UP);
    flush();
    assertThat(backups().restore(backup, moment)).isEqualTo(new RestoreReport(1, 0));
    assertThat(choice(A, ADA)).isEqualTo(NONE);
    assertThat(choice(A, EVE)).isEqualTo(UP);
    assertThat(choice(A, BOB)).isEqualTo(NONE);
    assertExact("posts");
  }

  @Test
  void restoredSubjectIsNewerThanAllThatTheStoreHasGivenOut() {
    journal.vote(A, ADA, UP);
    flush();
    Backup backup = backups().take("posts");
    long given = journal.vote(A, ADA, DOWN).version();
    flush();
    backups().restore(backup, backups().beginRestore(backup));
    assertThat(snapshot(A).up()).isEqualTo(1);
    assertThat(snapshot(A).version()).isGreaterThan(given + VoteLedger.LEAP);
  }

  @Test
  void voteCastAfterARestoreBeganWinsThoughItArrivesAfterTheRestore() {
    journal.vote(A, ADA, UP);
    flush();
    Backup backup = backups().take("posts");
    journal.vote(A, ADA, DOWN);
    flush();
    Instant moment = backups().beginRestore(backup);
    journal.vote(A, ADA, NONE);
    assertThat(backups().restore(backup, moment)).isEqualTo(new RestoreReport(1, 0));
    flush();
    assertThat(choice(A, ADA)).isEqualTo(NONE);
    assertExact("posts");
  }

  @Test
  void votesOfTheStoreStayThoughVotesCastInTheLedgerHaveLaterTimes() {
    Backup backup = backups().take("posts");
    ledger.cast(0, List.of(Vote.of(ADA, A, UP)), Deadline.in(Waiting.AMPLE));
    journal.vote(A, BOB, UP);
    flush();
    Instant moment = backups().beginRestore(backup);
    journal.vote(A, EVE, UP);
    flush();
    ledger.cast(0, List.of(Vote.of(ADA, B, UP)), Deadline.in(Waiting.AMPLE));
    assertThat(backups().restore(backup, moment)).isEqualTo(new RestoreReport(2, 0));
    assertThat(choice(A, ADA)).isEqualTo(NONE);
    assertThat(choice(A, BOB)).isEqualTo(NONE);
    assertThat(choice(A, EVE)).isEqualTo(UP);
    assertThat(choice(B, ADA)).isEqualTo(UP);
    assertExact("posts");
  }
}
