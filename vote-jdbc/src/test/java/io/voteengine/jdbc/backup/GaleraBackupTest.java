package io.voteengine.jdbc.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.backup.Backup;
import io.voteengine.backup.BackupException;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.DatabaseServer;
import io.voteengine.jdbc.testing.FaultyDataSource;
import io.voteengine.jdbc.testing.GaleraCluster;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Backups while another node of a cluster changes them, which no lock prevents. */
@Tag("servers")
class GaleraBackupTest {
  private static final SubjectId SUBJECT = SubjectId.of("posts", "42");

  private final TestDatabase first =
      TestDatabase.mySql(GaleraCluster.shared().nodes().get(0).server());
  private final JdbcVoteLedger other = other();

  private JdbcVoteLedger other() {
    DatabaseServer server = GaleraCluster.shared().nodes().get(1).server();
    String name = first.url().replaceFirst(".*/", "");
    return JdbcVoteLedger.connect(
        server.url().replaceFirst("/mysql$", "/" + name) + "?sessionVariables=wsrep_sync_wait=15",
        server.user(),
        server.password());
  }

  @Test
  void restoreOfABackupThatAnotherNodeDeletesTakesNoVoteAway() {
    VoteSchema.migrate(first.dataSource());
    AtomicBoolean armed = new AtomicBoolean();
    Backup[] backup = new Backup[1];
    JdbcVoteLedger ledger =
        JdbcVoteLedger.over(
            FaultyDataSource.before(
                first.dataSource(),
                "prepareStatement",
                sql -> sql.contains("LEFT JOIN vote_backup_vote") && armed.getAndSet(false),
                connection -> other.backups().orElseThrow().delete(backup[0])));
    ledger.open(1);
    other.open(1);
    ledger.recover(new Term(0, 0, null), List.of(), new Term(0, 1, "s"));
    ledger.polls().define(Poll.named("posts"));
    vote(ledger, "ada");
    backup[0] = ledger.backups().orElseThrow().take("posts");
    vote(ledger, "eve");
    Instant moment = ledger.backups().orElseThrow().beginRestore(backup[0]);
    armed.set(true);

    assertThatThrownBy(() -> ledger.backups().orElseThrow().restore(backup[0], moment))
        .isInstanceOf(BackupException.class);
    assertThat(armed).isFalse();
    assertThat(ledger.records().votesOn(SUBJECT, null, 10)).hasSize(2);
    other.close();
    ledger.close();
  }

  private static void vote(JdbcVoteLedger ledger, String voter) {
    Position before = ledger.position(0);
    long seq = before.seq() + 1;
    ledger.apply(
        before,
        List.of(
            new VoteEvent(
                1,
                seq,
                0,
                SUBJECT,
                VoterId.of(voter),
                Choice.NONE,
                Choice.UP,
                1_700_000_000_000_000L + seq,
                RequestId.of(UUID.randomUUID()),
                null,
                0,
                0,
                0)));
  }
}
