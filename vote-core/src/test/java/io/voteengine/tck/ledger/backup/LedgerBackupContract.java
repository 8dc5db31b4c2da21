package io.voteengine.tck.ledger.backup;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.backup.Backup;
import io.voteengine.backup.BackupException;
import io.voteengine.backup.RestoreReport;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.spi.ledger.StaleSubject;
import io.voteengine.tck.VoteLedgerContract;
import io.voteengine.util.Micros;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a backup contains, and what a restore does. */
public abstract class LedgerBackupContract extends BackupCase {
  protected LedgerBackupContract(VoteLedgerContract suite) {
    super(suite);
  }

  private List<SubjectId> stale() {
    return ledger.stale(null, 100).stream().map(StaleSubject::subject).toList();
  }

  @Test
  void backupHoldsThePollsVotesOfItsMoment() {
    journal.vote(A, ADA, UP);
    journal.vote(A, BOB, DOWN);
    journal.vote(B, BOB, UP);
    journal.vote(B, BOB, NONE);
    journal.vote(subject("comments", 0, 0), ADA, UP);
    elsewhere.vote(ELSEWHERE, ADA, UP);
    flush();
    flush(elsewhere);
    Backup backup = backups().take("posts");
    journal.vote(A, EVE, UP);
    flush();

    assertThat(backup.poll()).isEqualTo(POSTS);
    assertThat(List.of(backup.votes(), backup.subjects(), backup.up(), backup.down()))
        .containsExactly(4L, 3L, 2L, 1L);
    assertThat(Duration.between(backup.takenAt(), backup.expiresAt()))
        .isBetween(Duration.ofDays(30), Duration.ofDays(30).plusHours(1));
    assertThat(Duration.between(backup.takenAt(), Instant.now()).abs())
        .isLessThan(Duration.ofMinutes(5));
    assertThat(backups().verify(backup)).isTrue();
  }

  @Test
  void sameVotesHaveTheSameDigestAndOthersDoNot() {
    journal.vote(A, ADA, UP);
    flush();
    Backup one = backups().take("posts");
    assertThat(backups().take("posts").digest()).isEqualTo(one.digest()).hasSize(64);
    journal.vote(A, ADA, NONE);
    flush();
    assertThat(backups().take("posts").digest()).isNotEqualTo(one.digest());
  }

  @Test
  void backupsAreListedNewestFirst() {
    ledger.polls().define(Poll.named("comments"));
    Backup first = backups().take("posts");
    Backup other = backups().take("comments");
    Backup second = backups().take("posts");
    assertThat(backups().list("posts")).containsExactly(second, first);
    assertThat(backups().list(null)).containsExactly(second, other, first);
    assertThat(backups().list("unknown")).isEmpty();
  }

  @Test
  void unknownPollHasNoBackup() {
    assertThatThrownBy(() -> backups().take("unknown"))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("'unknown'");
    assertThat(backups().list(null)).isEmpty();
  }

  @Test
  void deletedBackupIsGone() {
    journal.vote(A, ADA, UP);
    flush();
    Backup backup = backups().take("posts");
    Backup kept = backups().take("posts");
    assertThat(backups().delete(backup)).isTrue();
    assertThat(backups().delete(backup)).isFalse();
    assertThat(backups().list("posts")).containsExactly(kept);
    assertThat(backups().verify(kept)).isTrue();
    assertThatThrownBy(() -> backups().verify(backup))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining(backup.id().toString());
    assertThatThrownBy(() -> restore(backup)).isInstanceOf(BackupException.class);
    assertThat(choice(A, ADA)).isEqualTo(UP);
  }

  @Test
  void restoreMakesThePollWhatItWas() {
    journal.vote(A, ADA, UP);
    journal.vote(A, BOB, DOWN);
    journal.vote(B, ADA, UP);
    elsewhere.vote(ELSEWHERE, ADA, UP);
    flush();
    flush(elsewhere);
    Backup backup = backups().take("posts");
    journal.vote(A, ADA, DOWN);
    journal.vote(A, BOB, NONE);
    journal.vote(A, EVE, UP);
    journal.vote(subject("comments", 0, 0), ADA, UP);
    elsewhere.vote(ELSEWHERE, BOB, UP);
    flush();
    flush(elsewhere);

    assertThat(restore(backup)).isEqualTo(new RestoreReport(4, 0));

    assertThat(choice(A, ADA)).isEqualTo(UP);
    assertThat(choice(A, BOB)).isEqualTo(DOWN);
    assertThat(choice(A, EVE)).isEqualTo(NONE);
    assertThat(choice(ELSEWHERE, BOB)).isEqualTo(NONE);
    assertThat(choice(subject("comments", 0, 0), ADA)).isEqualTo(UP);
    assertThat(snapshot(A)).isEqualTo(leapt(A, 1, 1, 2, 8));
    assertThat(stale()).containsExactlyInAnyOrder(A, ELSEWHERE);
    assertThat(ledger.records().history(A, 100)).hasSize(8);
    assertExact("posts");
    assertThat(restore(backup)).as("done twice").isEqualTo(new RestoreReport(0, 0));
  }

  @Test
  void votesCastAfterARestoreBeganStay() {
    VoteEvent first = journal.vote(A, ADA, UP);
    flush();
    Backup backup = backups().take("posts");
    Instant moment = backups().beginRestore(backup);
    long after = Micros.of(moment) + 1;
    journal.vote(A, ADA, DOWN, after, request());
    journal.vote(A, BOB, UP, after + 1, request());
    journal.vote(A, EVE, UP, first.castAt(), request());
    flush();
    assertThat(backups().restore(backup, moment)).isEqualTo(new RestoreReport(1, 0));
    assertThat(choice(A, ADA)).isEqualTo(DOWN);
    assertThat(choice(A, BOB)).isEqualTo(UP);
    assertThat(choice(A, EVE)).as("cast before").isEqualTo(NONE);
    assertExact("posts");
  }

  @Test
  void voteThatArrivesAfterTheRestoreButWasCastBeforeYields() {
    journal.vote(A, ADA, UP);
    flush();
    Backup backup = backups().take("posts");
    VoteEvent before = journal.vote(A, ADA, DOWN);
    journal.vote(A, BOB, DOWN);
    journal.vote(A, BOB, NONE);
    flush();
    restore(backup);
    journal.vote(A, ADA, DOWN, before.castAt() + 1, request());
    flush();
    assertThat(choice(A, ADA)).isEqualTo(UP);
    assertExact("posts");
  }

  @Test
  void votesOfAServerWhoseClockIsAheadAreRestoredToo() {
    journal.vote(A, ADA, UP);
    flush();
    Backup backup = backups().take("posts");
    long ahead = Micros.of(Instant.now().plus(Duration.ofHours(1)));
    journal.vote(A, ADA, DOWN, ahead, request());
    flush();
    Instant moment = backups().beginRestore(backup);
    assertThat(moment).isAfter(Micros.toInstant(ahead));
    backups().restore(backup, moment);
    assertThat(choice(A, ADA)).isEqualTo(UP);
    assertExact("posts");
  }

  @Test
  void restoreThatWasCutShortEndsAsOfTheMomentWhenItBegan() {
    journal.vote(A, ADA, UP);
    flush();
    Backup backup = backups().take("posts");
    Instant moment = backups().beginRestore(backup);
    journal.vote(A, ADA, DOWN, Micros.of(moment) + 1, request());
    flush();
    VoteLedger other = connect();
    other.open(PARTITIONS);
    assertThat(other.backups().orElseThrow().beginRestore(backup)).isEqualTo(moment);
    other.backups().orElseThrow().restore(backup, moment);
    assertThat(choice(A, ADA)).isEqualTo(DOWN);
    Instant own = backups().beginRestore(backup);
    assertThat(own).as("a restore of its own").isAfter(moment);
    assertThat(backups().restore(backup, moment))
        .as("one that another node has ended")
        .isEqualTo(new RestoreReport(0, 0));
    assertThat(choice(A, ADA)).isEqualTo(DOWN);
    assertThat(backups().beginRestore(backup)).as("goes on").isEqualTo(own);
    backups().restore(backup, own);
    assertThat(choice(A, ADA)).isEqualTo(UP);
    assertExact("posts");
  }

  @Test
  void oneBackupOfAPollIsRestoredAtATime() {
    Backup one = backups().take("posts");
    Backup other = backups().take("posts");
    Instant moment = backups().beginRestore(one);
    assertThatThrownBy(() -> backups().beginRestore(other))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining(one.id().toString());
    backups().restore(one, moment);
    restore(other);
    backups().beginRestore(one);
    backups().delete(one);
    restore(other);
  }

  @Test
  void sealedPollIsNotRestored() {
    journal.vote(A, ADA, UP);
    flush();
    Backup backup = backups().take("posts");
    Backup begun = backups().take("posts");
    journal.vote(A, ADA, DOWN);
    flush();
    Instant moment = backups().beginRestore(begun);
    suite.seal("posts");
    assertThatThrownBy(() -> backups().restore(begun, moment))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("sealed");
    assertThatThrownBy(() -> backups().beginRestore(backup)).hasMessageContaining("sealed");
    assertThatThrownBy(() -> backups().merge(backup)).hasMessageContaining("sealed");
    assertThat(choice(A, ADA)).isEqualTo(DOWN);
    assertThat(backups().verify(backups().take("posts"))).isTrue();
  }

  @Tag("chaos")
  @Test
  void largePollsAreReadInPagesWhateverTheirShape() {
    SubjectId hot = subject("posts", 0, 0);
    for (int i = 0; i < 11_000; i++) {
      VoterId voter = VoterId.of("voter-" + i);
      journal.vote(
          i % 3 == 0 ? subject("posts", 0, 1 + i % 7) : hot, voter, i % 2 == 0 ? UP : DOWN);
    }
    flush();
    Backup backup = backups().take("posts");
    assertThat(backup.votes()).isEqualTo(11_000);
    for (int i = 0; i < 11_000; i++) {
      VoterId voter = VoterId.of((i % 10 == 0 ? "new-" : "voter-") + i);
      journal.vote(i % 3 == 0 ? subject("posts", 0, 1 + i % 7) : hot, voter, UP);
    }
    flush();
    // 1,100 votes are new; of the voters who voted again, those who were against have changed.
    assertThat(restore(backup)).isEqualTo(new RestoreReport(1_100 + 5_500, 0));
    assertThat(ledger.records().audit("posts").votes().up()).isEqualTo(backup.up());
    assertThat(ledger.records().audit("posts").votes().down()).isEqualTo(backup.down());
    assertExact("posts");
    assertThat(restore(backup)).isEqualTo(new RestoreReport(0, 0));
    assertThat(backups().delete(backup)).isTrue();
  }

  @Test
  void backupIsOfOneMomentWhileVotingGoesOn() {
    // Each batch moves votes from one subject to the other and leaves their number unchanged.
    List<VoterId> voters = IntStream.range(0, 50).mapToObj(i -> VoterId.of("v" + i)).toList();
    voters.forEach(voter -> journal.vote(A, voter, UP));
    flush();
    AtomicBoolean ended = new AtomicBoolean();
    CompletableFuture<Void> voting =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; !ended.get(); i++) {
                SubjectId from = i % 2 == 0 ? A : B;
                SubjectId to = i % 2 == 0 ? B : A;
                voters.forEach(voter -> journal.vote(from, voter, NONE));
                voters.forEach(voter -> journal.vote(to, voter, UP));
                flush();
              }
            });
    try {
      for (int i = 0; i < 10; i++) {
        assertThat(backups().take("posts").up()).isEqualTo(50);
      }
    } finally {
      ended.set(true);
      voting.join();
    }
    assertExact("posts");
  }

  @Test
  void restoreWhileVotingGoesOnLeavesNothingWrong() {
    List<VoterId> voters = IntStream.range(0, 50).mapToObj(i -> VoterId.of("v" + i)).toList();
    voters.forEach(voter -> journal.vote(A, voter, UP));
    flush();
    Backup backup = backups().take("posts");
    AtomicBoolean ended = new AtomicBoolean();
    CompletableFuture<Void> voting =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; !ended.get(); i++) {
                Choice choice = i % 2 == 0 ? DOWN : NONE;
                voters.forEach(voter -> journal.vote(target(voter), voter, choice));
                flush();
              }
            });
    try {
      for (int i = 0; i < 5; i++) {
        restore(backup);
      }
    } finally {
      ended.set(true);
      voting.join();
    }
    assertExact("posts");
    restore(backup);
    assertThat(ledger.records().audit("posts").votes().up()).isEqualTo(50);
    assertExact("posts");
  }

  private static SubjectId target(VoterId voter) {
    return voter.value().endsWith("7") ? B : A;
  }

  static RequestId request() {
    return RequestId.of(UUID.randomUUID());
  }
}
