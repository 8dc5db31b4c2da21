package io.voteengine.jdbc.query;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
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
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.spi.ledger.RecountedTallies;
import io.voteengine.spi.ledger.StaleSubject;
import io.voteengine.subject.NewSubject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tallies that something other than the ledger has changed. */
class TallyRecountTest {
  private static final int SUBJECTS = 2 * TallyRecount.SUBJECTS + 100;

  private static JdbcVoteLedger voted(TestDatabase database) {
    VoteSchema.migrate(database.dataSource());
    JdbcVoteLedger ledger = JdbcVoteLedger.over(database.dataSource());
    ledger.open(1);
    ledger.polls().define(Poll.named("posts"));
    List<JournalEvent> events = new ArrayList<>();
    IntStream.range(0, SUBJECTS)
        .forEach(i -> events.add(vote(i, "subject-" + i, i % 2 == 0 ? UP : DOWN)));
    events.add(vote(SUBJECTS, "subject-3", NONE));
    events.add(vote(SUBJECTS + 1, "subject-4", UP));
    ledger.recover(new Term(0, 0, null), events, new Term(0, 2, "s"));
    return ledger;
  }

  private static JournalEvent vote(int i, String subject, Choice choice) {
    return new VoteEvent(
        1,
        i + 1,
        0,
        SubjectId.of("posts", subject),
        VoterId.of("voter-" + i),
        NONE,
        choice,
        1_700_000_000_000_000L + i,
        RequestId.named("r" + i),
        null,
        0,
        0,
        0);
  }

  /** All that a recount finds, page by page. */
  private record Whole(Set<SubjectId> equal, Set<SubjectId> corrected, int pages) {}

  private static Whole recount(JdbcVoteLedger ledger) {
    Set<SubjectId> equal = new HashSet<>();
    Set<SubjectId> corrected = new HashSet<>();
    int pages = 0;
    @Nullable SubjectId after = null;
    do {
      RecountedTallies page = ledger.administration().recount(0, "posts", after);
      assertThat(page.term()).isEqualTo(new Term(0, 2, "s"));
      for (SubjectSnapshot tally : page.tallies()) {
        assertThat(equal.add(tally.subject())).isTrue();
      }
      corrected.addAll(page.corrected());
      pages++;
      after = page.next();
    } while (after != null);
    return new Whole(equal, corrected, pages);
  }

  @EachDatabase
  void talliesBecomeTheCountOfTheirVotesAgain(Database kind) {
    try (TestDatabase database = kind.fresh();
        JdbcVoteLedger ledger = voted(database)) {
      assertThat(recount(ledger)).isEqualTo(new Whole(all(), Set.of(), 3));

      database.execute("UPDATE vote_tally SET up = up + 5 WHERE subject = 'subject-10'");
      database.execute(
          "DELETE FROM vote WHERE tally = (SELECT id FROM vote_tally WHERE subject = 'subject-600')");
      database.execute("UPDATE vote_tally SET up = 0, down = 0 WHERE subject = 'subject-7'");
      database.execute(
          "UPDATE vote SET choice = -choice WHERE tally = (SELECT id FROM vote_tally WHERE subject = 'subject-999')");
      Set<SubjectId> wrong = subjects("subject-10", "subject-600", "subject-7", "subject-999");
      assertThat(ledger.records().audit("posts").exact()).isFalse();

      Set<SubjectId> right = all();
      right.removeAll(wrong);
      assertThat(recount(ledger)).isEqualTo(new Whole(right, wrong, 3));
      assertThat(ledger.records().audit("posts").tallies())
          .isEqualTo(ledger.records().audit("posts").votes());
      assertThat(ledger.stale(null, 100))
          .extracting(StaleSubject::subject)
          .containsExactlyInAnyOrderElementsOf(wrong);
      SubjectSnapshot corrected =
          ledger.subjects(0, List.of(SubjectId.of("posts", "subject-10"))).value().get(0);
      assertThat(corrected.up()).isEqualTo(1);
      assertThat(corrected.version()).isEqualTo(2 * VoteLedger.LEAP + 2);
      assertThat(recount(ledger)).isEqualTo(new Whole(all(), Set.of(), 3));
    }
  }

  @EachDatabase
  void ownersScoreIsTheSumAgainToo(Database kind) {
    try (TestDatabase database = kind.fresh();
        JdbcVoteLedger ledger = voted(database)) {
      VoterId owner = VoterId.of("owner");
      List<NewSubject> owned =
          List.of(
              NewSubject.of("subject-10").owner(owner),
              NewSubject.of("subject-12").owner(owner),
              NewSubject.of("subject-7").owner(owner));
      ledger.subjects().add(0, "posts", owned);
      assertThat(ledger.subjects().ownerScore(owner)).isEqualTo(1);
      database.execute("UPDATE vote_tally SET up = up + 5 WHERE subject = 'subject-10'");
      database.execute("UPDATE vote_tally SET down = 0 WHERE subject = 'subject-7'");
      database.execute("UPDATE vote_owner_score SET score = 99");
      assertThat(recount(ledger).corrected()).isEqualTo(subjects("subject-10", "subject-7"));
      assertThat(ledger.subjects().ownerScore(owner)).isEqualTo(1);
    }
  }

  @EachDatabase
  void sealedPollStaysAsItIs(Database kind) {
    try (TestDatabase database = kind.fresh();
        JdbcVoteLedger ledger = voted(database)) {
      database.execute("UPDATE vote_poll SET state = 'SEALED'");
      database.execute("UPDATE vote_tally SET up = 5 WHERE subject = 'subject-10'");
      assertThat(recount(ledger).corrected()).isEmpty();
      assertThat(ledger.stale(null, 100)).isEmpty();
    }
  }

  private static Set<SubjectId> all() {
    return new HashSet<>(
        IntStream.range(0, SUBJECTS).mapToObj(i -> SubjectId.of("posts", "subject-" + i)).toList());
  }

  private static Set<SubjectId> subjects(String... keys) {
    Set<SubjectId> subjects = new HashSet<>();
    for (String key : keys) {
      subjects.add(SubjectId.of("posts", key));
    }
    return subjects;
  }
}
