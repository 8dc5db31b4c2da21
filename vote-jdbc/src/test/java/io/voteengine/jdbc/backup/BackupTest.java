package io.voteengine.jdbc.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.backup.Backup;
import io.voteengine.backup.BackupException;
import io.voteengine.backup.RestoreReport;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.JdbcVoteLedgerBuilder;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.apply.BatchWriter;
import io.voteengine.jdbc.apply.VoteWrites;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.jdbc.testing.Database;
import io.voteengine.jdbc.testing.EachDatabase;
import io.voteengine.jdbc.testing.FaultyDataSource;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.query.AuditReport.Counts;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.journal.ApplyResult;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.spi.ledger.PartitionRange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Backups in a database: their rows, their locks, their end. */
class BackupTest {
  private static final Poll POSTS = Poll.named("posts");
  private static final List<VoteKey> KEYS =
      IntStream.range(0, 60)
          .mapToObj(
              i ->
                  new VoteKey(
                      SubjectId.of(
                          "posts", List.of("a", "\ud83d\ude00", "\uffee").get(i % 3) + i % 4),
                      VoterId.of("voter " + i)))
          .toList();

  private static JdbcVoteLedger ledger(TestDatabase database, int partitions) {
    VoteSchema.migrate(database.dataSource());
    JdbcVoteLedger ledger =
        JdbcVoteLedger.builder(database.dataSource())
            .statementTimeout(Duration.ofSeconds(20))
            .auditTimeout(Duration.ofSeconds(20))
            .build();
    ledger.open(partitions);
    for (int i = 0; i < partitions; i++) {
      ledger.recover(new Term(i, 0, null), List.of(), new Term(i, 1, "s"));
    }
    return ledger;
  }

  /** A ledger with votes on a few subjects. */
  private static JdbcVoteLedger voted(TestDatabase database) {
    JdbcVoteLedger ledger = ledger(database, 2);
    ledger.polls().define(POSTS);
    for (int i = 0; i < KEYS.size(); i++) {
      vote(ledger, i, Choice.values()[i % 3]);
    }
    return ledger;
  }

  private static void vote(JdbcVoteLedger ledger, int i, Choice choice) {
    VoteKey key = KEYS.get(i);
    Position before = ledger.position(key.subject().partition(2));
    long castAt = 1_700_000_000_000_000L + 60 * before.seq() + i;
    JournalEvent event =
        new VoteEvent(
            1,
            before.seq() + 1,
            0,
            key.subject(),
            key.voter(),
            Choice.NONE,
            choice,
            castAt,
            RequestId.named("r" + i),
            null,
            0,
            0,
            0);
    assertThat(ledger.apply(before, List.of(event))).isInstanceOf(ApplyResult.Applied.class);
  }

  private static byte[] export(JdbcVoteLedger ledger, Backup backup) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ledger.backups().orElseThrow().exportTo(backup, out);
    return out.toByteArray();
  }

  private static List<VoteSnapshot> votes(JdbcVoteLedger ledger, int partitions) {
    List<VoteSnapshot> votes = new ArrayList<>();
    for (VoteKey key : KEYS) {
      votes.addAll(ledger.votes(key.subject().partition(partitions), List.of(key)).value());
    }
    return votes;
  }

  private static List<Long> counts(JdbcVoteLedger ledger, int partitions) {
    List<Long> counts = new ArrayList<>();
    for (VoteKey key : KEYS) {
      int partition = key.subject().partition(partitions);
      SubjectSnapshot snapshot = ledger.subjects(partition, List.of(key.subject())).value().get(0);
      counts.addAll(List.of(snapshot.up(), snapshot.down()));
    }
    return counts;
  }

  @EachDatabase
  void fileCarriesAPollToAnyDatabaseAndNumberOfPartitions(Database kind) throws IOException {
    List<Database> all = Database.tested();
    Database next = all.get((kind.ordinal() + 1) % all.size());
    try (TestDatabase here = kind.fresh();
        TestDatabase there = next.fresh()) {
      JdbcVoteLedger from = voted(here);
      JdbcVoteLedger to = ledger(there, 8);
      Backup backup = from.backups().orElseThrow().take("posts");
      byte[] file = export(from, backup);

      Backup read = to.backups().orElseThrow().importFrom(new ByteArrayInputStream(file));
      assertThat(
              to.backups()
                  .orElseThrow()
                  .restore(read, to.backups().orElseThrow().beginRestore(read)))
          .isEqualTo(new RestoreReport(60, 0));

      assertThat(votes(to, 8)).isEqualTo(votes(from, 2));
      assertThat(counts(to, 8)).isEqualTo(counts(from, 2));
      assertThat(to.records().audit("posts")).matches(report -> report.exact());
      assertThat(to.records().audit("posts").votes()).isEqualTo(new Counts(20, 20));
      assertThat(to.backups().orElseThrow().take("posts").digest()).isEqualTo(backup.digest());
      assertThat(export(to, read)).isEqualTo(file);
    }
  }

  @EachDatabase
  void damagedBackupIsFoundAndNotUsed(Database kind) {
    for (String damage :
        List.of(
            "UPDATE vote_backup_vote SET choice = -choice WHERE part = 1",
            "DELETE FROM vote_backup_vote WHERE part = 0",
            "UPDATE vote_backup SET up = up + 1")) {
      try (TestDatabase database = kind.fresh()) {
        JdbcVoteLedger ledger = voted(database);
        Backup backup = ledger.backups().orElseThrow().take("posts");
        database.execute(damage);
        vote(ledger, 0, Choice.UP);
        List<VoteSnapshot> before = votes(ledger, 2);

        assertThat(ledger.backups().orElseThrow().verify(backup)).isFalse();
        assertThatThrownBy(() -> ledger.backups().orElseThrow().beginRestore(backup))
            .isInstanceOf(BackupException.class)
            .hasMessageContaining("damaged");
        assertThatThrownBy(() -> ledger.backups().orElseThrow().merge(backup))
            .isInstanceOf(BackupException.class);
        assertThat(votes(ledger, 2)).isEqualTo(before);

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThatThrownBy(() -> ledger.backups().orElseThrow().exportTo(backup, out))
            .isInstanceOf(BackupException.class);
        InputStream in = new ByteArrayInputStream(out.toByteArray());
        assertThatThrownBy(() -> ledger.backups().orElseThrow().importFrom(in))
            .as("what was written")
            .isInstanceOf(BackupException.class);
      }
    }
  }

  @EachDatabase
  void takingWaitsForNoVoter(Database kind) throws SQLException {
    try (TestDatabase database = kind.fresh()) {
      JdbcVoteLedger ledger = voted(database);
      try (Connection voting = database.dataSource().getConnection();
          Statement statement = voting.createStatement()) {
        voting.setAutoCommit(false);
        statement.executeUpdate("UPDATE vote SET choice = 1");
        assertThat(ledger.backups().orElseThrow().take("posts").up()).isEqualTo(20);
        voting.rollback();
      }
    }
  }

  @EachDatabase
  void noVoterWaitsForTaking(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      JdbcVoteLedger ledger = voted(database);
      UUID id = UUID.randomUUID();
      Transactions taking = new Transactions(database.dataSource(), Duration.ofSeconds(20));
      taking.read(
          "take a backup",
          tx -> {
            UnfinishedBackups.beginTaking(tx, id, POSTS);
            UnfinishedBackups.copied(tx, id);
            assertThat(BackupRows.copy(tx, id, POSTS)).isEqualTo(60);
            vote(ledger, 1, Choice.UP);
            return id;
          });
      assertThat(ledger.records().audit("posts").votes().up()).isEqualTo(20);
      assertThat(ledger.backups().orElseThrow().list(null)).isEmpty();
    }
  }

  @EachDatabase
  void housekeepingDeletesWhatHasExpiredAndWhatWasAbandoned(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      JdbcVoteLedger ledger = voted(database);
      Transactions transactions = new Transactions(database.dataSource(), Duration.ofSeconds(20));
      Backup old = ledger.backups().orElseThrow().take("posts");
      Backup kept = ledger.backups().orElseThrow().take("posts");
      UUID abandoned = UUID.randomUUID();
      UUID underWay = UUID.randomUUID();
      for (UUID id : List.of(abandoned, underWay)) {
        transactions.write(
            "begin",
            tx -> {
              UnfinishedBackups.beginImporting(tx, id, POSTS, 0);
              return BackupRows.copy(tx, id, POSTS);
            });
      }
      for (UUID id : List.of(old.id(), abandoned)) {
        transactions.write(
            "age",
            tx ->
                tx.handle()
                    .execute(
                        "UPDATE vote_backup SET expires_at = taken_at WHERE id = ?",
                        tx.dialect().uuid(id)));
      }
      assertThat(ledger.backups().orElseThrow().list("posts")).hasSize(2);
      ledger.maintain();
      assertThat(ledger.backups().orElseThrow().list("posts")).containsExactly(kept);
      assertThat(ledger.backups().orElseThrow().verify(kept)).isTrue();
      long rows =
          transactions.read(
              "count",
              tx ->
                  tx.handle()
                      .createQuery("SELECT count(*) FROM vote_backup_vote")
                      .mapTo(Long.class)
                      .one());
      assertThat(rows).as("of the one kept, and the one under way").isEqualTo(120);
      assertThatThrownBy(
              () ->
                  transactions.write(
                      "go on",
                      tx -> {
                        UnfinishedBackups.goOn(tx, abandoned);
                        return abandoned;
                      }))
          .isInstanceOf(BackupException.class);
    }
  }

  @EachDatabase
  void backupThatIsDeletedDuringItsRestoreTakesNoVoteAway(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      JdbcVoteLedger ledger = voted(database);
      Backup backup = ledger.backups().orElseThrow().take("posts");
      ledger.backups().orElseThrow().beginRestore(backup);
      Backup whole = ledger.backups().orElseThrow().list("posts").get(0);
      ledger.backups().orElseThrow().delete(backup);
      List<VoteSnapshot> before = votes(ledger, 2);
      VoteWrites writes =
          new VoteWrites() {
            @Override
            public <T> T write(String what, Body<T> body) {
              return new Transactions(database.dataSource(), Duration.ofSeconds(20))
                  .write(what, tx -> body.run(tx, BatchWriter::write));
            }
          };
      assertThatThrownBy(
              () ->
                  BackupRestore.run(writes, whole, PartitionRange.all(2), Long.MAX_VALUE, Set.of()))
          .isInstanceOf(BackupException.class);
      assertThat(votes(ledger, 2)).isEqualTo(before);
    }
  }

  @EachDatabase
  void restoreThatIsCutShortEndsTheSameWhenCalledAgain(Database kind) {
    for (int cut = 1; cut <= 2; cut++) {
      try (TestDatabase database = kind.fresh()) {
        JdbcVoteLedger ledger = voted(database);
        Backup backup = ledger.backups().orElseThrow().take("posts");
        List<Long> counts = counts(ledger, 2);
        IntStream.range(0, 30).forEach(i -> vote(ledger, i, Choice.values()[(i + 1) % 3]));
        Instant moment = ledger.backups().orElseThrow().beginRestore(backup);
        AtomicInteger batches = new AtomicInteger(-cut);
        JdbcVoteLedger failing =
            JdbcVoteLedger.over(
                FaultyDataSource.before(
                    database.dataSource(),
                    "prepareStatement",
                    sql -> sql.contains("vote_stale") && batches.incrementAndGet() == 0,
                    connection -> {
                      throw new SQLException("line down");
                    }));
        failing.open(2);
        assertThatThrownBy(() -> failing.backups().orElseThrow().restore(backup, moment))
            .isInstanceOf(VoteLedgerException.class)
            .hasMessageContaining("line down");
        ledger.backups().orElseThrow().restore(backup, moment);
        assertThat(counts(ledger, 2)).isEqualTo(counts);
        assertThat(ledger.records().audit("posts")).matches(report -> report.exact());
        assertThat(
                ledger
                    .backups()
                    .orElseThrow()
                    .restore(backup, ledger.backups().orElseThrow().beginRestore(backup)))
            .isEqualTo(new RestoreReport(0, 0));
      }
    }
  }

  @Test
  void retentionIsFromADayOn() {
    try (TestDatabase database = TestDatabase.h2()) {
      JdbcVoteLedgerBuilder builder = JdbcVoteLedger.builder(database.dataSource());
      assertThatThrownBy(() -> builder.backupRetention(Duration.ofHours(23)))
          .hasMessageContaining("backupRetention");
      VoteSchema.migrate(database.dataSource());
      JdbcVoteLedger ledger = builder.backupRetention(Duration.ofDays(3)).build();
      ledger.open(1);
      ledger.polls().define(POSTS);
      Backup backup = ledger.backups().orElseThrow().take("posts");
      assertThat(Duration.between(backup.takenAt(), backup.expiresAt()))
          .isBetween(Duration.ofDays(3), Duration.ofDays(3).plusHours(1));
    }
  }

  @Test
  void failureOfAStreamIsTheHostsOwnAndLeavesNothing() throws IOException {
    try (TestDatabase database = TestDatabase.h2()) {
      JdbcVoteLedger ledger = voted(database);
      Backup backup = ledger.backups().orElseThrow().take("posts");
      byte[] file = export(ledger, backup);
      InputStream broken =
          new SequenceInputStream(
              new ByteArrayInputStream(file, 0, file.length / 2),
              new InputStream() {
                @Override
                public int read() throws IOException {
                  throw new IOException("line down");
                }
              });
      assertThatThrownBy(() -> ledger.backups().orElseThrow().importFrom(broken))
          .isInstanceOf(IOException.class)
          .hasMessage("line down");
      assertThat(ledger.backups().orElseThrow().list(null)).containsExactly(backup);
    }
  }
}
