package io.voteengine.tck.ledger.backup;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.backup.Backup;
import io.voteengine.backup.BackupException;
import io.voteengine.backup.RestoreReport;
import io.voteengine.query.RecordedVote;
import io.voteengine.spi.ledger.RevisedVotes;
import io.voteengine.tck.VoteLedgerContract;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Erasing voters' ids when there are backups. */
public abstract class LedgerBackupErasureContract extends BackupCase {
  private static final RestoreReport NOTHING = new RestoreReport(0, 0);
  private static final List<SubjectId> SUBJECTS = List.of(A, B, ELSEWHERE);

  protected LedgerBackupErasureContract(VoteLedgerContract suite) {
    super(suite);
  }

  @Test
  void erasedVoterIsInNoBackupAnyMore() {
    journal.vote(A, EVE, UP);
    journal.vote(B, EVE, DOWN);
    journal.vote(A, ADA, UP);
    flush();
    elsewhere.vote(ELSEWHERE, EVE, UP);
    flush(elsewhere);
    Backup before = backups().take("posts");
    ledger.administration().erase(EVE);
    Backup after = backups().list("posts").get(0);
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.digest()).isNotEqualTo(before.digest()).hasSize(64);
    assertThat(backups().verify(before)).isTrue();
    assertThat(new String(export(after), UTF_8)).contains("ada").doesNotContain("eve");
    restore(after);
    assertThat(choice(A, EVE)).isEqualTo(NONE);
    assertThat(snapshot(A).up()).isEqualTo(2);
    assertExact("posts");
  }

  @Test
  void backupsOfSealedPollsLoseTheVoterToo() {
    journal.vote(A, EVE, UP);
    flush();
    Backup before = backups().take("posts");
    suite.seal("posts");
    ledger.administration().erase(EVE);
    assertThat(backups().list("posts").get(0).digest()).isNotEqualTo(before.digest());
  }

  @Test
  void olderFileThatNamesTheErasedVoterCountsNothingTwice() {
    everybodyVotes(List.of(ADA, EVE));
    byte[] file = export(backups().take("posts"));
    journal.vote(B, EVE, DOWN);
    flush();
    ledger.administration().erase(EVE);
    List<Long> before = counts();
    ledger.unloaded(journal.position().term(), ledger.stale(null, 100));
    ledger.unloaded(elsewhere.position().term(), ledger.stale(null, 100));

    Backup read = read(file);
    assertThat(backups().merge(read)).as("named as before").isEqualTo(NOTHING);
    assertThat(ledger.administration().erase(EVE))
        .as("it is in the backup only")
        .isEqualTo(new RevisedVotes(0, 0));
    assertThat(ledger.stale(null, 100)).isEmpty();
    assertThat(new String(export(read), UTF_8)).contains("ada").doesNotContain("eve");
    assertThat(backups().merge(read)).isEqualTo(NOTHING);
    assertThat(counts()).isEqualTo(before);

    restore(read);
    assertThat(snapshot(A)).matches(s -> s.up() + s.down() == 2);
    assertExact("posts");
  }

  private byte[] export(Backup backup) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      backups().exportTo(backup, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }

  private Backup read(byte[] file) {
    try {
      return backups().importFrom(new ByteArrayInputStream(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Repeats a call that may fail while voters are being erased. */
  private static <T> T untilDone(Supplier<T> call) {
    while (true) {
      try {
        return call.get();
      } catch (BackupException e) {
        assertThat(e).hasMessageContaining("call again");
      }
    }
  }

  private List<Long> counts() {
    return SUBJECTS.stream()
        .map(this::snapshot)
        .flatMap(snapshot -> Stream.of(snapshot.up(), snapshot.down()))
        .toList();
  }

  private List<VoterId> voters() {
    return SUBJECTS.stream()
        .flatMap(subject -> ledger.records().votesOn(subject, null, 10_000).stream())
        .map(RecordedVote::voter)
        .toList();
  }

  private void everybodyVotes(List<VoterId> voters) {
    for (VoterId voter : voters) {
      boolean odd = voter.hashCode() % 2 != 0;
      journal.vote(A, voter, odd ? UP : DOWN);
      journal.vote(B, voter, odd ? NONE : UP);
      elsewhere.vote(ELSEWHERE, voter, UP);
    }
    flush();
    flush(elsewhere);
  }

  @Test
  void backupsThatAreTakenMergedAndRestoredMeanwhileChangeNoVote() {
    assertThatBackupsMeanwhileChangeNoVote(300, 10);
  }

  @Tag("chaos")
  @Test
  void backupsOfManyVotersDuringErasureChangeNoVote() {
    assertThatBackupsMeanwhileChangeNoVote(1_500, 40);
  }

  private void assertThatBackupsMeanwhileChangeNoVote(int stayers, int leavers) {
    List<VoterId> staying =
        IntStream.range(0, stayers).mapToObj(i -> VoterId.of("stays-" + i)).toList();
    List<VoterId> leaving =
        IntStream.range(0, leavers).mapToObj(i -> VoterId.of("x-" + i)).toList();
    everybodyVotes(staying);
    everybodyVotes(leaving);
    Backup early = backups().take("posts");
    leaving.forEach(voter -> journal.vote(A, voter, DOWN));
    flush();
    Backup full = backups().take("posts");
    List<Long> before = counts();
    int votes = voters().size();

    CompletableFuture<Void> erasing =
        CompletableFuture.runAsync(() -> leaving.forEach(v -> ledger.administration().erase(v)));
    List<Backup> taken = new ArrayList<>();
    do {
      assertThat(untilDone(() -> backups().merge(early))).isEqualTo(NOTHING);
      assertThat(untilDone(() -> restore(full))).isEqualTo(NOTHING);
      taken.add(untilDone(() -> backups().take("posts")));
      assertThat(untilDone(() -> export(full))).isNotEmpty();
    } while (!erasing.isDone());
    erasing.join();

    assertThat(voters()).hasSize(votes).doesNotContainAnyElementsOf(leaving);
    assertThat(backups().list("posts")).hasSize(taken.size() + 2);
    assertThat(backups().verify(early)).isTrue();
    assertThat(backups().merge(early)).isEqualTo(NOTHING);
    taken.add(full);
    for (Backup backup : taken) {
      assertThat(backups().verify(backup)).isTrue();
      assertThat(restore(backup)).isEqualTo(NOTHING);
    }
    assertThat(counts()).isEqualTo(before);
    assertExact("posts");
  }
}
