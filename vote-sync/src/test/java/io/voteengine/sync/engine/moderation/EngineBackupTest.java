package io.voteengine.sync.engine.moderation;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoteEngine;
import io.voteengine.VoteStoreException;
import io.voteengine.VoterId;
import io.voteengine.backup.Backup;
import io.voteengine.backup.BackupException;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.partitioned.PartitionedVoteLedger;
import io.voteengine.spi.VoteLedger;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Faults;
import io.voteengine.sync.testing.Faults.Fault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** What a host sees of backups: the store agrees with the ledger afterwards. */
@Execution(CONCURRENT)
class EngineBackupTest {
  private static final VoterId ADA = VoterId.of("ada");
  private static final VoterId BOB = VoterId.of("bob");
  private static final SubjectId POST = SubjectId.of("posts", "42");

  private final Cluster cluster = new Cluster();
  private final Reconciler reconciler = Reconciler.builder().threads(0).build();
  private VoteEngine engine;
  private VoteEngine other;

  @BeforeEach
  void start() {
    engine = cluster.node(reconciler);
    other = cluster.node(Reconciler.builder().threads(0).build());
    engine.polls().define(Poll.named("posts").unlimited());
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private void vote(VoteEngine node, VoterId voter, Choice choice) {
    assertThat(node.cast(voter, POST, choice)).isInstanceOf(CastResult.Accepted.class);
  }

  private Backup backup() {
    assertThat(engine.drain(AMPLE)).isTrue();
    return engine.backups().take("posts");
  }

  private void assertVotes(VoteEngine node, long up, long down) {
    Tally tally = node.read(POST, ADA).tally();
    assertThat(tally.up()).isEqualTo(up);
    assertThat(tally.down()).isEqualTo(down);
    assertThat(engine.auditNow("posts").exact()).isTrue();
  }

  @Test
  void restoredChoicesShowOnEveryNode() {
    vote(engine, ADA, Choice.UP);
    Backup backup = backup();
    vote(engine, ADA, Choice.DOWN);
    vote(other, BOB, Choice.UP);
    assertThat(engine.drain(AMPLE)).isTrue();

    assertThat(engine.backups().restore(backup).changed()).isEqualTo(2);

    assertThat(other.read(POST, ADA).choice()).isEqualTo(Choice.UP);
    assertThat(other.read(POST, BOB).choice()).isEqualTo(Choice.NONE);
    assertVotes(engine, 1, 0);
    assertVotes(other, 1, 0);
  }

  @Test
  void votesThatTheStoreStillHoldsAreFromBeforeTheRestore() {
    vote(engine, ADA, Choice.UP);
    Backup backup = backup();
    vote(engine, ADA, Choice.DOWN);
    vote(engine, BOB, Choice.UP);

    engine.backups().restore(backup);

    assertThat(engine.drain(AMPLE)).isTrue();
    assertVotes(engine, 1, 0);
    assertThat(engine.read(POST, BOB).choice()).isEqualTo(Choice.NONE);
  }

  @Test
  void votesAfterARestoreCount() {
    vote(engine, ADA, Choice.UP);
    Backup backup = backup();
    vote(engine, ADA, Choice.NONE);
    engine.backups().restore(backup);
    vote(engine, ADA, Choice.DOWN);
    vote(other, BOB, Choice.UP);
    assertThat(engine.drain(AMPLE)).isTrue();
    assertVotes(engine, 1, 1);
  }

  @Test
  void restoreWithoutEarlierVotesChangesNothingAndGoesOnLater() {
    vote(engine, ADA, Choice.UP);
    Backup backup = backup();
    vote(engine, ADA, Choice.DOWN);
    cluster.storeFaults(Faults.on("journal", Fault.BEFORE));
    assertThatThrownBy(() -> engine.backups().restore(backup))
        .isInstanceOf(VoteStoreException.class);
    cluster.noFaults();
    assertVotes(engine, 0, 1);
    engine.backups().restore(backup);
    assertVotes(engine, 1, 0);
  }

  @Test
  void restoreWhoseStoreCannotBeNotifiedShowsOnceItCan() {
    vote(engine, ADA, Choice.UP);
    Backup backup = backup();
    vote(engine, ADA, Choice.DOWN);
    assertThat(engine.drain(AMPLE)).isTrue();
    cluster.storeFaults(Faults.on("unload", Fault.BEFORE));
    assertThat(engine.backups().restore(backup).changed()).isEqualTo(1);
    assertVotes(engine, 0, 1);
    cluster.noFaults();
    reconciler.heal();
    assertVotes(engine, 1, 0);
  }

  @Test
  void pollMovesToAnotherEngine() throws IOException {
    vote(engine, ADA, Choice.UP);
    vote(engine, BOB, Choice.DOWN);
    Backup backup = backup();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    engine.backups().exportTo(backup, file);
    try (Cluster elsewhere = new Cluster()) {
      VoteEngine there = elsewhere.node(Reconciler.builder().threads(0).build());
      Backup read = there.backups().importFrom(new ByteArrayInputStream(file.toByteArray()));
      assertThat(there.polls().list()).isEmpty();
      assertThat(there.backups().merge(read).changed()).isEqualTo(2);
      assertThat(there.polls().list()).isEqualTo(engine.polls().list());
      assertVotes(there, 1, 1);
      assertThat(there.cast(BOB, POST, Choice.UP)).isInstanceOf(CastResult.Accepted.class);
      assertThat(there.read(POST, BOB).tally().up()).isEqualTo(2);
      assertThat(there.backups().merge(read).changed()).isZero();
    }
  }

  @Test
  void backupsAreListedVerifiedAndDeleted() {
    Backup backup = backup();
    assertThat(engine.backups().list("posts")).containsExactly(backup);
    assertThat(other.backups().all()).containsExactly(backup);
    assertThat(other.backups().verify(backup)).isTrue();
    assertThat(other.backups().delete(backup)).isTrue();
    assertThat(engine.backups().all()).isEmpty();
    assertThatThrownBy(() -> engine.backups().restore(backup)).isInstanceOf(BackupException.class);
    assertThatThrownBy(() -> engine.backups().take("unknown")).isInstanceOf(BackupException.class);
  }

  @Test
  void ledgerWithoutBackupsRefusesEveryCall() {
    VoteLedger spread =
        PartitionedVoteLedger.of(List.of(JdbcVoteLedger.memory(), JdbcVoteLedger.memory()));
    try (Cluster several = new Cluster(spread)) {
      VoteEngine node = several.node(Reconciler.builder().threads(0).build());
      node.polls().define(Poll.named("posts"));
      assertThatThrownBy(() -> node.backups().take("posts"))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("call backups() on each");
      assertThatThrownBy(() -> node.backups().all()).isInstanceOf(BackupException.class);
    }
  }
}
