package io.voteengine.tck.ledger.subject;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.backup.Backup;
import io.voteengine.backup.RestoreReport;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.ledger.LedgerBackups;
import io.voteengine.subject.Listing;
import io.voteengine.subject.Subject;
import io.voteengine.tck.VoteLedgerContract;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * Backups bring votes back whatever is recorded about their subjects, and owners' scores follow.
 */
public abstract class LedgerSubjectBackupContract extends SubjectCase {
  protected LedgerSubjectBackupContract(VoteLedgerContract suite) {
    super(suite);
  }

  private LedgerBackups backups() {
    return ledger.backups().orElseThrow();
  }

  private RestoreReport restore(Backup backup) {
    return backups().restore(backup, backups().beginRestore(backup));
  }

  @Test
  void restoreMovesTheScoreAndLeavesListingAndOwner() {
    addOwned(APP, CAT);
    addOwned(TOOL, CAT);
    journal.vote(APP, ADA, UP);
    journal.vote(TOOL, ADA, UP);
    flush();
    Backup backup = backups().take("launch");
    journal.vote(APP, ADA, DOWN);
    journal.vote(TOOL, ADA, NONE);
    journal.vote(APP, BOB, DOWN);
    flush();
    withdraw(APP);
    give(TOOL, DOG);
    assertThat(subjects().ownerScore(CAT)).isEqualTo(-2);
    assertThat(restore(backup)).isEqualTo(new RestoreReport(3, 0));
    assertThat(choice(APP, ADA)).isEqualTo(UP);
    assertThat(subjects().ownerScore(CAT)).isEqualTo(1);
    assertThat(subjects().ownerScore(DOG)).isEqualTo(1);
    assertThat(recorded(APP)).isEqualTo(new Subject(APP, Listing.WITHDRAWN, null, CAT));
    assertThat(recorded(TOOL)).isEqualTo(new Subject(TOOL, Listing.LISTED, null, DOG));
    assertExact("launch");
  }

  @Test
  void restoredVotesOnSubjectsThatAreNotListedCount() throws IOException {
    journal.vote(APP, ADA, UP);
    flush();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    backups().exportTo(backups().take("launch"), file);
    journal.vote(APP, ADA, NONE);
    flush();
    Backup read = backups().importFrom(new ByteArrayInputStream(file.toByteArray()));
    assertThat(read.poll()).isEqualTo(LAUNCH);
    assertThat(restore(read)).isEqualTo(new RestoreReport(1, 0));
    SubjectSnapshot restored = snapshot(APP);
    assertThat(restored.up()).isEqualTo(1);
    assertThat(restored.listing()).isEqualTo(Listing.UNLISTED);
    assertThat(addOwned(APP, CAT)).isEqualTo(1);
    assertThat(subjects().ownerScore(CAT)).isEqualTo(1);
  }

  @Test
  void ownerThatIsErasedStaysErasedAfterARestore() {
    addOwned(APP, CAT);
    journal.vote(APP, CAT, UP);
    flush();
    Backup backup = backups().take("launch");
    journal.vote(APP, CAT, NONE);
    flush();
    ledger.administration().erase(CAT);
    restore(backup);
    assertThat(recorded(APP).owner()).isNull();
    assertThat(snapshot(APP).up()).isEqualTo(1);
    assertThat(subjects().ownerScore(CAT)).isZero();
    assertExact("launch");
  }
}
