package io.voteengine.tck.ledger.apply;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static io.voteengine.spi.VoteLedger.LEAP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.Tally;
import io.voteengine.VoterId;
import io.voteengine.moderation.QuarantinedVote;
import io.voteengine.query.HistoryEntry;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.CastReply.Accepted;
import io.voteengine.spi.CastReply.Quarantined;
import io.voteengine.spi.CastReply.Refused;
import io.voteengine.spi.CastReply.Replayed;
import io.voteengine.spi.CastReply.Superseded;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.spi.ledger.StaleSubject;
import io.voteengine.tck.VoteLedgerContract;
import io.voteengine.tck.ledger.LedgerCase;
import io.voteengine.tck.testing.Replies;
import io.voteengine.tck.testing.Vote;
import io.voteengine.tck.testing.Waiting;
import io.voteengine.util.Micros;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Casting votes in the ledger itself. */
public abstract class LedgerDirectContract extends LedgerCase {
  private static final VoterId EVE = VoterId.of("eve");

  /** A day from now, later than any clock shows. */
  private static final long FUTURE = Micros.of(Instant.now().plus(Duration.ofDays(1)));

  protected LedgerDirectContract(VoteLedgerContract suite) {
    super(suite);
  }

  @BeforeEach
  void recordPoll() {
    ledger.polls().define(Poll.named("posts"));
  }

  private List<CastReply> cast(CastCommand... votes) {
    return ledger.cast(0, List.of(votes), Deadline.in(Waiting.AMPLE)).stream()
        .map(Replies::withoutStanding)
        .toList();
  }

  private Accepted accepted(CastCommand vote) {
    return (Accepted) cast(vote).get(0);
  }

  private static Accepted at(Accepted reply, long castAt) {
    return new Accepted(reply.seq(), reply.previous(), reply.choice(), reply.tally(), castAt);
  }

  @Test
  void voteCountsAtOnce() {
    long before = Micros.of(Instant.now().minusSeconds(60));
    CastCommand vote = Vote.labelled("big", Vote.of(ADA, A, UP));
    Accepted reply = accepted(vote);
    assertThat(at(reply, 0)).isEqualTo(new Accepted(0, NONE, UP, new Tally(1, 0, 1, LEAP + 1), 0));
    assertThat(reply.castAt()).isGreaterThan(before);
    assertThat(snapshot(A)).isEqualTo(leapt(A, 1, 0, 1, 1));
    assertThat(vote(A, ADA).choice()).isEqualTo(UP);
    assertThat(vote(A, ADA).castAt()).isEqualTo(reply.castAt());
    assertThat(ledger.has(A, ADA, vote.requestId())).isTrue();
    assertThat(ledger.records().history(A, 10))
        .containsExactly(
            new HistoryEntry(
                ADA, A, NONE, UP, Micros.toInstant(reply.castAt()), vote.requestId(), "big"));
    assertThat(ledger.stale(null, 10)).extracting(StaleSubject::subject).containsExactly(A);
    assertThat(ledger.position(0).seq()).isZero();
    assertExact("posts");
  }

  @Test
  void votesOfOneCallAreTakenInTheirOrder() {
    List<CastReply> replies = cast(Vote.of(ADA, A, UP), Vote.of(BOB, A, UP), Vote.of(ADA, B, DOWN));
    assertThat(replies)
        .extracting(reply -> at((Accepted) reply, 0))
        .containsExactly(
            new Accepted(0, NONE, UP, new Tally(1, 0, 1, LEAP + 1), 0),
            new Accepted(0, NONE, UP, new Tally(2, 0, 1, LEAP + 2), 0),
            new Accepted(0, NONE, DOWN, new Tally(0, 1, 1, LEAP + 1), 0));
    assertThat(cast(Vote.of(ADA, A, DOWN), Vote.toggled(Vote.of(BOB, A, UP))))
        .extracting(reply -> at((Accepted) reply, 0))
        .containsExactly(
            new Accepted(0, UP, DOWN, new Tally(1, 1, 1, 2 * LEAP + 3), 0),
            new Accepted(0, UP, NONE, new Tally(0, 1, 1, 2 * LEAP + 4), 0));
    assertThat(snapshot(A)).isEqualTo(leapt(A, 0, 1, 2, 4));
    assertThat(ledger.records().history("posts", 10)).hasSize(5);
    assertExact("posts");
  }

  @Test
  void sameRequestChangesNothingASecondTime() {
    CastCommand vote = Vote.toggled(Vote.of(ADA, A, UP));
    Accepted first = accepted(vote);
    Replayed again = new Replayed(0, UP, UP, first.tally(), first.castAt());
    assertThat(cast(vote)).containsExactly(again);
    assertThatThrownBy(() -> cast(vote, vote)).isInstanceOf(IllegalArgumentException.class);
    assertThat(snapshot(A)).isEqualTo(leapt(A, 1, 0, 1, 1));
    assertThat(ledger.records().history(A, 10)).hasSize(1);
  }

  @Test
  void twoVotersMayNameTheirRequestsAlike() {
    RequestId click = RequestId.named("click");
    cast(Vote.by(click, Vote.of(ADA, A, UP)), Vote.by(click, Vote.of(BOB, A, UP)));
    cast(Vote.by(click, Vote.of(ADA, B, UP)));
    assertThat(snapshot(A)).isEqualTo(leapt(A, 2, 0, 1, 2));
    assertThat(ledger.records().history("posts", 10)).hasSize(3);
    assertExact("posts");
  }

  @Test
  void oldRequestIsAnsweredAsItWasWhateverCameBetween() {
    CastCommand vote = Vote.named(Vote.of(ADA, A, UP));
    Accepted first = accepted(vote);
    Accepted newer = accepted(Vote.of(ADA, A, DOWN));
    Replayed again = new Replayed(0, NONE, UP, newer.tally(), first.castAt());
    assertThat(cast(vote)).containsExactly(again);
    assertThat(cast(Vote.retried(vote))).containsExactly(again);
    assertThat(cast(Vote.probed(vote))).containsExactly(again);
    assertThat(cast(Vote.resent(first.castAt(), vote))).containsExactly(again);
    assertThat(choice(A, ADA)).isEqualTo(DOWN);
    assertThat(ledger.records().history(A, 10)).hasSize(2);
    assertThat(accepted(Vote.named(Vote.of(BOB, A, UP))).previous()).isEqualTo(NONE);
    assertExact("posts");
  }

  @Test
  void requestOfTheJournalIsAnsweredAsItWasToo() {
    RequestId id = RequestId.of(UUID.randomUUID());
    journal.vote(A, ADA, UP, 1_000, id);
    journal.vote(A, ADA, DOWN, 2_000, RequestId.of(UUID.randomUUID()));
    flush();
    CastCommand again = Vote.named(Vote.by(id, Vote.labelled("variant", Vote.of(ADA, A, UP))));
    CastReply reply = cast(again).get(0);
    assertThat(reply).isInstanceOf(Replayed.class);
    assertThat(((Replayed) reply).choice()).isEqualTo(UP);
    assertThat(((Replayed) reply).castAt()).isEqualTo(1_000);
    assertThat(choice(A, ADA)).isEqualTo(DOWN);
  }

  @Test
  void sameIdWithAnotherContentIsRefusedAndChangesNothing() {
    CastCommand vote = Vote.labelled("x", Vote.named(Vote.of(ADA, A, UP)));
    Accepted first = accepted(vote);
    CastReply reused = new CastReply.Reused(UP, first.tally());
    assertThat(cast(Vote.choosing(DOWN, vote))).containsExactly(reused);
    assertThat(cast(Vote.choosing(NONE, vote))).containsExactly(reused);
    assertThat(cast(Vote.at(1_000, vote))).containsExactly(reused);
    assertThat(cast(Vote.labelled("y", vote))).containsExactly(reused);
    assertThat(cast(Vote.retried(Vote.choosing(DOWN, vote)))).containsExactly(reused);
    assertThat(ledger.records().history(A, 10)).hasSize(1);
    assertThat(snapshot(A)).isEqualTo(leapt(A, 1, 0, 1, 1));
  }

  @Test
  void probeOfAnUnknownRequestWritesNothing() {
    assertThat(cast(Vote.probed(Vote.named(Vote.of(ADA, A, UP)))))
        .containsExactly(CastReply.Refused.UNKNOWN_REQUEST);
    assertThat(ledger.records().history(A, 10)).isEmpty();
  }

  @Test
  void requestsAreFoundWhoeverCastThem() {
    RequestId click = RequestId.named("click");
    cast(Vote.by(click, Vote.of(ADA, A, UP)), Vote.by(click, Vote.of(BOB, A, DOWN)));
    cast(Vote.of(ADA, A, DOWN));
    assertThat(ledger.requests(0, List.of(click, RequestId.named("another"))))
        .extracting(HistoryEntry::voter, HistoryEntry::subject, HistoryEntry::choice)
        .containsExactlyInAnyOrder(tuple(ADA, A, UP), tuple(BOB, A, DOWN));
    assertThat(ledger.requests(0, List.of())).isEmpty();
  }

  @Test
  void repeatedChoiceIsNewerThanWhatTheJournalStillHolds() {
    cast(Vote.of(ADA, A, UP));
    long between = vote(A, ADA).castAt() + 1;
    Accepted repeated = accepted(Vote.seen(between, Vote.of(ADA, A, UP)));
    assertThat(repeated.previous()).isEqualTo(UP);
    assertThat(repeated.castAt()).isGreaterThan(between);
    journal.load(A, 1, 0, 1);
    journal.load(A, ADA, UP);
    journal.vote(A, ADA, DOWN, between, RequestId.of(UUID.randomUUID()));
    flush();
    assertThat(choice(A, ADA)).isEqualTo(UP);
    assertExact("posts");
  }

  @Test
  void newerVoteOfTheJournalCounts() {
    long castAt = accepted(Vote.of(ADA, A, UP)).castAt();
    journal.vote(A, ADA, DOWN, castAt + 1, RequestId.of(UUID.randomUUID()));
    assertThat(flush()).as("the store knew nothing of the vote").containsExactly(A);
    assertThat(choice(A, ADA)).isEqualTo(DOWN);
    assertThat(snapshot(A)).isEqualTo(leapt(A, 0, 1, 1, 2));
    assertExact("posts");
  }

  @Test
  void requestThatTheJournalHoldsTooCountsOnce() {
    CastCommand vote = Vote.of(ADA, A, UP);
    cast(vote);
    journal.vote(A, ADA, UP, vote(A, ADA).castAt() - 1, vote.requestId());
    flush();
    assertThat(snapshot(A).up()).isEqualTo(1);
    assertThat(cast(vote).get(0)).isInstanceOf(Replayed.class);
    assertExact("posts");
  }

  @Test
  void requestThatTheStoreDidLaterCountsAsOfWhenItWasDoneHere() {
    CastCommand first = Vote.of(ADA, A, UP);
    cast(first);
    cast(Vote.of(ADA, A, DOWN));
    journal.load(A, 0, 0, 0);
    journal.vote(A, ADA, UP, FUTURE, first.requestId());
    assertThat(flush()).containsExactly(A);
    assertThat(choice(A, ADA)).isEqualTo(DOWN);
    journal.vote(A, ADA, NONE, FUTURE + 1, RequestId.of(UUID.randomUUID()));
    journal.vote(A, ADA, UP, FUTURE + 2, RequestId.of(UUID.randomUUID()));
    flush();
    assertThat(choice(A, ADA)).isEqualTo(UP);
    assertThat(snapshot(A)).isEqualTo(leapt(A, 1, 0, 2, 5));
    journal.vote(A, ADA, DOWN, FUTURE + 3, first.requestId());
    flush();
    assertThat(choice(A, ADA)).as("however late").isEqualTo(UP);
    assertExact("posts");
  }

  @Test
  void timesRiseAboveAllThatIsKnown() {
    assertThat(accepted(Vote.seen(FUTURE, Vote.of(ADA, A, UP))).castAt()).isEqualTo(FUTURE + 1);
    assertThat(accepted(Vote.of(ADA, A, DOWN)).castAt()).isEqualTo(FUTURE + 2);
    assertThat(accepted(Vote.of(BOB, A, UP)).castAt()).isLessThan(FUTURE);
  }

  @Test
  void voteSentAgainCountsByItsOwnTime() {
    CastCommand vote = Vote.of(ADA, A, UP);
    assertThat(accepted(Vote.resent(2_000, vote)).castAt()).isEqualTo(2_000);
    CastCommand older = Vote.resent(1_000, Vote.of(ADA, A, DOWN));
    assertThat(cast(older).get(0))
        .isEqualTo(new Superseded(0, UP, new Tally(1, 0, 1, 2 * LEAP + 2), 2_000));
    assertThat(choice(A, ADA)).isEqualTo(UP);
    assertThat(ledger.records().history(A, 10))
        .as("every accepted vote is logged")
        .extracting(HistoryEntry::requestId)
        .containsExactly(vote.requestId(), older.requestId());
    assertThat(snapshot(A)).isEqualTo(leapt(A, 1, 0, 2, 2));
    assertExact("posts");
  }

  @Test
  void retryThatANewerVoteOvertookIsSuperseded() {
    CastCommand vote = Vote.seen(1, Vote.of(ADA, A, UP));
    Accepted newer = accepted(Vote.of(ADA, A, DOWN));
    assertThat(cast(Vote.retried(vote)).get(0))
        .isEqualTo(new Superseded(0, DOWN, newer.tally(), newer.castAt()));
  }

  @Test
  void pollsThatTakeNoVotesRefuse() {
    Instant past = Instant.now().minusSeconds(3_600);
    Instant later = Instant.now().plusSeconds(3_600);
    ledger.polls().define(Poll.named("over").closesAt(past));
    ledger.polls().define(Poll.named("not-yet").opensAt(later));
    ledger.polls().define(Poll.named("open").opensAt(past));
    ledger.polls().define(Poll.named("ups").choices(UP));
    ledger.polls().define(Poll.named("sealed"));
    suite.seal("sealed");
    CastCommand over = Vote.of(ADA, subject("over", 0, 0), UP);
    assertThat(
            cast(
                over,
                Vote.of(ADA, subject("not-yet", 0, 0), UP),
                Vote.at(1_000, Vote.of(ADA, subject("open", 0, 0), UP)),
                Vote.of(ADA, subject("ups", 0, 0), DOWN),
                Vote.of(ADA, subject("sealed", 0, 0), UP),
                Vote.resent(1_000, Vote.of(BOB, subject("sealed", 0, 0), UP)),
                Vote.of(ADA, subject("unknown", 0, 0), UP)))
        .containsExactly(
            Refused.POLL_CLOSED,
            Refused.POLL_NOT_OPEN,
            Refused.POLL_NOT_OPEN,
            Refused.CHOICE_NOT_ALLOWED,
            Refused.POLL_CLOSED,
            Refused.POLL_CLOSED,
            Refused.POLL_NOT_OPEN);
    assertThat(ledger.stale(null, 10)).isEmpty();
    assertThat(cast(Vote.resent(1_000, over)).get(0)).isInstanceOf(Accepted.class);
  }

  @Test
  void importedVoteIsJudgedByItsOwnTime() {
    Instant closes = Instant.now().minusSeconds(3_600);
    ledger.polls().define(Poll.named("over").closesAt(closes));
    CastCommand vote = Vote.of(ADA, subject("over", 0, 0), UP);
    assertThat(cast(Vote.at(Micros.of(closes), vote))).containsExactly(Refused.POLL_CLOSED);
    assertThat(accepted(Vote.at(Micros.of(closes) - 1, vote)).choice()).isEqualTo(UP);
    suite.seal("over");
    assertThat(cast(Vote.at(Micros.of(closes) - 1, Vote.of(BOB, subject("over", 0, 0), UP))))
        .containsExactly(Refused.POLL_CLOSED);
  }

  @Test
  void pollThatIsRecordedAsOverIsClosedWhateverTheClockSays() {
    Poll poll = Poll.named("over").closesAt(Instant.now().plusSeconds(3_600));
    ledger.polls().define(poll);
    ledger.polls().define(Poll.named("endless"));
    CastCommand vote = Vote.of(ADA, subject("over", 0, 0), UP);
    accepted(vote);
    List.of("over", "over", "endless", "unknown").forEach(ledger.polls()::recordOver);
    assertThat(cast(Vote.of(BOB, subject("over", 0, 0), UP))).containsExactly(Refused.POLL_CLOSED);
    accepted(Vote.of(BOB, subject("endless", 0, 0), UP));
    PollSnapshot over = ledger.poll(0, "over").value().orElseThrow();
    assertThat(over.over()).isTrue();
    assertThat(over.poll()).isEqualTo(poll);
    assertThat(ledger.polls().define(poll)).isEqualTo(over);
    assertThat(ledger.polls().list()).contains(over);
  }

  @Test
  void pollClosedByTheStoresClockIsClosedForTheDatabasesClock() {
    Instant closes = Instant.now().plusSeconds(3_600);
    ledger.polls().define(Poll.named("over").closesAt(closes));
    CastCommand vote = Vote.of(ADA, subject("over", 0, 0), UP);
    assertThat(cast(Vote.seen(Micros.of(closes), vote))).containsExactly(Refused.POLL_CLOSED);
    accepted(Vote.seen(Micros.of(closes) - 2, vote));
  }

  @Test
  void refusedVoteGoesIntoQuarantineAndItsNeighboursCount() {
    suite.refuse(EVE);
    CastCommand poison = Vote.of(EVE, A, UP);
    List<CastReply> replies = cast(Vote.of(ADA, A, UP), poison, Vote.of(BOB, A, DOWN));
    assertThat(at((Accepted) replies.get(0), 0))
        .isEqualTo(new Accepted(0, NONE, UP, new Tally(1, 0, 1, LEAP + 1), 0));
    assertThat(((Quarantined) replies.get(1)).reason()).containsIgnoringCase("refuses_eve");
    assertThat(at((Accepted) replies.get(2), 0))
        .isEqualTo(new Accepted(0, NONE, DOWN, new Tally(1, 1, 1, LEAP + 3), 0));
    assertThat(snapshot(A)).isEqualTo(leapt(A, 1, 1, 1, 3));
    assertThat(ledger.isQuarantined(A, EVE, poison.requestId())).isTrue();
    suite.accept(EVE);
    QuarantinedVote kept = ledger.quarantine().list(null, 1).get(0);
    assertThat(ledger.quarantine().replay(kept)).isTrue();
    assertThat(choice(A, EVE)).isEqualTo(UP);
    assertExact("posts");
  }

  @Test
  void votesGoOnInTheNextEpoch() {
    cast(Vote.of(ADA, A, UP));
    VoteEvent salvaged = journal.vote(B, ADA, UP);
    assertThat(ledger.recover(new Term(0, 1, "s1"), List.of(salvaged), new Term(0, 2, "s2")))
        .isTrue();
    assertThat(accepted(Vote.of(BOB, A, UP)).tally()).isEqualTo(new Tally(2, 0, 2, 2 * LEAP + 2));
    assertExact("posts");
  }

  @Test
  void nodesAndTheJournalAtOnceAreExact() {
    List<VoteLedger> nodes = List.of(connect(), connect());
    nodes.forEach(node -> node.open(PARTITIONS));
    List<CompletableFuture<Void>> done =
        nodes.stream()
            .map(
                node ->
                    CompletableFuture.runAsync(
                        () -> castMany(node, nodes.indexOf(node)),
                        task -> new Thread(task).start()))
            .toList();
    for (int i = 0; i < 20; i++) {
      journal.vote(A, VoterId.of("voter-" + i % 7), i % 2 == 0 ? UP : DOWN);
      flush();
    }
    done.forEach(CompletableFuture::join);
    assertThat(ledger.records().history("posts", 1_000)).hasSize(20 + 2 * 20 * 3);
    assertThat(snapshot(A).version() % LEAP + snapshot(B).version() % LEAP)
        .isEqualTo(20 + 2 * 20 * 3);
    assertExact("posts");
  }

  private static void castMany(VoteLedger node, int seed) {
    for (int i = 0; i < 20; i++) {
      int n = i + seed;
      node.cast(
          0,
          IntStream.range(0, 3)
              .mapToObj(
                  j ->
                      Vote.of(
                          VoterId.of("voter-" + (n + j) % 7),
                          j == 2 ? B : A,
                          (n + j) % 3 == 0 ? NONE : UP))
              .toList(),
          Deadline.in(Waiting.AMPLE));
    }
  }
}
