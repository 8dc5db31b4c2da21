package io.voteengine.jdbc.sql;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.backup.Backup;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.moderation.VoteSelection;
import io.voteengine.query.RecordedVote;
import io.voteengine.spi.journal.ApplyResult.Applied;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.util.Micros;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger must get right whatever the settings of its connection. Each run uses polls of its
 * own.
 */
final class LedgerWorkout {
  /** Equal in a database that folds case, accents, width, trailing blanks or ignored characters. */
  private static final List<String> ALIKE =
      List.of(
          "ada", "Ada", "ada ", "\u00e1da", "a\u0301da", "ad\u200da", "\ud83d\ude00", "\\'\"%_");

  /** In the middle of a second. */
  private static final long MOMENT = 1_700_000_000_550_000L;

  private static final int MANY = 40;

  private final JdbcVoteLedger ledger;
  private final String poll;
  private final SubjectId subject;

  private LedgerWorkout(JdbcVoteLedger ledger, String poll) {
    this.ledger = ledger;
    this.poll = poll;
    this.subject = SubjectId.of(poll, "42");
  }

  static void run(JdbcVoteLedger ledger, String poll) {
    ledger.open(1);
    new LedgerWorkout(ledger, poll).run();
  }

  private void run() {
    serve();
    ledger.polls().define(Poll.named(poll));
    List<VoteEvent> votes = new ArrayList<>();
    for (int i = 0; i < ALIKE.size(); i++) {
      votes.add(vote(i, subject, ALIKE.get(i), UP, MOMENT + i - 4, i % 2 == 0 ? null : "b"));
    }
    for (int i = 0; i < MANY; i++) {
      votes.add(vote(100 + i, SubjectId.of(poll, "s" + i), poll + "-many", DOWN, MOMENT + i, null));
    }
    apply(votes);
    assertCounts(ALIKE.size(), MANY);
    assertThat(ledger.subjects(0, List.of(subject), 100).value().get(0).up())
        .isEqualTo(ALIKE.size());
    apply(List.of(vote(200, subject, "ada", DOWN, MOMENT + 100, null)));
    assertCounts(ALIKE.size() - 1, MANY + 1);
    assertHistory();
    assertPages();
    assertChangesFromAMoment();
    assertBackup();
  }

  /** The first workout of a database begins its first term. */
  private void serve() {
    if (ledger.position(0).term().epoch() == 0) {
      assertThat(ledger.recover(new Term(0, 0, null), List.of(), new Term(0, 1, "s1"))).isTrue();
    }
  }

  private void apply(List<VoteEvent> votes) {
    Position before = ledger.position(0);
    List<JournalEvent> events =
        IntStream.range(0, votes.size())
            .<JournalEvent>mapToObj(
                i -> {
                  VoteEvent vote = votes.get(i);
                  long seq = before.seq() + i + 1;
                  return new VoteEvent(
                      1,
                      seq,
                      seq,
                      vote.subject(),
                      vote.voter(),
                      vote.previous(),
                      vote.choice(),
                      vote.castAt(),
                      vote.requestId(),
                      vote.variant(),
                      0,
                      0,
                      0);
                })
            .toList();
    assertThat(ledger.apply(before, events)).isInstanceOf(Applied.class);
    assertThat(ledger.quarantine().list(null, 1)).isEmpty();
  }

  private VoteEvent vote(
      int i,
      SubjectId subject,
      String voter,
      Choice choice,
      long castAt,
      @Nullable String variant) {
    RequestId request = RequestId.named(poll + i);
    return new VoteEvent(
        1, 0, 0, subject, VoterId.of(voter), NONE, choice, castAt, request, variant, 0, 0, 0);
  }

  private void assertCounts(int up, int down) {
    assertThat(ledger.records().audit(poll)).matches(report -> report.exact());
    assertThat(ledger.records().audit(poll).votes().up()).isEqualTo(up);
    assertThat(ledger.records().audit(poll).votes().down()).isEqualTo(down);
  }

  private void assertHistory() {
    assertThat(ledger.records().history(subject, 100)).hasSize(ALIKE.size() + 1);
    assertThat(ledger.records().history(subject, 100).get(0).castAt())
        .isEqualTo(Micros.toInstant(MOMENT + 100));
    assertThat(ledger.records().history(subject, 100))
        .extracting(entry -> entry.variant())
        .containsOnly(null, "b");
    assertThat(ledger.has(subject, VoterId.of("\ud83d\ude00"), RequestId.named(poll + 6))).isTrue();
  }

  private void assertPages() {
    VoterId many = VoterId.of(poll + "-many");
    List<RecordedVote> seen = new ArrayList<>();
    for (List<RecordedVote> page = ledger.records().votesOf(many, null, null, 7);
        !page.isEmpty();
        page = ledger.records().votesOf(many, null, page.get(page.size() - 1), 7)) {
      seen.addAll(page);
    }
    assertThat(seen)
        .extracting(RecordedVote::castAt)
        .isEqualTo(
            IntStream.range(0, MANY)
                .mapToObj(i -> Micros.toInstant(MOMENT + MANY - 1 - i))
                .toList());
  }

  private void assertChangesFromAMoment() {
    VoteSelection late =
        VoteSelection.ofPoll(poll)
            .castBetween(Micros.toInstant(MOMENT + MANY - 1), Micros.toInstant(MOMENT + MANY));
    assertThat(ledger.administration().voidVotes(late).votes()).isEqualTo(1);
    assertCounts(ALIKE.size() - 1, MANY);
    assertThat(ledger.administration().restoreVotes(late).votes()).isEqualTo(1);
    assertCounts(ALIKE.size() - 1, MANY + 1);
  }

  private void assertBackup() {
    Backup backup = ledger.backups().orElseThrow().take(poll);
    assertThat(ledger.backups().orElseThrow().verify(backup)).isTrue();
    apply(List.of(vote(300, subject, "ada", UP, MOMENT + 200, null)));
    assertCounts(ALIKE.size(), MANY);
    ledger
        .backups()
        .orElseThrow()
        .restore(backup, ledger.backups().orElseThrow().beginRestore(backup));
    assertCounts(ALIKE.size() - 1, MANY + 1);
    assertThat(ledger.backups().orElseThrow().delete(backup)).isTrue();
  }
}
