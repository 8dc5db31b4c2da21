package io.voteengine.jdbc.apply;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.Database;
import io.voteengine.jdbc.testing.EachDatabase;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.spi.journal.ApplyResult.Applied;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The ways in which a database may refuse data, and that each one is recognised. */
class PoisonTest {
  private static final Term TERM = new Term(0, 1, "s1");
  private static final SubjectId POST = SubjectId.of("posts", "42");
  private static final long NOON = 1_700_000_000_000_000L;

  private final List<JournalEvent> events = new ArrayList<>();

  private void vote(String voter, Choice choice, long castAt, @Nullable String variant) {
    long seq = events.size() + 1L;
    events.add(
        new VoteEvent(
            1,
            seq,
            seq,
            POST,
            VoterId.of(voter),
            NONE,
            choice,
            castAt,
            RequestId.named("r" + seq),
            variant,
            0,
            0,
            seq));
  }

  private void vote(String voter, Choice choice) {
    vote(voter, choice, NOON + events.size(), null);
  }

  /**
   * Applies the events under constraints of the host, and returns the numbers of the refused ones.
   */
  private List<Long> refused(TestDatabase database, String... rules) {
    VoteSchema.migrate(database.dataSource());
    JdbcVoteLedger ledger = JdbcVoteLedger.over(database.dataSource());
    ledger.open(1);
    ledger.recover(new Term(0, 0, null), List.of(), TERM);
    for (String rule : rules) {
      database.execute(rule);
    }
    Applied applied = (Applied) ledger.apply(new Position(TERM, 0, 0), events);
    assertThat(ledger.position(0).seq()).isEqualTo(events.size());
    assertThat(ledger.records().audit("posts")).matches(report -> report.exact());
    int refused = applied.quarantined().size();
    assertThat(ledger.records().history("posts", 100)).hasSize(events.size() - refused);
    assertThat(ledger.quarantine().list(null, 100)).hasSize(refused);
    return applied.quarantined().keySet().stream().sorted().toList();
  }

  @EachDatabase
  void earlierChoiceOfAVoterWhoseLastOneIsRefusedCounts(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      vote("ada", UP);
      vote("ada", DOWN);
      vote("bob", UP);
      assertThat(refused(database, kind.check("vote", "choice", ">= 0"))).containsExactly(2L);
      assertThat(votesUp(database)).isEqualTo(2);
    }
  }

  @EachDatabase
  void tallyMayBeWhatIsRefused(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      vote("ada", UP);
      vote("bob", UP);
      vote("eve", UP);
      vote("eve", DOWN);
      vote("dan", UP);
      assertThat(refused(database, kind.check("vote_tally", "up", "< 3"))).containsExactly(3L, 5L);
      assertThat(votesUp(database)).isEqualTo(2);
    }
  }

  @EachDatabase
  void rowOfTheAuditLogMayBeWhatIsRefused(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      vote("ada", UP);
      vote("bob", UP, NOON, "x".repeat(129));
      vote("eve", UP);
      assertThat(refused(database)).containsExactly(2L);
      assertThat(votesUp(database)).isEqualTo(2);
    }
  }

  @EachDatabase
  void uniqueConstraintOfTheHostIsNotTakenForARace(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      vote("ada", UP);
      vote("bob", UP, NOON, null);
      assertThat(refused(database, "CREATE UNIQUE INDEX one_vote ON vote (tally)"))
          .containsExactly(2L);
    }
  }

  @EachDatabase
  void allMayBeRefused(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      for (int i = 0; i < 7; i++) {
        vote("voter-" + i, UP);
      }
      assertThat(refused(database, kind.check("vote", "choice", "= 0"))).hasSize(7);
    }
  }

  @Test
  void whatATriggerRaisesIsARefusal() {
    try (TestDatabase database = TestDatabase.postgres()) {
      vote("ada", UP);
      vote("eve", UP);
      vote("bob", UP);
      assertThat(
              refused(
                  database,
                  """
                  CREATE FUNCTION no_eve() RETURNS trigger LANGUAGE plpgsql AS $$
                  BEGIN
                    IF NEW.voter = 'eve' THEN RAISE EXCEPTION 'eve is banned'; END IF;
                    RETURN NEW;
                  END $$\
                  """,
                  """
                  CREATE TRIGGER no_eve AFTER INSERT ON vote
                  FOR EACH ROW EXECUTE FUNCTION no_eve()\
                  """))
          .containsExactly(2L);
    }
  }

  @Test
  void conflictWhileTheRefusedAreToldApartIsTriedAgain() {
    try (TestDatabase database = TestDatabase.postgres()) {
      vote("ada", UP);
      vote("bob", UP);
      assertThat(
              refused(
                  database,
                  "ALTER TABLE vote_tally ADD CHECK (up < 2)",
                  "CREATE SEQUENCE turn",
                  """
                  CREATE FUNCTION conflict() RETURNS trigger LANGUAGE plpgsql AS $$
                  BEGIN
                    IF nextval('turn') = 2 THEN
                      RAISE EXCEPTION 'lost' USING ERRCODE = 'serialization_failure';
                    END IF;
                    RETURN NEW;
                  END $$\
                  """,
                  """
                  CREATE TRIGGER conflict BEFORE UPDATE ON vote_tally
                  FOR EACH ROW EXECUTE FUNCTION conflict()\
                  """))
          .containsExactly(2L);
    }
  }

  @Test
  void constraintThatWaitsForTheCommitIsHeardBefore() {
    try (TestDatabase database = TestDatabase.postgres()) {
      vote("ada", UP);
      vote("eve", UP);
      assertThat(
              refused(
                  database,
                  "CREATE TABLE member (name VARCHAR(128) PRIMARY KEY)",
                  "INSERT INTO member VALUES ('ada')",
                  """
                  ALTER TABLE vote ADD FOREIGN KEY (voter) REFERENCES member (name)
                  DEFERRABLE INITIALLY DEFERRED\
                  """))
          .containsExactly(2L);
    }
  }

  @EachDatabase(except = Database.H2)
  void timeThatNoColumnHoldsIsRefused(Database kind) {
    try (TestDatabase database = kind.fresh()) {
      vote("ada", UP);
      vote("bob", UP, Long.MAX_VALUE, null);
      vote("eve", UP);
      assertThat(refused(database)).containsExactly(2L);
    }
  }

  @Test
  void textThatNoColumnHoldsIsRefused() {
    try (TestDatabase database = TestDatabase.postgres()) {
      vote("ada", UP);
      vote("eve", UP, NOON, "a\0b");
      assertThat(refused(database)).containsExactly(2L);
    }
  }

  private static long votesUp(TestDatabase database) {
    JdbcVoteLedger ledger = JdbcVoteLedger.over(database.dataSource());
    return ledger.records().audit("posts").votes().up();
  }
}
