package io.voteengine.sync.engine.result;

import static io.voteengine.sync.testing.Results.rejected;
import static io.voteengine.tck.testing.Waiting.AMPLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.voteengine.CastResult.Reason;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.moderation.AdministrationReport;
import io.voteengine.moderation.VoteSelection;
import io.voteengine.poll.PollException;
import io.voteengine.result.Amendment;
import io.voteengine.result.ExportFormat;
import io.voteengine.result.Finalization;
import io.voteengine.result.FinalizationException;
import io.voteengine.result.FinalizationPhase;
import io.voteengine.result.FinalizationReport;
import io.voteengine.result.PhaseRecord;
import io.voteengine.result.proof.Ballot;
import io.voteengine.result.proof.MerkleTreeBuilder;
import io.voteengine.result.proof.ProofVerifier;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.sync.testing.Results;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What a host gets from a finalized poll. */
class FinalizationTest extends ResultCase {
  @Test
  void resultIsFinalOnBothNodes() {
    VoteEngine node = node();
    VoteEngine other = node();
    vote(node, other);
    node.polls().close(POLL, "host", "the end");
    FinalizationReport report = other.results().finalizePoll(POLL);
    assertFinalized(node, report);
    assertThat(report.updated()).isEqualTo(SUBJECTS.size());
    assertThat(report.backupCreated()).isTrue();
    assertThat(report.warnings()).isEmpty();
    Finalization done = Objects.requireNonNull(report.finalization());
    assertThat(done.phases())
        .extracting(PhaseRecord::phase)
        .containsExactly(FinalizationPhase.values());
    assertThat(done.phases()).allMatch(PhaseRecord::succeeded);
    assertThat(node.backups().list(POLL)).hasSize(1);
    rejected(node.cast(voter(9), SUBJECTS.get(0), Choice.UP), Reason.POLL_CLOSED);
    rejected(
        other.cast(
            VoteRequest.cast(voter(9), SUBJECTS.get(0), Choice.UP)
                .castAt(done.begunAt().minusSeconds(1))),
        Reason.POLL_CLOSED);
  }

  @Test
  void secondFinalizationChangesNothing() {
    VoteEngine node = node();
    vote(node);
    node.polls().close(POLL, "host", "the end");
    Finalization first = node.results().finalizePoll(POLL).finalization();
    FinalizationReport second = node().results().finalizePoll(POLL);
    assertThat(second.finalization()).isEqualTo(first);
    assertThat(second.updated()).isZero();
    assertThat(second.backupCreated()).isFalse();
    assertThat(second.message()).contains("finalized before");
    assertThat(node.backups().list(POLL)).hasSize(1);
  }

  @Test
  void reportReadsAsAMap() {
    VoteEngine node = node();
    vote(node);
    node.polls().close(POLL, "host", "the end");
    Map<String, Object> map = node.results().finalizePoll(POLL).toMap();
    assertThat(map)
        .containsOnlyKeys("success", "updated", "top3", "backupCreated", "message")
        .containsEntry("success", true)
        .containsEntry("updated", 6L)
        .containsEntry("backupCreated", true);
    assertThat(map.get("top3"))
        .isEqualTo(
            List.of(
                place(1, "product-5", 6L), place(2, "product-4", 5L), place(3, "product-3", 4L)));
  }

  private static Map<String, Object> place(int place, String subject, long votes) {
    return Map.of("place", place, "subject", subject, "votes", votes, "up", votes, "down", 0L);
  }

  @Test
  void voterChecksTheProofWithoutTheLedger() {
    VoteEngine node = node();
    vote(node);
    node.polls().close(POLL, "host", "the end");
    node.results().finalizePoll(POLL);
    String key = Objects.requireNonNull(options().signer(POLL)).verifierKey();
    for (int v = 0; v < SUBJECTS.size(); v++) {
      String proof = node.results().proofFor(voter(v), SUBJECTS.get(5)).orElseThrow();
      assertThat(proof).doesNotContain("voter-");
      byte[] file = proof.getBytes(UTF_8);
      assertThat(ProofVerifier.verify(file, key, ballot(proof)))
          .isEqualTo(ProofVerifier.Verdict.VALID);
    }
    assertThat(node.results().proofFor(voter(5), SUBJECTS.get(0))).isEmpty();
  }

  private static byte[] ballot(String proof) {
    String extra = proof.lines().filter(line -> line.startsWith("extra ")).findAny().orElseThrow();
    return Base64.getDecoder().decode(extra.substring("extra ".length()));
  }

  @Test
  void engineWithoutAKeyHasNoProofs() {
    VoteEngine node = cluster.node(reconciler().build());
    vote(node);
    node.polls().close(POLL, "host", "the end");
    Finalization done = node.results().finalizePoll(POLL).finalization();
    assertThat(Objects.requireNonNull(done).checkpoint()).isNull();
    assertThatThrownBy(() -> node.results().proofFor(voter(0), SUBJECTS.get(0)))
        .isInstanceOf(FinalizationException.class)
        .hasMessageContaining("signedBy");
    assertThat(node().results().proofFor(voter(0), SUBJECTS.get(0))).isPresent();
  }

  @Test
  void openAndUnknownPollsAreRefused() {
    VoteEngine node = node();
    vote(node);
    assertThatThrownBy(() -> node.results().finalizePoll(POLL)).isInstanceOf(PollException.class);
    assertThatThrownBy(() -> node.results().finalizePoll("other"))
        .isInstanceOf(PollException.class);
    assertThat(node.results().finalization(POLL)).isEmpty();
    assertThat(node.results().find(POLL)).isEmpty();
    assertThat(node.results().proofFor(voter(0), SUBJECTS.get(0))).isEmpty();
    assertThatThrownBy(() -> node.results().verify(POLL)).isInstanceOf(FinalizationException.class);
    assertThatThrownBy(
            () -> node.results().exportBallots(POLL, ExportFormat.CSV, new ByteArrayOutputStream()))
        .isInstanceOf(FinalizationException.class);
    assertThatThrownBy(
            () -> node.results().amend(POLL, Amendment.Kind.NOTE, null, 0, "host", "why"))
        .isInstanceOf(FinalizationException.class);
    Results.accepted(node.cast(voter(9), SUBJECTS.get(0), Choice.UP));
  }

  @Test
  void dayIsFinalizedPollByPoll() {
    VoteEngine node = node();
    vote(node);
    node.polls().define(Poll.named("still open"));
    node.polls().close(POLL, "host", "the end");
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    assertThat(node.results().finalizeDue(today.minusDays(2), ZoneOffset.UTC)).isEmpty();
    List<FinalizationReport> reports = new ArrayList<>();
    // Around midnight.
    reports.addAll(node.results().finalizeDue(today, ZoneOffset.UTC));
    reports.addAll(node.results().finalizeDue(today.plusDays(1), ZoneOffset.UTC));
    assertThat(reports).extracting(FinalizationReport::poll).containsExactly(POLL);
    assertThat(reports.get(0).success()).isTrue();
  }

  @Test
  void exportsAreStableAndComplete() throws IOException {
    VoteEngine node = node();
    vote(node);
    node.polls().close(POLL, "host", "the end");
    node.results().finalizePoll(POLL);
    assertThat(standings(node, ExportFormat.CSV))
        .startsWith("place,subject,up,down,score\n1,product-5,6,0,6\n2,product-4,5,0,5\n")
        .hasLineCount(7);
    assertThat(standings(node, ExportFormat.JSON_LINES))
        .startsWith("{\"place\":1,\"subject\":\"product-5\",\"up\":6,\"down\":0,\"score\":6}\n")
        .hasLineCount(6);
    String ballots = ballots(node, ExportFormat.JSON_LINES);
    assertThat(ballots).hasLineCount(21).isEqualTo(ballots(node, ExportFormat.JSON_LINES));
    assertThat(ballots(node, ExportFormat.CSV))
        .startsWith("subject,choice,nonce\nproduct-0,UP,")
        .hasLineCount(22);
    assertThat(ballots).doesNotContain("voter");
  }

  @Test
  void withdrawnSubjectComesLastAndWithoutAPlace() throws IOException {
    VoteEngine node = node();
    vote(node);
    node.subjects().withdraw(List.of(SUBJECTS.get(5)));
    node.polls().close(POLL, "host", "the end");
    FinalizationReport report = node.results().finalizePoll(POLL);
    assertThat(report.podium().places())
        .first()
        .satisfies(first -> assertThat(first.standing().subject()).isEqualTo(SUBJECTS.get(4)));
    assertThat(report.warnings()).anyMatch(text -> text.contains("withdrawn"));
    assertThat(standings(node, ExportFormat.CSV))
        .startsWith("place,subject,up,down,score\n1,product-4,5,0,5\n")
        .endsWith("\n,product-5,6,0,6\n")
        .hasLineCount(7);
    assertThat(standings(node, ExportFormat.JSON_LINES))
        .endsWith("{\"place\":null,\"subject\":\"product-5\",\"up\":6,\"down\":0,\"score\":6}\n");
    assertFinalized(node, report);
  }

  @Test
  void storeForgetsTheCloseOfASealedPoll() {
    VoteEngine node = node();
    vote(node);
    node.polls().close(POLL, "host", "the end");
    node.results().finalizePoll(POLL);
    for (Position position : cluster.ledger.positions()) {
      Term term = position.term();
      long before = seq(term);
      cluster.store().evict(term, Duration.ZERO, 1000).toCompletableFuture().join();
      // A store that remembers the close writes no second marker.
      cluster.store().closePoll(term, POLL).toCompletableFuture().join();
      assertThat(seq(term)).isEqualTo(before + 1);
    }
  }

  private long seq(Term term) {
    PartitionState state = cluster.store().state(term.partition()).toCompletableFuture().join();
    return Objects.requireNonNull(state.meta()).seq();
  }

  private static String standings(VoteEngine node, ExportFormat format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    node.results().exportStandings(POLL, format, out);
    return out.toString(UTF_8);
  }

  private static String ballots(VoteEngine node, ExportFormat format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    node.results().exportBallots(POLL, format, out);
    return out.toString(UTF_8);
  }

  @Test
  void amendmentStandsBesideTheResult() {
    VoteEngine node = node();
    vote(node);
    node.polls().close(POLL, "host", "the end");
    node.results().finalizePoll(POLL);
    Amendment made =
        node.results().amend(POLL, Amendment.Kind.VOID, SUBJECTS.get(1), 1, "mod", "twice");
    assertThat(node().results().amendments(POLL)).containsExactly(made);
    assertCounts(node.results().find(POLL).orElseThrow());
    assertThatThrownBy(
            () -> node.results().amend(POLL, Amendment.Kind.NOTE, null, -1, "mod", "twice"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> node.results().amend(POLL, Amendment.Kind.NOTE, null, 0, "mod", " "))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void votesThatAreVoidedAfterTheSealAreAnAmendment() {
    VoteEngine node = node();
    vote(node);
    node.polls().define(Poll.named("other"));
    node.polls().close(POLL, "host", "the end");
    node.results().finalizePoll(POLL);
    SubjectId elsewhere = SubjectId.of("other", "one");
    Results.accepted(node.cast(voter(0), elsewhere, Choice.UP));
    VoteSelection bought = VoteSelection.ofVoters(List.of(voter(0)));
    AdministrationReport report = node.administration().voidVotes(bought, "mod", "bought votes");
    assertThat(report.votes()).isOne();
    assertThat(report.sealed()).isEqualTo(6);
    node.administration().voidVotes(bought, "mod", "bought votes");
    assertThat(node.results().amendments(POLL))
        .extracting(Amendment::kind, Amendment::votes, Amendment::by, Amendment::reason)
        .containsExactly(tuple(Amendment.Kind.VOID, 6L, "mod", "bought votes"));
    assertCounts(node.results().find(POLL).orElseThrow());
    assertThat(node.results().verify(POLL).exact()).isTrue();
  }

  @Test
  void erasedVoterCannotBeFoundAndTheResultStands() {
    VoteEngine node = node();
    vote(node);
    node.polls().close(POLL, "host", "the end");
    String root = Objects.requireNonNull(node.results().finalizePoll(POLL).finalization()).root();
    String proof = node.results().proofFor(voter(0), SUBJECTS.get(0)).orElseThrow();
    node.administration().erase(voter(0));
    assertThat(node.results().proofFor(voter(0), SUBJECTS.get(0))).isEmpty();
    String key = Objects.requireNonNull(options().signer(POLL)).verifierKey();
    assertThat(ProofVerifier.verify(proof.getBytes(UTF_8), key, ballot(proof)))
        .isEqualTo(ProofVerifier.Verdict.VALID);
    assertThat(node.results().verify(POLL).findings()).isEmpty();
    assertThat(node.results().finalization(POLL).orElseThrow().root()).isEqualTo(root);
  }

  @Test
  void pollIsFinalizedByItselfAndTheHostIsNotifiedUntilItUnderstands() {
    List<String> notified = new CopyOnWriteArrayList<>();
    VoteEngine node =
        cluster.node(
            reconciler().finalizeAfter(Duration.ZERO).build(),
            builder ->
                builder.results(
                    options()
                        .onSealed(
                            result -> {
                              notified.add(result.poll());
                              if (notified.size() < 2) {
                                throw new IOException("the host's own service is down");
                              }
                            })));
    vote(node);
    node.polls().close(POLL, "host", "the end");
    await()
        .atMost(AMPLE)
        .until(
            () ->
                node.results()
                    .finalization(POLL)
                    .filter(done -> done.notifiedAt() != null)
                    .isPresent());
    assertThat(notified).containsExactly(POLL, POLL);
    assertCounts(node.results().find(POLL).orElseThrow());
  }

  @Test
  void ballotsAreThoseThatTheRecountNeeds() throws IOException {
    VoteEngine node = node();
    vote(node);
    node.polls().close(POLL, "host", "the end");
    Finalization done = Objects.requireNonNull(node.results().finalizePoll(POLL).finalization());
    List<Ballot> ballots =
        ballots(node, ExportFormat.CSV)
            .lines()
            .skip(1)
            .map(line -> line.split(",", -1))
            .map(
                cells ->
                    new Ballot(SubjectId.of(POLL, cells[0]), Choice.valueOf(cells[1]), cells[2]))
            .toList();
    MerkleTreeBuilder tree = new MerkleTreeBuilder();
    tree.add(node.results().find(POLL).orElseThrow().leaf());
    ballots.forEach(ballot -> tree.add(ballot.leaf()));
    assertThat(HexFormat.of().formatHex(tree.root())).isEqualTo(done.root());
  }
}
