package io.voteengine.tck.ledger.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.result.Amendment;
import io.voteengine.result.FinalizationPhase;
import io.voteengine.result.PhaseRecord;
import io.voteengine.result.RankedStanding;
import io.voteengine.result.TieBreak;
import io.voteengine.result.proof.Ballot;
import io.voteengine.result.proof.InclusionProof;
import io.voteengine.result.proof.InclusionProver;
import io.voteengine.result.proof.PollResult;
import io.voteengine.result.proof.ResultLeaves;
import io.voteengine.result.proof.Standing;
import io.voteengine.spi.ledger.PlacedBallot;
import io.voteengine.tck.VoteLedgerContract;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** The result of a sealed poll: places, ballots, root, amendments. */
public abstract class LedgerResultContract extends ResultCase {
  protected LedgerResultContract(VoteLedgerContract suite) {
    super(suite);
  }

  @Test
  void openPollHasNoResult() {
    define();
    voteSome();
    assertThat(results.result(POLL)).isEmpty();
    assertThat(results.top(POLL, 3, TieBreak.SUBJECT)).isEmpty();
    assertThat(results.blocks(POLL)).isEmpty();
    assertThat(results.ballot(ADA, A)).isEmpty();
    assertThat(results.amend(UUID.randomUUID(), POLL, "host", Amendment.Kind.NOTE, null, 0, "why"))
        .isEmpty();
    assertThat(results.amendments(POLL)).isEmpty();
  }

  @Test
  void eachCountedVoteHasOneBallot() {
    define();
    voteSome();
    sealNow();
    byte[] root = root();
    List<Ballot> ballots = ballots(0);
    assertThat(ballots).hasSize(6).isSorted().doesNotHaveDuplicates();
    assertThat(ballots).filteredOn(ballot -> ballot.subject().equals(A)).hasSize(2);
    assertThat(finalizations.find(POLL).orElseThrow().root())
        .isEqualTo(HexFormat.of().formatHex(root));
    for (int from = 0; from <= ballots.size(); from++) {
      assertThat(ballots(from)).isEqualTo(ballots.subList(from, ballots.size()));
    }
  }

  @Test
  void ballotIsFoundByItsVoterAlone() {
    define();
    voteSome();
    sealNow();
    root();
    PlacedBallot placed = results.ballot(ADA, A).orElseThrow();
    assertThat(placed.ballot().choice()).isEqualTo(Choice.UP);
    assertThat(ballots(0).get((int) placed.index() - 1)).isEqualTo(placed.ballot());
    assertThat(results.ballot(VoterId.of("dan"), ELSEWHERE)).as("retracted").isEmpty();
    assertThat(results.ballot(BOB, B)).as("never voted").isEmpty();
    PollResult result = results.result(POLL).orElseThrow();
    InclusionProver prover =
        InclusionProver.of(results.blocks(POLL).orElseThrow(), result.treeSize());
    InclusionProof proof =
        prover.prove(
            placed.index(),
            from -> ResultLeaves.from(result, from, skipped -> results.ballots(POLL, skipped)));
    assertThat(proof).isEqualTo(tree().prove(placed.index(), from -> leaves(result, from)));
  }

  private Iterator<byte[]> leaves(PollResult result, long from) {
    return ResultLeaves.from(result, from, skipped -> results.ballots(POLL, skipped));
  }

  @Test
  void placesFollowTheScoreAndTies() {
    define();
    SubjectId late = subject(POLL, 0, 2);
    journal.vote(B, ADA, Choice.UP);
    journal.vote(A, ADA, Choice.UP);
    journal.vote(late, ADA, Choice.UP);
    journal.vote(late, BOB, Choice.UP);
    journal.vote(late, VoterId.of("cid"), Choice.DOWN);
    elsewhere.vote(ELSEWHERE, ADA, Choice.UP);
    elsewhere.vote(ELSEWHERE, BOB, Choice.UP);
    flush();
    flush(elsewhere);
    sealNow();
    assertThat(results.top(POLL, 9, TieBreak.FIRST_VOTE))
        .extracting(RankedStanding::place, ranked -> ranked.standing().subject())
        .containsExactly(tuple(1, ELSEWHERE), tuple(2, B), tuple(2, A), tuple(2, late));
    assertThat(results.top(POLL, 2, TieBreak.MOST_UP))
        .extracting(RankedStanding::standing)
        .containsExactly(new Standing(ELSEWHERE, 2, 0), new Standing(late, 2, 1));
    assertThat(results.top(POLL, 9, TieBreak.SUBJECT))
        .extracting(ranked -> ranked.standing().subject())
        .isSortedAccordingTo(
            Comparator.<SubjectId>comparingInt(s -> s.equals(ELSEWHERE) ? 0 : 1)
                .thenComparing(Comparator.naturalOrder()));
  }

  @Test
  void subjectThatWasWithdrawnBeforeTheSealTakesNoPlace() {
    define();
    journal.vote(A, ADA, Choice.UP);
    journal.vote(A, BOB, Choice.UP);
    journal.vote(B, ADA, Choice.UP);
    flush();
    assertThat(withdraw(A)).isOne();
    sealNow();
    assertThat(withdraw(B)).isOne();
    assertThat(results.top(POLL, 9, TieBreak.SUBJECT))
        .extracting(RankedStanding::place, RankedStanding::standing)
        .containsExactly(tuple(1, new Standing(B, 1, 0)));
    assertThat(results.result(POLL).orElseThrow().standings()).contains(new Standing(A, 2, 0));
  }

  private int withdraw(SubjectId subject) {
    return ledger.subjects().withdraw(0, List.of(subject));
  }

  private static Tuple tuple(Object... values) {
    return Tuple.tuple(values);
  }

  @Test
  void ballotsAreWrittenOnce() {
    define();
    voteSome();
    sealNow();
    finalizations.writeBallots(POLL, () -> {});
    List<Ballot> first = ballots(0);
    finalizations.writeBallots(POLL, () -> {});
    byte[] root = root();
    assertThat(ballots(0)).isEqualTo(first);
    finalizations.writeBallots(POLL, () -> {});
    finalizations.keepRoot(POLL, new byte[32], new byte[0], "other");
    assertThat(finalizations.find(POLL).orElseThrow().root())
        .isEqualTo(HexFormat.of().formatHex(root));
    assertThat(finalizations.find(POLL).orElseThrow().checkpoint()).isNull();
  }

  @Test
  void erasedVoterLeavesTheRootAsItWas() {
    define();
    voteSome();
    sealNow();
    byte[] root = root();
    ledger.administration().erase(ADA);
    assertThat(tree().root()).isEqualTo(root);
    assertThat(results.ballot(ADA, A)).as("cannot be found any more").isEmpty();
    assertThat(results.compare(POLL).exact()).isTrue();
  }

  @Test
  void voterWhoIsErasedBeforeTheRootKeepsTheBallot() {
    define();
    voteSome();
    sealNow();
    ledger.administration().erase(ADA);
    root();
    assertThat(ballots(0)).hasSize(6);
    assertThat(results.ballot(ADA, A)).isEmpty();
    assertThat(results.compare(POLL).exact()).isTrue();
  }

  @Test
  void phasesAreRecordedWithTheirLastAttempt() {
    define();
    begin();
    finalizations.phaseBegins(POLL, FinalizationPhase.BACKUP);
    assertThat(phase().endedAt()).isNull();
    finalizations.phaseEnded(POLL, FinalizationPhase.BACKUP, "\uD83D\uDE00".repeat(900));
    assertThat(phase().failure()).startsWith("\uD83D\uDE00").hasSizeLessThanOrEqualTo(1_000);
    assertThat(phase().succeeded()).isFalse();
    finalizations.phaseBegins(POLL, FinalizationPhase.BACKUP);
    finalizations.phaseEnded(POLL, FinalizationPhase.BACKUP, null);
    assertThat(phase().succeeded()).isTrue();
    assertThat(phase().attempts()).isEqualTo(2);
  }

  private PhaseRecord phase() {
    return finalizations.find(POLL).orElseThrow().phase(FinalizationPhase.BACKUP).orElseThrow();
  }

  @Test
  void amendmentStandsBesideTheResult() {
    define();
    voteSome();
    sealNow();
    Amendment made =
        results
            .amend(UUID.randomUUID(), POLL, "mod", Amendment.Kind.VOID, A, 1, "a double account")
            .orElseThrow();
    assertThat(
            results.amend(
                UUID.randomUUID(), POLL, "host", Amendment.Kind.NOTE, null, 0, "recounted"))
        .isPresent();
    assertThat(results.amendments(POLL)).hasSize(2).contains(made);
    assertThat(results.result(POLL).orElseThrow().up()).isEqualTo(4);
  }

  @Test
  void hostIsNotifiedOnce() {
    define();
    sealNow();
    assertThat(finalizations.unnotified()).isEmpty();
    root();
    assertThat(finalizations.unnotified()).containsExactly(POLL);
    finalizations.notified(POLL);
    assertThat(finalizations.unnotified()).isEmpty();
    assertThat(finalizations.find(POLL).orElseThrow().notifiedAt()).isNotNull();
  }

  @Test
  void subjectsAreListedByPartition() {
    define();
    voteSome();
    assertThat(finalizations.subjects(0, POLL, null, 1)).hasSize(1);
    SubjectId first = finalizations.subjects(0, POLL, null, 1).get(0);
    assertThat(finalizations.subjects(0, POLL, first, 9)).hasSize(1);
    assertThat(finalizations.subjects(1, POLL, null, 9)).containsExactly(ELSEWHERE);
  }
}
