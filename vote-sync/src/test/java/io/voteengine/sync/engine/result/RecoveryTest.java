package io.voteengine.sync.engine.result;

import static io.voteengine.sync.testing.Results.accepted;
import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.backup.BackedUpSubject;
import io.voteengine.backup.Backup;
import io.voteengine.backup.BackupException;
import io.voteengine.backup.DrillReport;
import io.voteengine.backup.RestorePlan;
import io.voteengine.backup.SubjectChange;
import io.voteengine.drill.RestoreDrill;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.poll.PollException;
import io.voteengine.result.Amendment;
import io.voteengine.result.RecoveryReport;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Recovery of polls from their backups, tried before it is done. */
class RecoveryTest extends ResultCase {
  private VoteEngine changedSinceItsBackup() {
    VoteEngine node = node();
    vote(node);
    assertThat(node.drain(AMPLE)).isTrue();
    node.backups().take(POLL);
    accepted(node.cast(voter(0), SUBJECTS.get(0), Choice.DOWN));
    accepted(node.cast(voter(0), SUBJECTS.get(5), Choice.NONE));
    accepted(node.cast(voter(7), SUBJECTS.get(5), Choice.UP));
    accepted(node.cast(voter(8), SUBJECTS.get(5), Choice.UP));
    assertThat(node.drain(AMPLE)).isTrue();
    return node;
  }

  private static SubjectChange change(SubjectId subject, long votes, long up, long down) {
    return new SubjectChange(subject, votes, up, down);
  }

  @Test
  void planSaysWhatARestoreChangesAndChangesNothing() {
    VoteEngine node = changedSinceItsBackup();
    Backup backup = node.backups().list(POLL).get(0);
    RestorePlan plan = node.backups().plan(backup, Set.of());
    assertThat(plan.changes())
        .containsExactly(change(SUBJECTS.get(0), 1, 1, -1), change(SUBJECTS.get(5), 3, -1, 0));
    assertThat(node.backups().plan(backup, Set.of())).isEqualTo(plan);
    assertThat(node.backups().plan(backup, Set.of(SUBJECTS.get(0))).votes()).isOne();
    assertThat(node.page(SUBJECTS, null).get(5).tally().up()).isEqualTo(7);
    assertThat(node.backups().restore(backup).changed()).isEqualTo(plan.votes());
    assertThat(node.backups().plan(backup, Set.of()).changes()).isEmpty();
  }

  @Test
  void pollIsRecoveredSubjectBySubject() {
    VoteEngine node = changedSinceItsBackup();
    RecoveryReport tried = node.results().recover(POLL, Set.of(), true);
    assertThat(tried.changes()).hasSize(2);
    assertThat(tried.changed()).isZero();
    RecoveryReport one = node.results().recover(POLL, Set.of(SUBJECTS.get(0)), false);
    assertThat(one.changed()).isOne();
    assertThat(node.page(SUBJECTS, null).get(5).tally().up()).isEqualTo(7);
    assertThat(node.results().recover(POLL, Set.of(), false).changed()).isEqualTo(3);
    assertThat(node.results().recover(POLL, Set.of(), false).changed()).isZero();
    node.polls().close(POLL, "host", "the end");
    assertFinalized(node, node.results().finalizePoll(POLL));
  }

  @Test
  void pollIsRecoveredBetweenCloseAndSeal() {
    VoteEngine node = changedSinceItsBackup();
    node.polls().close(POLL, "host", "the end");
    cluster.ledger.finalizations().orElseThrow().begin(POLL);
    assertThat(node.results().recover(POLL, Set.of(), false).changed()).isEqualTo(4);
    assertFinalized(node, node.results().finalizePoll(POLL));
  }

  @Test
  void sealedResultStaysAndTheDifferenceStandsBesideIt() {
    VoteEngine node = changedSinceItsBackup();
    node.polls().close(POLL, "host", "the end");
    Backup former = node.backups().list(POLL).get(0);
    node.results().finalizePoll(POLL);
    node.backups().list(POLL).stream()
        .filter(backup -> !backup.id().equals(former.id()))
        .forEach(node.backups()::delete);
    RecoveryReport tried = node.results().recover(POLL, Set.of(), true);
    assertThat(tried.amendments()).isEmpty();
    RecoveryReport done = node.results().recover(POLL, Set.of(), false);
    assertThat(done.changed()).isZero();
    assertThat(done.amendments())
        .extracting(Amendment::kind, Amendment::subject, Amendment::votes)
        .containsExactly(
            tuple(Amendment.Kind.RECOVER, SUBJECTS.get(0), 1L),
            tuple(Amendment.Kind.RECOVER, SUBJECTS.get(5), 3L));
    assertThat(node.results().recover(POLL, Set.of(), false).amendments())
        .isEqualTo(done.amendments());
    assertThat(node.results().amendments(POLL)).hasSize(2);
    assertThat(node.results().verify(POLL).exact()).isTrue();
  }

  @Test
  void pollWithoutABackupIsLeftAsItIs() {
    VoteEngine node = node();
    vote(node);
    RecoveryReport report = node.results().recover(POLL, Set.of(), false);
    assertThat(report.backup()).isNull();
    assertThat(report.warnings()).singleElement().asString().contains("No backup");
    assertThatThrownBy(() -> node.results().recover("other", Set.of(), false))
        .isInstanceOf(PollException.class);
    SubjectId foreign = SubjectId.of("other", "x");
    assertThat(node.drain(AMPLE)).isTrue();
    Backup backup = node.backups().take(POLL);
    assertThatThrownBy(() -> node.backups().restore(backup, Set.of(foreign)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void subjectsOfABackupAreShownBesideTheirPresentScore() {
    VoteEngine node = changedSinceItsBackup();
    Backup backup = node.backups().list(POLL).get(0);
    assertThat(node.backups().subjects(backup))
        .extracting(BackedUpSubject::subject, BackedUpSubject::up, BackedUpSubject::scoreNow)
        .startsWith(tuple(SUBJECTS.get(0), 1L, -1L), tuple(SUBJECTS.get(1), 2L, 2L))
        .endsWith(tuple(SUBJECTS.get(5), 6L, 7L));
    assertThat(node.backups().subjects(backup).get(0).toMap())
        .containsOnlyKeys("appId", "votes", "backedUpAt", "launchDate", "originalLikes")
        .containsEntry("appId", "product-0")
        .containsEntry("votes", 1L)
        .containsEntry("originalLikes", -1L)
        .containsEntry("backedUpAt", backup.takenAt());
  }

  @Test
  void drillRestoresIntoAScratchLedger() throws IOException {
    VoteEngine node = changedSinceItsBackup();
    Backup backup = node.backups().list(POLL).get(0);
    try (JdbcVoteLedger scratch = JdbcVoteLedger.memory()) {
      DrillReport report = RestoreDrill.run(node.backups(), backup, scratch);
      assertThat(report.findings()).isEmpty();
      assertThat(report.votes()).isEqualTo(21);
      assertThat(scratch.records().audit(POLL).votes().up()).isEqualTo(21);
      assertThatThrownBy(() -> RestoreDrill.run(node.backups(), backup, scratch))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("in use");
    }
    assertThat(node.backups().list(POLL)).containsExactly(backup);
    assertThat(node.page(SUBJECTS, null).get(5).tally().up()).isEqualTo(7);
  }
}
