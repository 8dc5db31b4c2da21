package io.voteengine.jdbc.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.apply.PoisonIsolation;
import io.voteengine.jdbc.apply.VoteWrites;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.jdbc.testing.Database;
import io.voteengine.jdbc.testing.EachDatabase;
import io.voteengine.jdbc.testing.FaultyDataSource;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.query.RecordedVote;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.spi.ledger.PartitionRange;
import io.voteengine.util.Micros;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An erasure and a backup at the same time, step by step. */
@Timeout(120)
class BackupErasureTest {
  private static final SubjectId SUBJECT = SubjectId.of("posts", "42");
  private static final VoterId ADA = VoterId.of("x-ada");
  private static final VoterId LATE = VoterId.of("x-late");
  private static final RestoreReport NOTHING = new RestoreReport(0, 0);

  /** More than one batch of a restore. */
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
    ledger.polls().define(Poll.named("posts"));
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
    ledger.administration().erase(voter);
  }

  private static RestoreReport restore(JdbcVoteLedger ledger, Backup backup) {
    return ledger
        .backups()
        .orElseThrow()
        .restore(backup, ledger.backups().orElseThrow().beginRestore(backup));
  }

  /** A ledger that runs an action each time before it prepares such a statement. */
  private static JdbcVoteLedger before(TestDatabase database, String statement, Runnable action) {
    return ledger(
        FaultyDataSource.before(
            database.dataSource(),
            "prepareStatement",
            sql -> sql.contains(statement),
            connection -> action.run()));
  }

  /** The same, for the first time only. */
  private static Runnable once(Runnable action) {
    AtomicBoolean done = new AtomicBoolean();
    return () -> {
      if (done.compareAndSet(false, true)) {
        action.run();
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).as("the other one came so far").isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertNamesNobodyElse(JdbcVoteLedger ledger, Backup backup) {
    assertThat(ledger.backups().orElseThrow().verify(backup)).isTrue();
    assertThat(restore(ledger, backup)).isEqualTo(NOTHING);
    assertThat(export(ledger, backup)).doesNotContain(ADA.value());
    assertThat(ledger.records().audit("posts")).matches(report -> report.exact());
  }

  private static String export(JdbcVoteLedger ledger, Backup backup) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      ledger.backups().orElseThrow().exportTo(backup, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toString(UTF_8);
  }

  private static long rowsOfBackups(TestDatabase database) {
    return new Transactions(database.dataSource(), Duration.ofSeconds(20))
        .read(
            "count",
            tx ->
                tx.handle()
                    .createQuery(
                        "SELECT (SELECT count(*) FROM vote_backup_vote)"
                            + " + (SELECT count(*) FROM vote_backup)")
                    .mapTo(Long.class)
                    .one());
  }

  @EachDatabase
  void backupThatIsBeginningWaitsForAnErasureThatIsAboutToCommit(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      JdbcVoteLedger ledger = voted(database);
      CountDownLatch waits = new CountDownLatch(1);
      JdbcVoteLedger taking = before(database, "SET locks = locks", waits::countDown);
      CompletableFuture<Backup> taken = new CompletableFuture<>();
      taken.whenComplete((backup, failure) -> waits.countDown());
      // The last statement marks the stale subjects.
      JdbcVoteLedger erasing =
          before(
              database,
              "vote_stale",
              once(
                  () -> {
                    taken.completeAsync(() -> taking.backups().orElseThrow().take("posts"));
                    await(waits);
                  }));
      erase(erasing, ADA);
      assertNamesNobodyElse(ledger, taken.join());
    }
  }

  @EachDatabase
  void erasureWaitsForABackupWhoseVotesAreBeingCopied(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      JdbcVoteLedger ledger = voted(database);
      CountDownLatch waits = new CountDownLatch(1);
      JdbcVoteLedger erasing = before(database, "FOR UPDATE", waits::countDown);
      CompletableFuture<Void> erased = new CompletableFuture<>();
      JdbcVoteLedger taking =
          before(
              database,
              "INSERT INTO vote_backup_vote",
              () -> {
                erased.completeAsync(
                    () -> {
                      erase(erasing, ADA);
                      return null;
                    });
                await(waits);
              });
      Backup backup = taking.backups().orElseThrow().take("posts");
      erased.join();
      assertNamesNobodyElse(ledger, backup);
    }
  }

  @EachDatabase
  void backupThatIsSummedWhileAVoterIsErasedIsSummedOnceMore(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      JdbcVoteLedger ledger = voted(database);
      AtomicBoolean read = new AtomicBoolean();
      DataSource reading =
          FaultyDataSource.before(
              database.dataSource(),
              "prepareStatement",
              sql -> sql.contains("ORDER BY part, backup, subject, voter LIMIT"),
              connection -> read.set(true));
      Runnable erasing = once(() -> erase(ledger, ADA));
      JdbcVoteLedger taking =
          ledger(
              FaultyDataSource.after(
                  reading,
                  "rollback",
                  connection -> {
                    if (read.get()) {
                      erasing.run();
                    }
                  }));
      assertNamesNobodyElse(ledger, taking.backups().orElseThrow().take("posts"));
    }
  }

  @EachDatabase
  void erasureOfSomebodyElseLeavesABackupAlone(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      JdbcVoteLedger ledger = voted(database);
      JdbcVoteLedger taking =
          before(database, "SET locks = locks", () -> erase(ledger, VoterId.of("somebody else")));
      assertThat(
              ledger.backups().orElseThrow().verify(taking.backups().orElseThrow().take("posts")))
          .isTrue();
    }
  }

  /** As after the death of the process that took it. */
  @Test
  void backupThatIsNotCopiedIsGivenUpAtLast() {
    try (TestDatabase database = TestDatabase.h2()) {
      JdbcVoteLedger ledger = voted(database);
      Runnable dying =
          () -> {
            database.execute("UPDATE vote_backup SET taken_at = DATEADD(MINUTE, -1, taken_at)");
            erase(ledger, ADA);
          };
      JdbcVoteLedger taking = before(database, "SET locks = locks", dying);
      assertThatThrownBy(() -> taking.backups().orElseThrow().take("posts"))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("a voter was being erased");
      assertThat(rowsOfBackups(database)).isZero();
    }
  }

  @Test
  void backupThatCannotBeTakenLeavesNothing() {
    try (TestDatabase database = TestDatabase.h2()) {
      JdbcVoteLedger ledger = voted(database);
      for (String statement :
          List.of("SET locks = locks", "INSERT INTO vote_backup_vote", "LIMIT")) {
        JdbcVoteLedger taking =
            ledger(
                FaultyDataSource.before(
                    database.dataSource(),
                    "prepareStatement",
                    sql -> sql.contains(statement),
                    connection -> {
                      throw new SQLException("line down");
                    }));
        assertThatThrownBy(() -> taking.backups().orElseThrow().take("posts"))
            .hasMessageContaining("line down");
        assertThat(rowsOfBackups(database)).isZero();
      }
      assertThat(ledger.backups().orElseThrow().list(null)).isEmpty();
    }
  }

  @EachDatabase
  void fileThatIsBeingReadIsGivenUpAndNothingOfItStays(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      JdbcVoteLedger ledger = voted(database);
      Backup backup = ledger.backups().orElseThrow().take("posts");
      String file = export(ledger, backup);
      ledger.backups().orElseThrow().delete(backup);
      InputStream in =
          new SequenceInputStream(
              new ByteArrayInputStream(file.substring(0, 500).getBytes(UTF_8)),
              new InputStream() {
                private final InputStream rest =
                    new ByteArrayInputStream(file.substring(500).getBytes(UTF_8));

                @Override
                public int read() throws IOException {
                  if (rest.available() == file.length() - 500) {
                    erase(ledger, ADA);
                  }
                  return rest.read();
                }
              });
      assertThatThrownBy(() -> ledger.backups().orElseThrow().importFrom(in))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("a voter was being erased");
      assertThat(rowsOfBackups(database)).isZero();
    }
  }

  @EachDatabase
  void backupThatIsPutIntoForceAndDeletedDuringTheSearchHidesNobody(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      JdbcVoteLedger ledger = voted(database);
      Backup backup = ledger.backups().orElseThrow().take("posts");
      for (String table : List.of("vote", "vote_tally", "vote_event")) {
        database.execute("DELETE FROM " + table);
      }
      Runnable merging =
          once(
              () -> {
                ledger.backups().orElseThrow().merge(backup);
                ledger.backups().orElseThrow().delete(backup);
              });
      erase(before(database, "JOIN vote_backup_vote v ON v.part", merging), ADA);
      assertThat(ledger.records().votesOn(SUBJECT, null, 10_000))
          .hasSize(OTHERS.size() + 1)
          .extracting(RecordedVote::voter)
          .doesNotContain(ADA);
    }
  }

  @Test
  void backupThatIsHiddenMeanwhileIsDeletedBeforeTheErasureEnds() {
    try (TestDatabase database = TestDatabase.h2()) {
      JdbcVoteLedger ledger = voted(database);
      ledger.backups().orElseThrow().take("posts");
      AtomicInteger looks = new AtomicInteger();
      Runnable hiding =
          () -> {
            if (looks.incrementAndGet() == 2) {
              database.execute("UPDATE vote_backup SET state = 'DELETING'");
            }
          };
      JdbcVoteLedger erasing = before(database, "FROM vote_event e LEFT JOIN", hiding);
      erase(erasing, ADA);
      assertThat(rowsOfBackups(database)).isZero();
    }
  }

  @Test
  void mergeRestoresLostVotesOfErasedVotersAndOfTheirNamesakes() {
    try (TestDatabase database = TestDatabase.h2()) {
      JdbcVoteLedger ledger = voted(database);
      vote(ledger, Choice.UP, List.of(VoterId.of("erased-head")));
      erase(ledger, ADA);
      Backup backup = ledger.backups().orElseThrow().take("posts");
      database.execute("DELETE FROM vote");
      database.execute("UPDATE vote_tally SET up = 0, down = 0");
      assertThat(ledger.backups().orElseThrow().merge(backup))
          .isEqualTo(new RestoreReport(OTHERS.size() + 2, 0));
      assertThat(ledger.records().audit("posts")).matches(report -> report.exact());
    }
  }

  @EachDatabase(Database.H2)
  void voterWhoIsErasedAfterAnyBatchOfARestoreIsNotPassedByOnH2(Database kind) {
    eraseAfterEachBatch(kind);
  }

  @Tag("chaos")
  @EachDatabase(except = Database.H2)
  void voterWhoIsErasedAfterAnyBatchOfARestoreIsNotPassedBy(Database kind) {
    eraseAfterEachBatch(kind);
  }

  /** Erases voters after each batch of a restore in turn, until no batch is left. */
  private static void eraseAfterEachBatch(Database kind) {
    boolean erased = true;
    for (int last = 1; erased; last++) {
      try (TestDatabase database = kind.fresh()) {
        JdbcVoteLedger ledger = voted(database);
        Backup backup = ledger.backups().orElseThrow().take("posts");
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
  void refusedVoteIsQuarantinedOnceThoughItIsReadAgain() {
    try (TestDatabase database = TestDatabase.h2()) {
      JdbcVoteLedger ledger = voted(database);
      Backup backup = ledger.backups().orElseThrow().take("posts");
      vote(ledger, Choice.DOWN, OTHERS.subList(0, 2));
      // What the restore casts, for one of them.
      database.execute(
          """
          ALTER TABLE vote ADD CONSTRAINT refuses CHECK (choice < 1 OR voter = 'voter 1'
            OR CAST(request_id AS VARCHAR) NOT LIKE '00000000-0000-0000-%')
          """);
      Runnable erasing =
          () -> {
            erase(ledger, ADA);
            erase(ledger, OTHERS.get(0));
          };
      assertThat(restore(ledger, backup, database, 1, erasing)).isEqualTo(new RestoreReport(1, 1));
      assertThat(ledger.quarantine().list(null, 10)).hasSize(1);
    }
  }

  /** Restores a backup, and runs an action after one of the batches. */
  private static RestoreReport restore(
      JdbcVoteLedger ledger, Backup backup, TestDatabase database, int last, Runnable after) {
    Transactions transactions = new Transactions(database.dataSource(), Duration.ofSeconds(20));
    long moment = Micros.of(ledger.backups().orElseThrow().beginRestore(backup));
    AtomicInteger batches = new AtomicInteger();
    VoteWrites writes =
        new VoteWrites() {
          @Override
          public <T> T write(String what, Body<T> body) {
            T result = transactions.write(what, tx -> body.run(tx, PoisonIsolation::write));
            if (batches.incrementAndGet() == last) {
              after.run();
            }
            return result;
          }
        };
    return BackupRestore.run(writes, backup, PartitionRange.all(1), moment, Set.of());
  }
}
