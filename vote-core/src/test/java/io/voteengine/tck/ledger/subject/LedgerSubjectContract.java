package io.voteengine.tck.ledger.subject;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.poll.PollException;
import io.voteengine.ranking.RankedSubject;
import io.voteengine.ranking.Ranking;
import io.voteengine.ranking.RankingFormulas;
import io.voteengine.spi.CastReply.Accepted;
import io.voteengine.spi.CastReply.Declined;
import io.voteengine.spi.CastReply.Refused;
import io.voteengine.spi.CastReply.Replayed;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.journal.ApplyResult.Applied;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.subject.Listing;
import io.voteengine.subject.NewSubject;
import io.voteengine.subject.Subject;
import io.voteengine.tck.VoteLedgerContract;
import io.voteengine.tck.testing.Vote;
import io.voteengine.util.Micros;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Subjects that hosts list and withdraw. */
public abstract class LedgerSubjectContract extends SubjectCase {
  private static final Instant POSTED = Instant.parse("2026-01-02T03:04:05.678901Z");
  private static final long NOON = 1_700_000_000_000_000L;
  private static final long DAY = 86_400_000_000L;

  protected LedgerSubjectContract(VoteLedgerContract suite) {
    super(suite);
  }

  @Test
  void subjectsAreRecordedAsTheyWereAdded() {
    assertThat(add(APP, new NewSubject(APP.key(), POSTED, CAT))).isEqualTo(1);
    assertThat(add(GAME)).isEqualTo(1);
    assertThat(recorded(APP)).isEqualTo(new Subject(APP, Listing.LISTED, POSTED, CAT));
    assertThat(recorded(GAME)).isEqualTo(new Subject(GAME, Listing.LISTED, null, null));
    assertThat(subjects().find(0, List.of(TOOL, APP))).containsExactly(recorded(APP));
    assertThat(snapshot(APP))
        .isEqualTo(new SubjectSnapshot(APP, 0, 0, 0, true).as(Listing.LISTED, CAT));
    assertThat(snapshot(APP).isRecorded()).isTrue();
    assertThat(snapshot(TOOL).isRecorded()).isFalse();
    assertExact("launch");
  }

  @Test
  void openingMovesWhileListedSubjectsHaveNoVotes() {
    add(APP);
    add(GAME);
    PollSnapshot recorded = ledger.polls().find("launch").orElseThrow();
    Poll later = LAUNCH.opensAt(Instant.parse("2222-01-01T00:00:00Z"));
    PollSnapshot moved = moveOpening(recorded, later);
    assertThat(moved.poll()).isEqualTo(later);
    PollSnapshot back = moveOpening(moved, LAUNCH);
    journal.vote(APP, CAT, UP);
    flush();
    assertThatThrownBy(() -> moveOpening(back, later))
        .isInstanceOf(PollException.class)
        .hasMessageContaining("there are votes in it");
    journal.vote(APP, CAT, NONE);
    flush();
    assertThatThrownBy(() -> moveOpening(back, later)).isInstanceOf(PollException.class);
    assertThat(ledger.polls().find("launch")).contains(back);
  }

  private PollSnapshot moveOpening(PollSnapshot from, Poll to) {
    return ledger.polls().change(from.revision(), to, "ada", "not ready yet").orElseThrow();
  }

  @Test
  void repeatedCallsChangeNothing() {
    NewSubject app = new NewSubject(APP.key(), POSTED, CAT);
    assertThat(add(APP, app)).isEqualTo(1);
    assertThat(add(APP, app)).isZero();
    assertThat(add(APP, NewSubject.of(APP.key()))).isZero();
    assertThat(withdraw(APP)).isEqualTo(1);
    assertThat(withdraw(APP)).isZero();
    assertThat(add(APP, app)).isZero();
    assertThat(recorded(APP)).isEqualTo(new Subject(APP, Listing.WITHDRAWN, POSTED, CAT));
    assertThat(bringBack(APP)).isEqualTo(1);
    assertThat(bringBack(APP)).isZero();
    assertThat(bringBack(TOOL)).isZero();
    assertThat(recorded(APP)).isEqualTo(new Subject(APP, Listing.LISTED, POSTED, CAT));
    assertThat(subjects().find(0, List.of(TOOL))).isEmpty();
  }

  @Test
  void laterCallRecordsWhatIsNew() {
    add(APP);
    assertThat(add(APP, NewSubject.of(APP.key()).postedAt(POSTED))).isEqualTo(1);
    assertThat(addOwned(APP, CAT)).isEqualTo(1);
    assertThat(add(APP, NewSubject.of(APP.key()).postedAt(Instant.EPOCH))).isEqualTo(1);
    assertThat(recorded(APP)).isEqualTo(new Subject(APP, Listing.LISTED, Instant.EPOCH, CAT));
  }

  @Test
  void pollThatIsNotRecordedHasNoSubjects() {
    SubjectId nowhere = subject("nowhere", 0, 0);
    assertThatThrownBy(() -> add(nowhere))
        .isInstanceOf(PollException.class)
        .hasMessageContaining("define it first");
    assertThatThrownBy(() -> withdraw(nowhere)).isInstanceOf(PollException.class);
    assertThatThrownBy(() -> give(nowhere, CAT)).isInstanceOf(PollException.class);
    assertThat(subjects().list("nowhere", null, 10)).isEmpty();
    assertThat(subjects().find(0, List.of(nowhere))).isEmpty();
  }

  @Test
  void pagesHaveEverySubjectOnceOverAllPartitions() {
    List<SubjectId> all = new ArrayList<>();
    for (String key :
        List.of("\ud83d\ude00", "\uffee", "a", "B", "\u00e4", "a b", "ab", "a-b", "a ", "A")) {
      all.add(SubjectId.of("launch", key));
    }
    IntStream.range(0, 40).forEach(i -> all.add(SubjectId.of("launch", "subject-" + i)));
    all.forEach(this::add);
    journal.vote(APP, ADA, UP);
    flush(); // Listed or not, it is known.
    add(A);
    List<SubjectId> found = new ArrayList<>();
    List<Subject> page = subjects().list("launch", null, 7);
    while (!page.isEmpty()) {
      page.forEach(subject -> found.add(subject.id()));
      page = subjects().list("launch", found.get(found.size() - 1), 7);
    }
    assertThat(found)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(all.stream(), Stream.of(APP)).distinct().toList());
    assertThat(subjects().list("launch", null, 1_000)).hasSameSizeAs(found);
  }

  @Test
  void manySubjectsAreListedInOneCall() {
    List<NewSubject> many =
        IntStream.range(0, 40_000)
            .mapToObj(i -> SubjectId.of("launch", "n" + i))
            .filter(subject -> partition(subject) == 0)
            .limit(10_000)
            .map(subject -> NewSubject.of(subject.key()).owner(CAT))
            .toList();
    assertThat(subjects().add(0, "launch", many)).isEqualTo(10_000);
    assertThat(subjects().add(0, "launch", many)).isZero();
    assertThat(subjects().list("launch", null, 20_000)).hasSize(10_000);
    assertThat(stale()).isEmpty();
  }

  @Test
  void directVoteOnASubjectThatIsNotListedIsRefused() {
    assertThat(cast(Vote.of(ADA, APP, UP)))
        .isEqualTo(new Declined(Refused.SUBJECT_UNKNOWN, NONE, new Tally(0, 0, 1, 0)));
    assertThat(cast(Vote.of(ADA, APP, NONE))).isInstanceOf(Declined.class);
    assertThat(subjects().list("launch", null, 10)).isEmpty();
    assertThat(stale()).isEmpty();
    add(APP);
    assertThat(cast(Vote.of(ADA, APP, UP))).isInstanceOf(Accepted.class);
    assertThat(cast(Vote.resent(NOON, Vote.of(BOB, TOOL, UP)))).isInstanceOf(Accepted.class);
    assertThat(cast(Vote.of(ADA, A, UP))).isInstanceOf(Accepted.class);
    assertExact("launch");
  }

  @Test
  void directVoteOnAWithdrawnSubjectMayOnlyTakeBack() {
    addOwned(APP, CAT);
    Accepted first = (Accepted) cast(Vote.of(ADA, APP, UP));
    assertThat(first.owner()).isEqualTo(CAT);
    withdraw(APP);
    assertThat(((Declined) cast(Vote.of(ADA, APP, DOWN))).reason())
        .isEqualTo(Refused.SUBJECT_WITHDRAWN);
    assertThat(((Declined) cast(Vote.of(BOB, APP, NONE))).reason())
        .isEqualTo(Refused.SUBJECT_WITHDRAWN);
    assertThat(choice(APP, ADA)).isEqualTo(UP);
    Accepted back = (Accepted) cast(Vote.toggled(Vote.of(ADA, APP, UP)));
    assertThat(back.choice()).isEqualTo(NONE);
    bringBack(APP);
    assertThat(((Accepted) cast(Vote.of(ADA, APP, DOWN))).owner()).isEqualTo(CAT);
    assertExact("launch");
  }

  @Test
  void repeatedDirectVoteNamesTheOwner() {
    addOwned(APP, CAT);
    var vote = Vote.of(ADA, APP, UP);
    cast(vote);
    assertThat(((Replayed) cast(Vote.retried(vote))).owner()).isEqualTo(CAT);
  }

  @Test
  void withdrawnSubjectIsRefusedInAPollWithoutAListToo() {
    assertThat(withdraw(A)).isEqualTo(1);
    assertThat(((Declined) cast(Vote.of(ADA, A, UP))).reason())
        .isEqualTo(Refused.SUBJECT_WITHDRAWN);
    assertThat(recorded(A)).isEqualTo(new Subject(A, Listing.WITHDRAWN, null, null));
    assertThat(cast(Vote.of(ADA, B, UP))).isInstanceOf(Accepted.class);
  }

  @Test
  void acceptedVotesAreAppliedWhateverIsRecordedAboutTheirSubjects() {
    add(APP);
    withdraw(APP);
    VoteEvent unknown = journal.vote(TOOL, ADA, UP);
    journal.vote(APP, ADA, UP);
    journal.vote(APP, BOB, DOWN);
    Applied applied = (Applied) ledger.apply(ledger.position(0), journal.take());
    assertThat(applied).isEqualTo(new Applied(Set.of(), Map.of()));
    assertThat(choice(TOOL, ADA)).isEqualTo(UP);
    assertThat(snapshot(TOOL).listing()).isEqualTo(Listing.UNLISTED);
    assertThat(snapshot(APP).up()).isEqualTo(1);
    assertThat(unknown.seq()).isEqualTo(1);
    assertExact("launch");
  }

  @Test
  void salvagedVotesAreNeverLost() {
    add(APP);
    withdraw(APP);
    VoteEvent unknown = journal.vote(TOOL, ADA, UP);
    VoteEvent gone = journal.vote(APP, ADA, UP);
    Term next = new Term(0, 2, "s2");
    assertThat(ledger.recover(ledger.position(0).term(), List.of(unknown, gone), next)).isTrue();
    assertThat(choice(TOOL, ADA)).isEqualTo(UP);
    assertThat(choice(APP, ADA)).isEqualTo(UP);
    assertThat(ledger.quarantine().list(null, 10)).isEmpty();
    assertExact("launch");
  }

  @Test
  void marksAreWhereAStoreMayHoldSomethingElse() {
    add(APP); // No store holds what its poll did not list.
    assertThat(stale()).isEmpty();
    add(APP, NewSubject.of(APP.key()).postedAt(POSTED));
    assertThat(stale()).isEmpty();
    addOwned(APP, CAT);
    assertThat(stale()).containsExactly(APP);
    clearStale();
    addOwned(APP, CAT);
    assertThat(stale()).isEmpty();
    withdraw(APP);
    assertThat(stale()).containsExactly(APP);
    clearStale();
    bringBack(APP);
    assertThat(stale()).containsExactly(APP);
    clearStale();
    journal.vote(TOOL, ADA, UP);
    flush();
    add(TOOL);
    assertThat(stale()).containsExactly(TOOL);
    clearStale();
    // Without a list a store may hold any subject, and listing it makes no difference.
    add(A);
    assertThat(stale()).isEmpty();
    addOwned(B, CAT);
    withdraw(ELSEWHERE);
    assertThat(stale()).containsExactlyInAnyOrder(B, ELSEWHERE);
  }

  @ParameterizedTest
  @EnumSource
  void withdrawnSubjectIsInNoRankingUntilItIsBack(Ranking ranking) {
    List.of(APP, TOOL).forEach(this::add);
    journal.vote(APP, ADA, UP);
    journal.vote(APP, BOB, DOWN);
    journal.vote(TOOL, ADA, UP);
    flush();
    assertThat(top(ranking)).containsExactlyInAnyOrder(APP, TOOL);
    withdraw(APP);
    assertThat(top(ranking)).containsExactly(TOOL);
    journal.vote(APP, CAT, UP); // Accepted before, and applied now.
    flush();
    assertThat(top(ranking)).containsExactly(TOOL);
    assertThat(snapshot(APP).up()).isEqualTo(2);
    bringBack(APP);
    assertThat(top(ranking)).containsExactlyInAnyOrder(APP, TOOL);
    assertThat(ranked(ranking).stream().filter(it -> it.subject().equals(APP)))
        .extracting(RankedSubject::tally)
        .containsExactly(new Tally(2, 1, 1, 3));
  }

  @Test
  void hotCountsFromThePostingTime() {
    vote(A, NOON);
    vote(B, NOON + DAY);
    flush();
    assertThat(top("posts", Ranking.HOT)).containsExactly(B, A);
    add(A, NewSubject.of(A.key()).postedAt(Micros.toInstant(NOON + 2 * DAY)));
    assertThat(top("posts", Ranking.HOT)).containsExactly(A, B);
    assertHot(A, NOON + 2 * DAY);
    vote(A, NOON + 5 * DAY);
    flush();
    assertHot(A, NOON + 2 * DAY);
    add(A, NewSubject.of(A.key()).postedAt(Micros.toInstant(NOON - 9 * DAY)));
    assertHot(A, NOON - 9 * DAY);
    assertHot(B, NOON + DAY);
  }

  @Test
  void postingTimeMayBeRecordedBeforeTheFirstVote() {
    add(ELSEWHERE, NewSubject.of(ELSEWHERE.key()).postedAt(Micros.toInstant(NOON)));
    assertThat(top("posts", Ranking.HOT)).isEmpty();
    other.vote(ELSEWHERE, ADA, UP, NOON + 7 * DAY, RequestId.named("first"));
    flush(other);
    assertHot(ELSEWHERE, NOON);
    withdraw(ELSEWHERE);
    assertThat(top("posts", Ranking.HOT)).isEmpty();
    bringBack(ELSEWHERE);
    assertHot(ELSEWHERE, NOON);
  }

  private void vote(SubjectId subject, long castAt) {
    journal.vote(subject, ADA, UP, castAt, RequestId.named(subject.key() + castAt));
  }

  private void assertHot(SubjectId subject, long postedAt) {
    ledger.refreshRankings();
    RankedSubject found =
        ledger.records().top(subject.poll(), Ranking.HOT, 100).stream()
            .filter(it -> it.subject().equals(subject))
            .findFirst()
            .orElseThrow();
    assertThat(found.value())
        .isEqualTo(RankingFormulas.hot(found.tally(), Micros.toInstant(postedAt)), within(1e-9));
  }

  private List<SubjectId> top(Ranking ranking) {
    return top("launch", ranking);
  }

  private List<SubjectId> top(String poll, Ranking ranking) {
    ledger.refreshRankings();
    return ledger.records().top(poll, ranking, 100).stream().map(RankedSubject::subject).toList();
  }

  private List<RankedSubject> ranked(Ranking ranking) {
    ledger.refreshRankings();
    return ledger.records().top("launch", ranking, 100);
  }

  @Test
  void whetherAPollListsItsSubjectsIsFixed() {
    assertThat(ledger.polls().find("launch")).map(PollSnapshot::poll).contains(LAUNCH);
    assertThat(ledger.poll(0, "launch").value()).map(PollSnapshot::poll).contains(LAUNCH);
    assertThatThrownBy(() -> change(Poll.named("launch")))
        .isInstanceOf(PollException.class)
        .hasMessageContaining("lists its subjects");
    assertThatThrownBy(() -> change(Poll.named("posts").listedSubjects()))
        .isInstanceOf(PollException.class)
        .hasMessageContaining("does not list its subjects");
    assertThat(ledger.polls().close("launch", "ada", "over").poll().listed()).isTrue();
  }

  private void change(Poll poll) {
    long revision = ledger.polls().find(poll.name()).orElseThrow().revision();
    assertThat(ledger.polls().change(revision, poll, "ada", "why")).isPresent();
  }
}
