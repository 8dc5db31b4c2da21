package io.voteengine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.Backup;
import io.voteengine.BackupException;
import io.voteengine.Choice;
import io.voteengine.Micros;
import io.voteengine.Poll;
import io.voteengine.RecordedVote;
import io.voteengine.RequestId;
import io.voteengine.RestoreReport;
import io.voteengine.SealedPolls;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.event.JournalEvent;
import io.voteengine.event.VoteEvent;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.spi.PartitionRange;
import io.voteengine.spi.Position;
import io.voteengine.spi.Term;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where an erasure and a backup meet, step by step. */
class BackupErasureTest {
  private static final SubjectId SUBJECT = SubjectId.of("posts", "42");
  private static final VoterId ADA = VoterId.of("x-ada");
  private static final VoterId LATE = VoterId.of("x-late");
  private static final RestoreReport NOTHING = new RestoreReport(0, 0);

  /** More than a restore has in a batch. */
  private static final List<VoterId> OTHERS =
      IntStream.range(0, 1_200).mapToObj(i -> VoterId.of("voter " + i)).toList();

  private static JdbcVoteLedger ledger(DataSource dataSource) {
    JdbcVoteLedger ledger =
        JdbcVoteLedger.builder(dataSource)
            .statementTimeout(Duration.ofSeconds(20))
            .auditTimeout(Duration.ofSeconds(20))
            .build();
    ledger.open(1);
    return ledger;
  }

  /** A ledger where ADA and others have voted for the subject. */
  private static JdbcVoteLedger voted(TestDatabase database) {
    VoteSchema.migrate(database.dataSource());
    JdbcVoteLedger ledger = ledger(database.dataSource());
    ledger.recover(new Term(0, 0, null), List.of(), new Term(0, 1, "s"));
    ledger.createPoll(Poll.named("posts"));
    List<VoterId> voters = new ArrayList<>(OTHERS);
    voters.add(ADA);
    vote(ledger, Choice.UP, voters);
    return ledger;
  }

  private static void vote(JdbcVoteLedger ledger, Choice choice, List<VoterId> voters) {
    Position before = ledger.position(0);
    List<JournalEvent> events = new ArrayList<>();
    for (VoterId voter : voters) {
      long seq = before.seq() + 1 + events.size();
      events.add(
          new VoteEvent(
              1,
              seq,
              0,
              SUBJECT,
              voter,
              Choice.NONE,
              choice,
              1_700_000_000_000_000L + seq,
              RequestId.of(UUID.randomUUID()),
              null,
              0,
              0,
              0));
    }
    ledger.apply(before, events);
  }

  private static void erase(JdbcVoteLedger ledger, VoterId voter) {
    ledger.administration().erase(voter, SealedPolls.ERASE);
  }

  private static RestoreReport restore(JdbcVoteLedger ledger, Backup backup) {
    return ledger.backups().restore(backup, ledger.backups().beginRestore(backup));
  }

  private static Predicate<String> contains(String text) {
    return sql -> sql.contains(text);
  }

  @ParameterizedTest
  @EnumSource
  void backupThatIsBeginningWaitsForAnErasureThatIsAboutToCommit(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      JdbcVoteLedger ledger = voted(database);
      CountDownLatch waits = new CountDownLatch(1);
      JdbcVoteLedger taking =
          ledger(
              FaultyDataSource.before(
                  database.dataSource(),
                  "prepareStatement",
                  contains("SET seq = seq"),
                  connection -> waits.countDown()));
      AtomicBoolean begun = new AtomicBoolean();
      CompletableFuture<Optional<Backup>> taken = new CompletableFuture<>();
      // The last statement marks what is stale.
      JdbcVoteLedger erasing =
          ledger(
              FaultyDataSource.before(
                  database.dataSource(),
                  "prepareStatement",
                  contains("vote_stale"),
                  connection -> {
                    if (begun.compareAndSet(false, true)) {
                      CompletableFuture.runAsync(() -> taken.complete(take(taking)));
                      taken.thenRun(waits::countDown);
                      await(waits);
                    }
                  }));
      erase(erasing, ADA);
      // Where the erasure looked once more before the backup was complete, it gave it up.
      taken.join().ifPresent(backup -> assertThat(restore(ledger, backup)).isEqualTo(NOTHING));
      assertThat(ledger.records().audit("posts")).matches(report -> report.exact());
    }
  }

  private static Optional<Backup> take(JdbcVoteLedger ledger) {
    try {
      return Optional.of(ledger.backups().take("posts"));
    } catch (BackupException e) {
      return Optional.empty();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void backupInTheMakingIsGivenUpAndNothingOfItStays(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      JdbcVoteLedger ledger = voted(database);
      JdbcVoteLedger taking =
          ledger(
              FaultyDataSource.before(
                  database.dataSource(),
                  "prepareStatement",
                  contains("SET seq = seq"),
                  connection -> erase(ledger, ADA)));
      assertThatThrownBy(() -> taking.backups().take("posts"))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("a voter was erased");
      assertThat(ledger.backups().list(null)).isEmpty();
      long rows =
          new Transactions(database.dataSource(), Duration.ofSeconds(20))
              .read(
                  "count",
                  tx ->
                      tx.handle()
                          .createQuery(
                              "SELECT (SELECT count(*) FROM vote_backup_vote)"
                                  + " + (SELECT count(*) FROM vote_backup)")
                          .mapTo(Long.class)
                          .one());
      assertThat(rows).isZero();
      assertThat(ledger.backups().verify(ledger.backups().take("posts"))).isTrue();
    }
  }

  /** Each batch of a restore is the one after which voters are erased, until none is left. */
  @ParameterizedTest
  @EnumSource
  void voterWhoIsErasedAfterAnyBatchOfARestoreIsNotPassedBy(Database kind) {
    boolean erased = true;
    for (int last = 1; erased; last++) {
      try (TestDatabase database = kind.fresh()) {
        JdbcVoteLedger ledger = voted(database);
        Backup backup = ledger.backups().take("posts");
        vote(ledger, Choice.DOWN, List.of(ADA, LATE));
        AtomicBoolean done = new AtomicBoolean();
        restore(
            ledger,
            backup,
            database,
            last,
            () -> {
              erase(ledger, ADA);
              erase(ledger, LATE);
              done.set(true);
            });
        erased = done.get();

        assertThat(ledger.records().audit("posts").votes().up())
            .as("erased after batch %d", last)
            .isEqualTo(OTHERS.size() + 1);
        assertThat(ledger.records().audit("posts").votes().down()).isZero();
        assertThat(ledger.records().audit("posts")).matches(report -> report.exact());
        if (erased) {
          assertThat(ledger.records().votesOn(SUBJECT, null, 10_000))
              .extracting(RecordedVote::voter)
              .doesNotContain(ADA, LATE);
        }
      }
    }
  }

  @Test
  void whatTheDatabaseRefusesIsQuarantinedOnceThoughItIsLookedAtAgain() {
    try (TestDatabase database = TestDatabase.h2()) {
      JdbcVoteLedger ledger = voted(database);
      Backup backup = ledger.backups().take("posts");
      vote(ledger, Choice.DOWN, OTHERS.subList(0, 2));
      database.execute(
          "ALTER TABLE vote ADD CONSTRAINT refuses CHECK (voter <> 'voter 0' OR choice < 1)");
      assertThat(restore(ledger, backup, database, 1, () -> erase(ledger, ADA)))
          .isEqualTo(new RestoreReport(1, 1));
      assertThat(ledger.quarantine().list(null, 10)).hasSize(1);
    }
  }

  /** Restores a backup, and does something after one of the batches. */
  private static RestoreReport restore(
      JdbcVoteLedger ledger, Backup backup, TestDatabase database, int last, Runnable after) {
    Transactions transactions = new Transactions(database.dataSource(), Duration.ofSeconds(20));
    long moment = Micros.of(ledger.backups().beginRestore(backup));
    AtomicInteger batches = new AtomicInteger();
    VoteWrites writes =
        new VoteWrites() {
          @Override
          public <T> T write(String what, Body<T> body) {
            T result = transactions.write(what, tx -> body.run(tx, Isolation::write));
            if (batches.incrementAndGet() == last) {
              after.run();
            }
            return result;
          }
        };
    return BackupRestore.run(writes, backup, PartitionRange.all(1), moment);
  }
}
