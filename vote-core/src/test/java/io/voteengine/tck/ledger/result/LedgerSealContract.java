package io.voteengine.tck.ledger.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.backup.Backup;
import io.voteengine.backup.BackupException;
import io.voteengine.moderation.QuarantinedVote;
import io.voteengine.poll.PollException;
import io.voteengine.result.Amendment;
import io.voteengine.result.FinalizationException;
import io.voteengine.result.proof.Exclusion;
import io.voteengine.result.proof.PollResult;
import io.voteengine.result.proof.Standing;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.PollSnapshot.State;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.journal.ApplyResult;
import io.voteengine.spi.journal.ApplyResult.Applied;
import io.voteengine.spi.journal.JournalBatch;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.spi.ledger.CountedPoll;
import io.voteengine.spi.ledger.LedgerBackups;
import io.voteengine.spi.ledger.LedgerFinalizations;
import io.voteengine.spi.ledger.SealReadiness;
import io.voteengine.tck.VoteLedgerContract;
import io.voteengine.tck.ledger.FakeJournal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** When a poll is sealed, and what a seal means. */
public abstract class LedgerSealContract extends ResultCase {
  private static final VoterId EVE = VoterId.of("eve");

  protected LedgerSealContract(VoteLedgerContract suite) {
    super(suite);
  }

  private State state() {
    return ledger.polls().find(POLL).orElseThrow().state();
  }

  @Test
  void sealedPollHasTheVotesOfBothPartitions() {
    define();
    voteSome();
    sealNow();
    assertThat(state()).isEqualTo(State.SEALED);
    PollResult result = results.result(POLL).orElseThrow();
    assertThat(result.standings())
        .containsExactlyInAnyOrder(
            new Standing(A, 2, 0), new Standing(B, 0, 1), new Standing(ELSEWHERE, 2, 1));
    assertThat(result.excluded()).isEmpty();
    assertThat(finalizations.find(POLL).orElseThrow().sealedAt()).isNotNull();
    assertThat(finalizations.closing()).isEmpty();
  }

  @Test
  void openPollIsNotFinalized() {
    ledger.polls().define(Poll.named(POLL).closesAt(Instant.now().plus(1, ChronoUnit.HOURS)));
    assertThatThrownBy(() -> finalizations.begin(POLL))
        .isInstanceOf(PollException.class)
        .hasMessageContaining("cannot be finalized before");
    ledger.polls().define(Poll.named("endless"));
    assertThatThrownBy(() -> finalizations.begin("endless"))
        .isInstanceOf(PollException.class)
        .hasMessageContaining("no closing time");
    assertThatThrownBy(() -> finalizations.begin("unknown"))
        .isInstanceOf(PollException.class)
        .hasMessageContaining("unknown");
    assertThat(state()).isEqualTo(State.OPEN);
    assertThat(finalizations.find(POLL)).isEmpty();
  }

  @Test
  void eachPartitionMustHaveItsMarker() {
    define();
    begin();
    settle(NODE);
    assertThat(finalizations.readiness(POLL, NODE).unmarked())
        .containsExactly(new Term(0, 1, "s1"), new Term(1, 1, "s1"));
    assertThat(seal()).isFalse();
    journal.close(POLL);
    flush();
    assertThat(finalizations.readiness(POLL, NODE).unmarked())
        .containsExactly(new Term(1, 1, "s1"));
    assertThat(seal()).isFalse();
    assertThat(state()).isEqualTo(State.CLOSING);
  }

  @Test
  void markerOfAnEarlierEpochDoesNotCount() {
    define();
    begin();
    mark();
    settle(NODE);
    begin(new Term(1, 2, "s2"));
    settle(NODE);
    assertThat(finalizations.readiness(POLL, NODE).unmarked())
        .containsExactly(new Term(1, 2, "s2"));
    assertThat(seal()).isFalse();
  }

  @Test
  void nodeMustHaveSettledInThePresentEpochs() {
    define();
    begin();
    mark();
    assertThat(finalizations.readiness(POLL, NODE).unsettled()).containsExactly(NODE);
    assertThat(seal()).isFalse();
    settle(NODE);
    begin(new Term(0, 2, "s2"));
    journalOf(new Term(0, 2, "s2"));
    assertThat(finalizations.readiness(POLL, NODE))
        .isEqualTo(new SealReadiness(List.of(), Set.of(NODE)));
    assertThat(seal()).isFalse();
    settle(NODE);
    assertThat(seal()).isTrue();
  }

  private void journalOf(Term term) {
    FakeJournal next = new FakeJournal(term);
    next.close(POLL);
    flush(next);
  }

  @Test
  void everyLiveNodeMustHaveSettled() {
    define();
    begin();
    mark();
    settle(NODE);
    ledger.leases().claim(OTHER, null, Duration.ofHours(1));
    assertThat(finalizations.readiness(POLL, NODE).unsettled()).containsExactly(OTHER);
    assertThat(seal()).isFalse();
    settle(OTHER);
    assertThat(seal()).isTrue();
  }

  @Test
  void deadNodeHoldsUpNoSeal() {
    define();
    ledger.leases().claim(OTHER, null, Duration.ofHours(1));
    begin();
    mark();
    settle(NODE);
    ledger.leases().release(OTHER);
    assertThat(seal()).isTrue();
  }

  @Test
  void votesThatChangeAfterTheCountHoldUpTheSeal() {
    define();
    voteSome();
    begin();
    mark();
    settle(NODE);
    CountedPoll counted = finalizations.count(POLL);
    // A vote that a node has sent again behind the marker.
    journal.vote(A, VoterId.of("eve"), Choice.UP);
    flush();
    assertThat(finalizations.seal(POLL, NODE, counted)).isFalse();
    assertThat(seal()).isTrue();
    assertThat(results.result(POLL).orElseThrow().up()).isEqualTo(5);
  }

  @Test
  void sealedPollTakesNoVote() {
    define();
    voteSome();
    sealNow();
    PollResult before = results.result(POLL).orElseThrow();
    journal.vote(A, VoterId.of("late"), Choice.UP);
    flush();
    assertThat(results.result(POLL)).contains(before);
    assertThat(snapshot(A).up()).isEqualTo(2);
    assertExact(POLL);
    CastReply reply =
        ledger
            .cast(
                0,
                List.of(
                    CastCommand.first(
                        ADA,
                        A,
                        Choice.DOWN,
                        false,
                        RequestId.of(UUID.randomUUID()),
                        0,
                        0,
                        null,
                        true)),
                Deadline.in(Duration.ofSeconds(10)))
            .get(0);
    assertThat(reply)
        .isInstanceOfSatisfying(
            CastReply.Declined.class,
            declined -> assertThat(declined.reason()).isEqualTo(CastReply.Refused.POLL_CLOSED));
  }

  @Test
  void lateVotesStandBesideTheResult() {
    define();
    voteSome();
    sealNow();
    root();
    PollResult before = results.result(POLL).orElseThrow();
    VoteEvent late = journal.vote(A, EVE, Choice.UP);
    VoteEvent changed = journal.vote(B, ADA, Choice.UP);
    elsewhere.vote(ELSEWHERE, EVE, Choice.DOWN);
    List<ApplyResult> applied =
        ledger.apply(
            List.of(
                new JournalBatch(ledger.position(0), journal.take()),
                new JournalBatch(ledger.position(1), elsewhere.take())));
    assertThat(((Applied) applied.get(0)).quarantined())
        .containsOnlyKeys(late.seq(), changed.seq());
    assertThat(((Applied) applied.get(1)).quarantined()).hasSize(1);
    assertThat(results.amendments(POLL))
        .extracting(Amendment::kind, Amendment::subject, Amendment::votes)
        .containsExactlyInAnyOrder(
            tuple(Amendment.Kind.LATE, A, 1L),
            tuple(Amendment.Kind.LATE, B, 1L),
            tuple(Amendment.Kind.LATE, ELSEWHERE, 1L));
    assertThat(ledger.quarantine().list(null, 9))
        .hasSize(3)
        .allSatisfy(
            vote -> {
              assertThat(vote.reason()).contains("sealed");
              assertThatThrownBy(() -> ledger.quarantine().replay(vote))
                  .isInstanceOf(VoteLedgerException.class)
                  .hasMessageContaining("discard");
            });
    assertThat(ledger.quarantine().discard(ledger.quarantine().list(null, 1).get(0))).isTrue();
    assertThat(results.amendments(POLL)).hasSize(3);
    assertThat(results.result(POLL)).contains(before);
    assertThat(results.compare(POLL).exact()).isTrue();
    assertExact(POLL);
  }

  @Test
  void lateVoteIsAmendedOnceHoweverOftenItArrives() {
    define();
    voteSome();
    sealNow();
    VoteEvent late = journal.vote(A, EVE, Choice.UP);
    journal.vote(A, ADA, Choice.UP, late.castAt() - 9, late.requestId());
    List<JournalEvent> events = journal.take();
    drifted(ledger.apply(ledger.position(0), events));
    List<Amendment> once = results.amendments(POLL);
    assertThat(once).extracting(Amendment::kind).containsExactly(Amendment.Kind.LATE);
    // The same event is salvaged, and its vote is sent again.
    Term next = new Term(0, 2, "s2");
    assertThat(ledger.recover(new Term(0, 1, "s1"), events, next)).isTrue();
    assertThat(results.amendments(POLL)).isEqualTo(once);
    FakeJournal second = new FakeJournal(next);
    second.vote(A, EVE, Choice.UP, late.castAt(), late.requestId());
    flush(second);
    assertThat(results.amendments(POLL)).isEqualTo(once);
    assertThat(ledger.quarantine().list(null, 9)).hasSize(2);
    second.vote(A, VoterId.of("mallory"), Choice.UP);
    flush(second);
    assertThat(results.amendments(POLL)).hasSize(2).containsAll(once);
  }

  @Test
  void lateVoteThatTheStoreRefusesIsAmendedToo() {
    define();
    voteSome();
    LedgerFinalizations finalizations = ledger.finalizations().orElseThrow();
    finalizations.late(0, new VoteKey(A, EVE), RequestId.named("early"), 1_000_000L);
    assertThat(results.amendments(POLL)).isEmpty();
    sealNow();
    VoteEvent late = journal.vote(A, EVE, Choice.UP);
    finalizations.late(0, VoteKey.of(late), late.requestId(), late.castAt());
    finalizations.late(0, VoteKey.of(late), late.requestId(), late.castAt());
    List<Amendment> once = results.amendments(POLL);
    assertThat(once)
        .extracting(Amendment::kind, Amendment::subject, Amendment::votes)
        .containsExactly(tuple(Amendment.Kind.LATE, A, 1L));
    // Another node's copy comes by the journal.
    flush();
    assertThat(results.amendments(POLL)).isEqualTo(once);
    VoteKey elsewhere = new VoteKey(subject("unknown", 0, 0), EVE);
    finalizations.late(0, elsewhere, RequestId.named("other"), 1_000_000L);
    assertThat(results.amendments("unknown")).isEmpty();
  }

  @Test
  void voteThatTheResultHasOrThatANewerOneReplacedIsNotLate() {
    define();
    VoteEvent older = journal.vote(A, ADA, Choice.UP);
    VoteEvent newer = journal.vote(A, ADA, Choice.DOWN);
    flush();
    sealNow();
    LedgerFinalizations finalizations = ledger.finalizations().orElseThrow();
    finalizations.late(0, VoteKey.of(older), older.requestId(), older.castAt());
    finalizations.late(0, VoteKey.of(newer), newer.requestId(), newer.castAt());
    assertThat(results.amendments(POLL)).isEmpty();
    finalizations.late(0, VoteKey.of(newer), RequestId.named("later"), newer.castAt() + 1);
    assertThat(results.amendments(POLL)).hasSize(1);
  }

  @Test
  void lateVoteAndARefusedOneAreTakenApart() {
    define();
    voteSome();
    sealNow();
    suite.refuse(EVE);
    VoteEvent late = journal.vote(A, EVE, Choice.UP);
    VoteEvent poison = journal.vote(subject("comments", 0, 0), EVE, Choice.UP);
    journal.vote(subject("comments", 0, 0), BOB, Choice.UP);
    Applied applied = (Applied) ledger.apply(ledger.position(0), journal.take());
    assertThat(applied.quarantined()).containsOnlyKeys(late.seq(), poison.seq());
    assertThat(applied.quarantined().get(late.seq())).contains("sealed");
    assertThat(applied.quarantined().get(poison.seq())).containsIgnoringCase("refuses_eve");
    assertThat(results.amendments(POLL)).hasSize(1);
    assertThat(snapshot(subject("comments", 0, 0)).up()).isEqualTo(1);
  }

  @Test
  void closingPollTakesNoVoteInTheLedger() {
    define();
    begin();
    CastReply reply =
        ledger
            .cast(
                0,
                List.of(
                    CastCommand.first(
                        ADA,
                        A,
                        Choice.UP,
                        false,
                        RequestId.of(UUID.randomUUID()),
                        1_700_000_000_000_000L,
                        0,
                        null,
                        true)),
                Deadline.in(Duration.ofSeconds(10)))
            .get(0);
    assertThat(reply)
        .isInstanceOfSatisfying(
            CastReply.Declined.class,
            declined -> assertThat(declined.reason()).isEqualTo(CastReply.Refused.POLL_CLOSED));
  }

  @Test
  void secondSealChangesNothing() {
    define();
    voteSome();
    sealNow();
    Instant sealedAt = finalizations.find(POLL).orElseThrow().sealedAt();
    assertThat(finalizations.begin(POLL).state()).isEqualTo(State.SEALED);
    assertThat(finalizations.readiness(POLL, OTHER).isReady()).isTrue();
    assertThat(finalizations.seal(POLL, OTHER, finalizations.count(POLL))).isTrue();
    assertThat(finalizations.find(POLL).orElseThrow().sealedAt()).isEqualTo(sealedAt);
  }

  @Test
  void pollIsDueAWhileAfterItsClose() {
    define();
    assertThat(finalizations.due(Duration.ZERO)).isEmpty();
    ledger.polls().close(POLL, "host", "the end");
    assertThat(finalizations.due(Duration.ofHours(1))).isEmpty();
    assertThat(finalizations.due(Duration.ZERO)).containsExactly(POLL);
    sealAgain();
    assertThat(finalizations.due(Duration.ofHours(1))).containsExactly(POLL);
    root();
    finalizations.cleared(POLL);
    assertThat(finalizations.due(Duration.ZERO)).isEmpty();
  }

  private void sealAgain() {
    finalizations.begin(POLL);
    mark();
    settle(NODE);
    assertThat(seal()).isTrue();
  }

  @Test
  void pollOfImportsIsNeverDue() {
    Instant past = Instant.now().minus(1, ChronoUnit.DAYS);
    ledger.polls().define(Poll.named("imported").closesAt(past));
    assertThat(finalizations.due(Duration.ZERO)).isEmpty();
    finalizations.begin("imported");
    assertThat(finalizations.due(Duration.ZERO)).containsExactly("imported");
  }

  @Test
  void finalizationBelongsToOneRun() {
    define();
    begin();
    UUID run = UUID.randomUUID();
    UUID later = UUID.randomUUID();
    Duration hour = Duration.ofHours(1);
    assertThat(finalizations.claim(POLL, run, NODE, hour)).isTrue();
    assertThat(finalizations.renew(POLL, run, hour)).isTrue();
    assertThat(finalizations.claim(POLL, later, NODE, hour)).as("also on its own node").isFalse();
    finalizations.release(POLL, later);
    assertThat(finalizations.claim(POLL, later, OTHER, hour)).isFalse();
    finalizations.release(POLL, run);
    assertThat(finalizations.renew(POLL, run, hour)).isFalse();
    assertThat(finalizations.claim(POLL, later, OTHER, Duration.ZERO)).isTrue();
    assertThat(finalizations.claim(POLL, run, NODE, hour)).as("it has expired").isTrue();
    assertThat(finalizations.renew(POLL, later, hour)).isFalse();
  }

  @Test
  void claimOfADeadNodeIsFree() {
    define();
    begin();
    UUID run = UUID.randomUUID();
    UUID later = UUID.randomUUID();
    Duration hour = Duration.ofHours(1);
    ledger.leases().claim(OTHER, null, hour);
    assertThat(finalizations.claim(POLL, run, OTHER, hour)).isTrue();
    assertThat(finalizations.claim(POLL, later, NODE, hour)).isFalse();
    ledger.leases().release(OTHER);
    assertThat(finalizations.claim(POLL, later, NODE, hour)).isTrue();
    assertThat(finalizations.renew(POLL, run, hour)).isFalse();
  }

  @Test
  void backupOfASealedPollStaysWhatItWas() {
    define();
    voteSome();
    begin();
    Backup first = ledger.backups().orElseThrow().take(POLL);
    assertThat(finalizations.keepBackup(POLL, first)).isTrue();
    mark();
    settle(NODE);
    assertThat(seal()).isTrue();
    Backup second = ledger.backups().orElseThrow().take(POLL);
    assertThat(finalizations.keepBackup(POLL, second)).isFalse();
    assertThat(finalizations.find(POLL).orElseThrow().backup()).isEqualTo(first.id());
  }

  @Test
  void restoreThatIsNotFinishedHoldsUpTheSeal() {
    define();
    voteSome();
    LedgerBackups backups = ledger.backups().orElseThrow();
    Backup backup = backups.take(POLL);
    begin();
    mark();
    settle(NODE);
    Instant moment = backups.beginRestore(backup, Set.of(A));
    assertThatThrownBy(this::seal)
        .isInstanceOf(FinalizationException.class)
        .hasMessageContaining("being restored");
    assertThatThrownBy(() -> backups.beginRestore(backup))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("other subjects");
    assertThat(backups.beginRestore(backup, Set.of(A))).isEqualTo(moment);
    assertThat(backups.restore(backup, moment, Set.of(A)).changed()).isZero();
    assertThat(seal()).isTrue();
  }

  @Test
  void sealedPollTakesNoVoteFromQuarantine() {
    define();
    voteSome();
    suite.refuse(EVE);
    journal.vote(A, EVE, Choice.UP);
    flush();
    suite.accept(EVE);
    sealNow();
    assertThat(results.result(POLL).orElseThrow().excluded())
        .containsExactly(new Exclusion("QUARANTINED", 1));
    QuarantinedVote vote = ledger.quarantine().list(null, 1).get(0);
    assertThatThrownBy(() -> ledger.quarantine().replay(vote))
        .isInstanceOf(VoteLedgerException.class)
        .hasMessageContaining("sealed");
    assertThat(ledger.quarantine().list(null, 9)).hasSize(1);
  }
}
