package io.voteengine.jdbc.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.Database;
import io.voteengine.jdbc.testing.EachDatabase;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.result.ResultCheck;
import io.voteengine.result.proof.InclusionProver;
import io.voteengine.result.proof.ResultLeaves;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.ledger.LedgerFinalizations;
import io.voteengine.tck.ledger.FakeJournal;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Somebody changes the database of a sealed poll: a check finds it, and names the subject. */
class TamperingTest {
  private static final String POLL = "logos";
  private static final UUID NODE = new UUID(0, 1);
  private static final SubjectId CAT = SubjectId.of(POLL, "cat");
  private static final SubjectId DOG = SubjectId.of(POLL, "dog");
  private static final int VOTERS = 2_500;

  private static final String OF_DOG = "tally = (SELECT id FROM vote_tally WHERE subject = 'dog')";

  /** One change, of exactly one row. */
  private static final List<String> CHANGES =
      List.of(
          "UPDATE vote SET choice = -1 WHERE voter = 'v17' AND " + OF_DOG,
          "DELETE FROM vote WHERE voter = 'v20' AND " + OF_DOG,
          "UPDATE vote SET voter = 'mallory' WHERE voter = 'v19' AND " + OF_DOG,
          "UPDATE vote_ballot SET choice = -1 WHERE nonce = ("
              + "SELECT n FROM (SELECT nonce AS n FROM vote_ballot WHERE choice = 1 AND "
              + OF_DOG
              + " ORDER BY nonce LIMIT 1) x) AND "
              + OF_DOG,
          "DELETE FROM vote_ballot WHERE nonce = ("
              + "SELECT n FROM (SELECT nonce AS n FROM vote_ballot WHERE choice = 1 AND "
              + OF_DOG
              + " ORDER BY nonce DESC LIMIT 1) x) AND "
              + OF_DOG,
          "UPDATE vote_standing SET up = up + 1 WHERE " + OF_DOG,
          "UPDATE vote_tally SET up = up + 1 WHERE subject = 'dog'");

  @EachDatabase
  void oneChangedRowIsFound(Database kind) {
    for (String change : CHANGES) {
      try (TestDatabase database = kind.fresh()) {
        VoteSchema.migrate(database.dataSource());
        try (JdbcVoteLedger ledger = JdbcVoteLedger.over(database.dataSource())) {
          seal(ledger);
          assertThat(check(ledger).findings()).as(change).isEmpty();
          assertThat(root(ledger)).isEqualTo(recorded(ledger));
          database.execute(change);
          ResultCheck found = check(ledger);
          boolean sameRoot = root(ledger).equals(recorded(ledger));
          assertThat(found.exact() && sameRoot).as(change).isFalse();
          assertThat(found.differing()).as("%s: %s", change, found).containsExactly(DOG);
        }
      }
    }
  }

  private static void seal(JdbcVoteLedger ledger) {
    ledger.open(1);
    Term term = new Term(0, 1, "s1");
    assertThat(ledger.recover(ledger.position(0).term(), List.of(), term)).isTrue();
    ledger.polls().define(Poll.named(POLL));
    FakeJournal journal = new FakeJournal(term);
    for (int i = 0; i < VOTERS; i++) {
      journal.vote(
          i % 3 == 0 ? CAT : DOG,
          VoterId.of("v" + i),
          Choice.UP,
          1_700_000_000_000_000L + i,
          RequestId.of(new UUID(1, i)));
    }
    ledger.polls().close(POLL, "host", "the end");
    LedgerFinalizations finalizations = ledger.finalizations().orElseThrow();
    finalizations.begin(POLL);
    journal.close(POLL);
    List<JournalEvent> events = journal.take();
    assertThat(ledger.apply(ledger.position(0), events)).isNotNull();
    finalizations.settled(POLL, NODE, 1);
    assertThat(finalizations.seal(POLL, NODE, finalizations.count(POLL))).isTrue();
    finalizations.writeBallots(POLL, () -> {});
    InclusionProver tree = tree(ledger);
    assertThat(finalizations.keepRoot(POLL, tree.root(), tree.toBytes(), null).root()).isNotNull();
  }

  private static ResultCheck check(JdbcVoteLedger ledger) {
    return ledger.results().orElseThrow().compare(POLL);
  }

  private static InclusionProver tree(JdbcVoteLedger ledger) {
    return InclusionProver.over(
        ResultLeaves.of(
            ledger.results().orElseThrow().result(POLL).orElseThrow(),
            ledger.results().orElseThrow().ballots(POLL, 0)));
  }

  private static String root(JdbcVoteLedger ledger) {
    return HexFormat.of().formatHex(tree(ledger).root());
  }

  private static String recorded(JdbcVoteLedger ledger) {
    return Objects.requireNonNull(
        ledger.finalizations().orElseThrow().find(POLL).orElseThrow().root());
  }
}
