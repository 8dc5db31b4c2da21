package io.voteengine.sync.engine.result;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteException;
import io.voteengine.health.VoteHealth;
import io.voteengine.poll.PollException;
import io.voteengine.result.FinalizationException;
import io.voteengine.result.PollHealth;
import io.voteengine.result.PollHealth.Status;
import io.voteengine.sync.testing.Faults;
import io.voteengine.sync.testing.Faults.Fault;
import io.voteengine.sync.testing.Results;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator is told about polls, and what becomes of old ones. */
class PollHealthTest extends ResultCase {
  @Test
  void pollIsHealthyWhileItIsOpenAndOnceItIsFinalized() {
    VoteEngine node = node();
    vote(node);
    assertThat(node.drain(AMPLE)).isTrue();
    assertThat(node.results().health(POLL).status()).isEqualTo(Status.HEALTHY);
    node.polls().close(POLL, "host", "the end");
    PollHealth over = node.results().health(POLL);
    assertThat(over.status()).isEqualTo(Status.ISSUES_DETECTED);
    assertThat(over.unsealed()).isOne();
    assertThat(over.issues()).singleElement().asString().contains("not finalized");
    assertThat(over.recommendations()).singleElement().asString().contains("finalizePoll");
    node.results().finalizePoll(POLL);
    PollHealth done = node.results().health(POLL);
    assertThat(done.status()).as("%s", done).isEqualTo(Status.HEALTHY);
    assertThat(done.toMap())
        .containsEntry("status", "healthy")
        .containsEntry("totalLaunchedApps", 6L)
        .containsEntry("finalizedApps", 6L)
        .containsEntry("unflushedApps", 0L)
        .containsEntry("backupRecords", 21L)
        .containsEntry("issues", List.of())
        .containsEntry("recommendations", List.of());
  }

  @Test
  void pollThatIsFinalizedWithoutACallIsNoIssueUntilThatIsLate() {
    Instant close = Instant.now();
    cluster.ledger.polls().define(Poll.named(POLL).closesAt(close));
    PollHealth soon = healthAt(close.plus(14, ChronoUnit.MINUTES));
    assertThat(soon.status()).as("%s", soon).isEqualTo(Status.HEALTHY);
    assertThat(soon.unsealed()).isOne();
    PollHealth late = healthAt(close.plus(16, ChronoUnit.MINUTES));
    assertThat(late.issues()).singleElement().asString().contains("not finalized");
  }

  /** By a node whose clock is ahead of the ledger's, by which the poll is not due yet. */
  private PollHealth healthAt(Instant time) {
    VoteEngine node =
        cluster.node(
            reconciler().finalizeAfter(Duration.ofMinutes(5)).build(),
            builder -> builder.clock(() -> time));
    return node.results().health(POLL);
  }

  @Test
  void unknownPollIsRefused() {
    assertThatThrownBy(() -> node().results().health("other")).isInstanceOf(PollException.class);
  }

  @Test
  void dayAndSeriesAreLookedAtAsAWhole() {
    VoteEngine node = node();
    vote(node);
    node.polls().define(Poll.named("launch-2024-01-15"));
    node.polls().define(Poll.named("launch-2024-01-16"));
    node.polls().define(Poll.named("launch-party"));
    Instant future = Instant.now().plus(9, ChronoUnit.DAYS);
    node.polls().define(Poll.named("launch-2024-01-17").opensAt(future));
    node.polls().close(POLL, "host", "the end");
    node.polls().close("launch-2024-01-15", "host", "the end");
    assertThat(node.results().healthOfSeries("launch").polls()).isEqualTo(2);
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    PollHealth both = node.results().health(today, ZoneOffset.UTC);
    PollHealth next = node.results().health(today.plusDays(1), ZoneOffset.UTC);
    // Around midnight.
    assertThat(both.closed() + next.closed()).isEqualTo(2);
    assertThat(node.results().health(today.minusDays(3), ZoneOffset.UTC).polls()).isZero();
  }

  @Test
  void ledgerThatDoesNotAnswerIsAnErrorAndNoException() {
    VoteEngine node = node();
    vote(node);
    cluster.ledgerFaults(Faults.always(Fault.BEFORE));
    PollHealth health = node.results().health(LocalDate.now(ZoneOffset.UTC), ZoneOffset.UTC);
    assertThat(health.status()).isEqualTo(Status.ERROR);
    assertThat(health.toMap()).containsEntry("status", "error");
    cluster.noFaults();
  }

  @Test
  void failedFinalizationShowsInTheHealthOfTheEngine() {
    VoteEngine failing =
        cluster.node(
            reconciler().finalizeWithin(Duration.ofSeconds(5)).build(),
            cluster.store(),
            Faults.finalizations(cluster.ledger, Faults.on("count", Fault.BEFORE)),
            builder -> builder.results(options()));
    vote(failing);
    failing.polls().close(POLL, "host", "the end");
    assertThat(failing.health().status(VoteHealth.Part.POLLS)).isEqualTo(VoteHealth.Status.HEALTHY);
    assertThatThrownBy(() -> failing.results().finalizePoll(POLL))
        .isInstanceOf(VoteException.class);
    VoteHealth health = failing.health();
    assertThat(health.status(VoteHealth.Part.POLLS)).isEqualTo(VoteHealth.Status.DEGRADED);
    assertThat(health.issues())
        .filteredOn(issue -> issue.part() == VoteHealth.Part.POLLS)
        .singleElement()
        .satisfies(issue -> assertThat(issue.toString()).contains("cut before count"));
    VoteEngine node = node();
    await()
        .atMost(AMPLE)
        .ignoreExceptionsInstanceOf(FinalizationException.class)
        .until(() -> node.results().finalizePoll(POLL).success());
    assertThat(node.health().status(VoteHealth.Part.POLLS)).isEqualTo(VoteHealth.Status.HEALTHY);
  }

  @Test
  void archivedPollIsNotListedAndKeepsItsResult() {
    VoteEngine node = node();
    vote(node);
    assertThatThrownBy(() -> node.results().archive(POLL))
        .isInstanceOf(FinalizationException.class);
    node.polls().close(POLL, "host", "the end");
    node.results().finalizePoll(POLL);
    node.results().archive(POLL);
    node.results().archive(POLL);
    assertThat(node.polls().list()).isEmpty();
    assertThat(node.polls().find(POLL)).isPresent();
    assertThat(node.results().archived()).containsExactly(POLL);
    VoteEngine fresh = node();
    assertCounts(fresh.results().find(POLL).orElseThrow());
    assertThat(fresh.page(SUBJECTS, voter(0)).get(0).choice()).isEqualTo(Choice.UP);
    assertThat(fresh.results().proofFor(voter(0), SUBJECTS.get(0))).isPresent();
  }

  @Test
  void openingMovesOnlyWhileNobodyHasVoted() {
    VoteEngine node = node();
    Instant soon = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
    node.polls().define(Poll.named("draft").opensAt(soon));
    Poll moved =
        node.polls().update("draft", poll -> poll.opensAt(soon.plusSeconds(60)), "host", "later");
    assertThat(moved.opensAt()).isEqualTo(soon.plusSeconds(60));
    node.polls().define(Poll.named("open"));
    Results.accepted(node.cast(voter(0), SubjectId.of("open", "one"), Choice.UP));
    assertThatThrownBy(
            () -> node.polls().update("open", poll -> poll.opensAt(soon), "host", "later"))
        .isInstanceOf(PollException.class)
        .hasMessageContaining("there are votes");
    Results.accepted(node.cast(voter(1), SubjectId.of("open", "one"), Choice.UP));
  }
}
