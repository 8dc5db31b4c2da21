package io.voteengine.sync.engine;

import static io.voteengine.sync.testing.Results.accepted;
import static io.voteengine.sync.testing.Results.isRejected;
import static io.voteengine.sync.testing.Results.rejected;
import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.voteengine.CastResult;
import io.voteengine.CastResult.Reason;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RateLimit;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.poll.PollException;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Faults;
import io.voteengine.sync.testing.Faults.Fault;
import io.voteengine.tck.testing.LogLines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Polls whose rules change while votes are cast, on two nodes. */
class EnginePollsTest {
  private static final VoterId ADA = VoterId.of("ada");
  private static final VoterId BOB = VoterId.of("bob");
  private static final Poll POSTS = Poll.named("posts");

  private final Cluster cluster = new Cluster();
  private final VoteEngine engine = node();

  private VoteEngine node() {
    return cluster.node(
        Reconciler.builder().backoff(Duration.ofMillis(5), Duration.ofMillis(50)).build());
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  /** One subject in each of the partitions. */
  private static SubjectId subject(int partition) {
    return IntStream.range(0, 1_000)
        .mapToObj(i -> SubjectId.of("posts", "subject-" + i))
        .filter(subject -> subject.partition(Cluster.PARTITIONS) == partition)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void changedConstantInTheHostsCodeStopsNoStart() {
    engine.polls().define(POSTS);
    LogLines log = LogLines.record();
    assertThat(engine.polls().define(POSTS.unlimited())).isEqualTo(POSTS);
    assertThat(engine.polls().find("posts")).contains(POSTS);
    assertThat(log.own())
        .singleElement()
        .asString()
        .contains("WARN", "'posts'", "permits=5", "limit=null", "polls().update");
    assertThat(engine.polls().define(POSTS)).isEqualTo(POSTS);
    assertThat(log.own()).hasSize(1);
  }

  @Test
  void changedRulesAreInForceInEveryPartitionWhenTheCallReturns() {
    VoteEngine other = node();
    engine.polls().define(POSTS);
    for (int p = 0; p < Cluster.PARTITIONS; p++) {
      accepted(engine.cast(ADA, subject(p), Choice.UP));
    }
    Poll strict =
        engine
            .polls()
            .update(
                "posts",
                poll -> poll.choices(Choice.DOWN).limit(1, Duration.ofHours(1)),
                "admin",
                "bots");
    assertThat(strict.limit()).isEqualTo(new RateLimit(1, Duration.ofHours(1)));
    for (VoteEngine node : cluster.engines) {
      assertThat(node.polls().find("posts")).contains(strict);
    }
    for (int p = 0; p < Cluster.PARTITIONS; p++) {
      rejected(other.cast(BOB, subject(p), Choice.UP), Reason.CHOICE_NOT_ALLOWED);
      accepted(other.cast(BOB, subject(p), Choice.DOWN));
      rejected(engine.cast(BOB, subject(p), Choice.NONE), Reason.RATE_LIMITED);
      assertThat(engine.read(subject(p), ADA).choice()).as("stays").isEqualTo(Choice.UP);
    }
    assertThat(other.polls().changes("posts"))
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.by()).isEqualTo("admin");
              assertThat(change.why()).isEqualTo("bots");
              assertThat(change.before()).isEqualTo(POSTS);
              assertThat(change.after()).isEqualTo(strict);
            });
  }

  /** A node that dies between ledger and store leaves the rest to the others. */
  @Test
  void rulesThatTheStoreDidNotHearOfFollowWhenItAnswers() {
    engine.polls().define(POSTS);
    accepted(engine.cast(ADA, subject(0), Choice.UP));
    cluster.storeFaults(Faults.on("loadPoll", Fault.BEFORE));
    engine.polls().update("posts", poll -> poll.choices(Choice.DOWN), "admin", "x");
    accepted(engine.cast(BOB, subject(0), Choice.UP));
    cluster.noFaults();
    await()
        .atMost(AMPLE)
        .untilAsserted(
            () ->
                rejected(
                    engine.cast(VoterId.of("v" + System.nanoTime()), subject(0), Choice.UP),
                    Reason.CHOICE_NOT_ALLOWED));
  }

  @Test
  void changedRulesApplyWithinASecondInDegradedMode() {
    engine.polls().define(POSTS);
    cluster.storeFaults(Faults.always(Fault.BEFORE));
    await().atMost(AMPLE).untilAsserted(() -> accepted(engine.cast(ADA, subject(0), Choice.UP)));
    accepted(engine.cast(ADA, subject(0), Choice.DOWN));
    engine.polls().update("posts", poll -> poll.limit(1, Duration.ofHours(1)), "admin", "bots");
    await()
        .atMost(AMPLE)
        .untilAsserted(
            () -> {
              VoterId voter = VoterId.of("v" + System.nanoTime());
              accepted(engine.cast(voter, subject(0), Choice.UP));
              rejected(engine.cast(voter, subject(0), Choice.DOWN), Reason.RATE_LIMITED);
            });
    cluster.noFaults();
    await().atMost(AMPLE).until(() -> engine.read(subject(0), ADA).exact());
    VoterId voter = VoterId.of("late");
    accepted(engine.cast(voter, subject(0), Choice.UP));
    rejected(engine.cast(voter, subject(0), Choice.DOWN), Reason.RATE_LIMITED);
  }

  @Test
  void closedPollTakesNoVoteOnAnyNode() {
    VoteEngine other = node();
    engine.polls().define(POSTS);
    accepted(other.cast(ADA, subject(1), Choice.UP));
    Poll closed = engine.polls().close("posts", "admin", "enough");
    assertThat(closed.closesAt()).isNotNull();
    for (int p = 0; p < Cluster.PARTITIONS; p++) {
      rejected(other.cast(BOB, subject(p), Choice.UP), Reason.POLL_CLOSED);
    }
    cluster.loseStore();
    List<CastResult> answers = new ArrayList<>();
    await()
        .atMost(AMPLE)
        .until(
            () -> {
              answers.add(other.cast(BOB, subject(1), Choice.UP));
              return isRejected(answers.get(answers.size() - 1), Reason.POLL_CLOSED);
            });
    assertThat(answers).noneMatch(CastResult::isAccepted);
    assertThat(engine.polls().close("posts", "admin", "again")).isEqualTo(closed);
    assertThatThrownBy(() -> engine.polls().update("posts", Poll::unlimited, "admin", "too late"))
        .isInstanceOf(PollException.class)
        .hasMessageContaining("over");
  }

  @Test
  void changesAtOnceAreMadeOneAfterTheOther() {
    VoteEngine other = node();
    engine.polls().define(POSTS.limit(1, Duration.ofSeconds(10)));
    CompletableFuture.allOf(
            IntStream.range(0, 10)
                .mapToObj(
                    i ->
                        CompletableFuture.runAsync(
                            () ->
                                (i % 2 == 0 ? engine : other)
                                    .polls()
                                    .update("posts", EnginePollsTest::oneMore, "n" + i, "x")))
                .toArray(CompletableFuture[]::new))
        .join();
    assertThat(engine.polls().find("posts"))
        .hasValueSatisfying(
            poll -> assertThat(poll.limit()).isEqualTo(new RateLimit(11, Duration.ofSeconds(10))));
    assertThat(engine.polls().changes("posts"))
        .extracting(change -> change.after().limit())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(0, 9)
                .mapToObj(i -> new RateLimit(11 - i, Duration.ofSeconds(10)))
                .toList());
  }

  private static Poll oneMore(Poll poll) {
    RateLimit limit = poll.limit();
    return poll.limit(limit == null ? 1 : limit.permits() + 1, Duration.ofSeconds(10));
  }

  @Test
  void wrongArgumentsAreNamedBeforeAnythingIsDone() {
    engine.polls().define(POSTS);
    assertThatThrownBy(() -> engine.polls().update("posts", p -> p, "", "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("by");
    assertThatThrownBy(() -> engine.polls().update("posts", p -> p, "a", " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("why");
    assertThatThrownBy(() -> engine.polls().update("posts", p -> p, "a", "a\0b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("why");
    assertThatThrownBy(() -> engine.polls().close("posts", "a", "\ud800"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("why");
    assertThatThrownBy(() -> engine.polls().find("a\0b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name");
    assertThatThrownBy(() -> engine.polls().update("posts", p -> p, "a", "x".repeat(501)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("why");
    assertThatThrownBy(
            () -> engine.polls().update("posts", p -> Poll.named("other"), "a", "rename"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name");
    assertThatThrownBy(() -> engine.polls().update("unknown", p -> p, "a", "x"))
        .isInstanceOf(PollException.class)
        .hasMessageContaining("unknown");
    assertThat(engine.polls().update("posts", p -> p, "a", "nothing")).isEqualTo(POSTS);
    assertThat(engine.polls().changes("posts")).isEmpty();
  }
}
