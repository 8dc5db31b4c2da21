package io.voteengine.tck.ledger.query;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoterId;
import io.voteengine.moderation.VoteSelection;
import io.voteengine.ranking.RankedSubject;
import io.voteengine.ranking.Ranking;
import io.voteengine.ranking.RankingFormulas;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.journal.Term;
import io.voteengine.tck.VoteLedgerContract;
import io.voteengine.tck.ledger.FakeJournal;
import io.voteengine.tck.ledger.LedgerCase;
import io.voteengine.util.Micros;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which subjects rank highest. */
public abstract class LedgerRankingContract extends LedgerCase {
  private static final long DAY = 86_400_000_000L;
  private static final long NOON = 1_700_000_000_000_000L;

  private final FakeJournal other = new FakeJournal(new Term(1, 1, "s1"));
  private int requests;

  protected LedgerRankingContract(VoteLedgerContract suite) {
    super(suite);
  }

  @Test
  void topIsHighestFirstOverAllPartitions() {
    votes(A, 2, UP, NOON);
    votes(ELSEWHERE, 3, UP, NOON);
    votes(B, 1, DOWN, NOON);
    votes(subject("comments", 0, 0), 9, UP, NOON);
    flushAll();
    assertThat(ranked(Ranking.SCORE, 10))
        .containsExactly(
            new RankedSubject(ELSEWHERE, new Tally(3, 0, 1, 3), 3),
            new RankedSubject(A, new Tally(2, 0, 1, 2), 2),
            new RankedSubject(B, new Tally(0, 1, 1, 1), -1));
    assertThat(top(Ranking.SCORE, 1)).containsExactly(ELSEWHERE);
    assertThat(ledger.records().top("unknown", Ranking.SCORE, 10)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void valuesAreThoseOfTheFormulasAfterEveryCommit(Ranking ranking) {
    List<SubjectId> subjects = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      SubjectId subject = subject("posts", i % PARTITIONS, i);
      subjects.add(subject);
      votes(subject, 1 + i * 5 % 7, UP, NOON + i * DAY);
    }
    flushAll();
    assertRanked(ranking, 12);
    for (int i = 0; i < 12; i++) {
      votes(subjects.get(i), i * 3 % 11, i % 3 == 0 ? NONE : DOWN, NOON + (100 + i) * DAY);
    }
    flushAll();
    assertRanked(ranking, 9); // All votes on three of them are retracted.
    assertThat(top(ranking, 5)).isEqualTo(top(ranking, 100).subList(0, 5));
  }

  /** Also checks that each subject's place matches its value. */
  private void assertRanked(Ranking ranking, int subjects) {
    List<RankedSubject> top = ranked(ranking, 100);
    assertThat(top).hasSize(subjects);
    for (RankedSubject ranked : top) {
      double expected = value(ranking, ranked.tally(), firstAt(ranked.subject()));
      assertThat(ranked.value()).isCloseTo(expected, within(Math.abs(expected) * 1e-12));
    }
    assertThat(top)
        .isSortedAccordingTo(
            Comparator.comparingDouble(RankedSubject::value)
                .reversed()
                .thenComparing(RankedSubject::subject));
  }

  private static double value(Ranking ranking, Tally tally, Instant firstAt) {
    return switch (ranking) {
      case SCORE -> tally.score();
      case WILSON -> RankingFormulas.wilson(tally);
      case HOT -> RankingFormulas.hot(tally, firstAt);
      case CONTROVERSY -> RankingFormulas.controversy(tally);
    };
  }

  private Instant firstAt(SubjectId subject) {
    return ledger.records().history(subject, 1_000).stream()
        .map(entry -> entry.castAt())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  @Test
  void subjectIsAsOldAsItsEarliestVoteInWhateverOrderTheyCome() {
    votes(A, 1, UP, NOON);
    flush();
    votes(A, 2, UP, NOON - DAY);
    votes(A, 3, UP, NOON + DAY);
    votes(B, 3, UP, NOON - 1);
    flush();
    assertThat(top(Ranking.HOT, 10)).containsExactly(B, A);
    assertThat(firstAt(A)).isEqualTo(Micros.toInstant(NOON - DAY));
    assertRanked(Ranking.HOT, 2);
  }

  @ParameterizedTest
  @EnumSource
  void equalOnesComeInTheOrderOfSubjects(Ranking ranking) {
    List<SubjectId> subjects = new ArrayList<>();
    for (String key :
        List.of("\ud83d\ude00", "\uffee", "a", "B", "\u00e4", "a b", "ab", "a-b", "a ", "A")) {
      subjects.add(SubjectId.of("posts", key));
    }
    subjects.forEach(subject -> votes(subject, 1, UP, NOON));
    flushAll();
    assertThat(top(ranking, 100)).isEqualTo(subjects.stream().sorted().toList());
    assertThat(top(ranking, 3)).isEqualTo(subjects.stream().sorted().limit(3).toList());
  }

  @Test
  void subjectOfWhichOnlyRefusedVotesCameIsNotRanked() {
    suite.refuse(ADA);
    journal.vote(A, ADA, UP);
    journal.vote(B, ADA, UP);
    journal.vote(B, BOB, DOWN);
    flush();
    for (Ranking ranking : Ranking.values()) {
      assertThat(top(ranking, 10)).containsExactly(B);
    }
  }

  /**
   * Otherwise old counts would look newer than those that readers have seen in the epoch before.
   */
  @Test
  void rankedCountsKeepTheEpochInWhichTheyWereRanked() {
    votes(A, 1, UP, NOON);
    flush();
    assertThat(ranked(Ranking.SCORE, 10)).containsExactly(new RankedSubject(A, tally(1, 1), 1));
    Term next = new Term(0, 2, "s2");
    FakeJournal lost = new FakeJournal(next);
    lost.load(A, 1, 0, 1);
    assertThat(ledger.recover(new Term(0, 1, "s1"), List.of(), next)).isTrue();
    lost.vote(A, VoterId.of("late"), UP, NOON + 9, RequestId.named("late"));
    flush(lost);
    assertThat(ledger.records().top("posts", Ranking.SCORE, 10))
        .containsExactly(new RankedSubject(A, tally(1, 1), 1));
    assertThat(ranked(Ranking.SCORE, 10)).containsExactly(new RankedSubject(A, tally(2, 2), 2));
  }

  private static Tally tally(long epoch, long votes) {
    return new Tally(votes, 0, epoch, votes);
  }

  @Test
  void anyNodeRanksWhatAnotherHasCommitted() {
    votes(A, 1, UP, NOON);
    votes(ELSEWHERE, 2, UP, NOON);
    flushAll();
    VoteLedger another = opened();
    another.refreshRankings();
    assertThat(another.records().top("posts", Ranking.SCORE, 10))
        .extracting(RankedSubject::subject)
        .containsExactly(ELSEWHERE, A);
    ledger.administration().voidVotes(VoteSelection.ofSubject(ELSEWHERE));
    assertThat(top(Ranking.SCORE, 10)).containsExactly(A);
  }

  /**
   * The newest would be the hottest, and an empty one would rank above those with a negative score.
   */
  @ParameterizedTest
  @EnumSource
  void subjectsWithoutVotesAreNotRankedAndShortenNoPage(Ranking ranking) {
    List<SubjectId> voted = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      SubjectId retracted = subject("posts", i % PARTITIONS, 100 + i);
      votes(retracted, 2, UP, NOON + DAY);
      votes(retracted, 2, NONE, NOON + 2 * DAY);
      SubjectId low = subject("posts", i % PARTITIONS, i);
      votes(low, 2, DOWN, NOON);
      voted.add(low);
    }
    flushAll();
    assertThat(top(ranking, 10)).containsExactlyInAnyOrderElementsOf(voted);
    assertThat(top(ranking, 100)).hasSize(10);
    votes(subject("posts", 0, 100), 1, DOWN, NOON + 3 * DAY);
    flush();
    assertThat(top(ranking, 100)).hasSize(11).contains(subject("posts", 0, 100));
  }

  private List<SubjectId> top(Ranking ranking, int limit) {
    return ranked(ranking, limit).stream().map(RankedSubject::subject).toList();
  }

  private List<RankedSubject> ranked(Ranking ranking, int limit) {
    ledger.refreshRankings();
    return ledger.records().top("posts", ranking, limit);
  }

  private void votes(SubjectId subject, int voters, Choice choice, long castAt) {
    FakeJournal its = subject.partition(PARTITIONS) == 0 ? journal : other;
    for (int i = 0; i < voters; i++) {
      RequestId request = RequestId.of(new UUID(7, ++requests));
      its.vote(subject, VoterId.of("voter-" + i), choice, castAt + i, request);
    }
  }

  private void flushAll() {
    flush();
    flush(other);
  }
}
