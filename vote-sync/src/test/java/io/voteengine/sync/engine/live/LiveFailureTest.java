package io.voteengine.sync.engine.live;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.live.Interest;
import io.voteengine.live.LiveSubscription;
import io.voteengine.live.LiveUpdate.Counts;
import io.voteengine.live.LiveUpdate.Reconciled;
import io.voteengine.live.LiveUpdate.VoteWithdrawn;
import io.voteengine.spi.VoteStore;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Faults;
import io.voteengine.sync.testing.Faults.Fault;
import io.voteengine.sync.testing.OwnDatabase;
import io.voteengine.tck.testing.Watcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What subscribers see when messages, votes, stores and engines go. */
class LiveFailureTest {
  private static final VoterId EVE = VoterId.of("eve");
  private static final SubjectId POST = SubjectId.of("posts", "42");

  private final OwnDatabase database = new OwnDatabase();
  private final Cluster cluster = new Cluster(JdbcVoteLedger.over(database.source()));
  private final VoteEngine engine = cluster.node(Reconciler.withDefaults());

  @BeforeEach
  void define() {
    engine.polls().define(Poll.named("posts").unlimited());
  }

  @AfterEach
  void close() {
    cluster.close();
    database.shutDown();
  }

  /** A node that neither sends nor receives messages. */
  private VoteEngine deafNode() {
    VoteStore store = Faults.store(cluster::store, Faults.on("signals", Fault.BEFORE));
    return cluster.node(Reconciler.withDefaults(), store, cluster.ledger, options -> options);
  }

  private static Watcher watch(VoteEngine node, VoterId voter) {
    Watcher watcher = new Watcher();
    node.live().subscribe(voter, List.of(Interest.subject(POST)), watcher);
    await().atMost(AMPLE).until(() -> watcher.counts(POST) != null);
    return watcher;
  }

  private static Counts counts(Watcher watcher) {
    return Objects.requireNonNull(watcher.counts(POST));
  }

  private static Tally cast(VoteEngine node, VoterId voter, Choice choice) {
    CastResult result = node.cast(voter, POST, choice);
    assertThat(result).isInstanceOf(CastResult.Accepted.class);
    return result.orElseThrow().tally();
  }

  @Test
  void countsAreRightWithoutAnyMessage() {
    VoteEngine deaf = deafNode();
    Watcher atDeaf = watch(deaf, EVE);
    Watcher here = watch(engine, EVE);
    Tally tally = cast(engine, EVE, Choice.UP);
    await().atMost(AMPLE).until(() -> atDeaf.shows(POST, tally));
    await().atMost(AMPLE).until(() -> atDeaf.choice(POST) == Choice.UP);
    Tally next = cast(deaf, EVE, Choice.DOWN);
    await().atMost(AMPLE).until(() -> here.shows(POST, next));
    await().atMost(AMPLE).until(() -> here.choice(POST) == Choice.DOWN);
    assertThat(here.complaints).isEmpty();
    assertThat(atDeaf.complaints).isEmpty();
  }

  @Test
  void quarantinedVoteIsTakenBackOnBothNodes() {
    database.execute("ALTER TABLE vote ADD CONSTRAINT not_eve CHECK (voter <> 'eve')");
    VoteEngine other = cluster.node(Reconciler.withDefaults());
    List<Watcher> both = List.of(watch(engine, EVE), watch(other, EVE));
    cast(engine, EVE, Choice.UP);
    for (Watcher watcher : both) {
      await()
          .atMost(AMPLE)
          .until(
              () ->
                  watcher.choice(POST) == Choice.NONE
                      && watcher.shows(POST, 0, 0)
                      && withdrawn(watcher) == VoteWithdrawn.Reason.QUARANTINED
                      && watcher.events.stream().anyMatch(Reconciled.class::isInstance));
      assertThat(watcher.complaints).isEmpty();
    }
  }

  private static VoteWithdrawn.@Nullable Reason withdrawn(Watcher watcher) {
    return watcher.events.stream()
        .filter(VoteWithdrawn.class::isInstance)
        .map(update -> ((VoteWithdrawn) update).reason())
        .findFirst()
        .orElse(null);
  }

  @Test
  void lostVoteIsTakenBack() {
    VoteEngine stepped = cluster.node(Reconciler.builder().threads(0).build());
    engine.close(); // Nobody flushes.
    Watcher watcher = watch(stepped, EVE);
    cast(stepped, EVE, Choice.UP);
    await().atMost(AMPLE).until(() -> watcher.choice(POST) == Choice.UP);
    database.execute("DELETE FROM vote_poll");
    cluster.loseStore();
    VoteEngine flusher = cluster.node(Reconciler.withDefaults());
    assertThat(flusher.drain(AMPLE)).isTrue();
    await()
        .atMost(AMPLE)
        .until(
            () -> {
              stepped.drain(Duration.ofMillis(100));
              return withdrawn(watcher) == VoteWithdrawn.Reason.LOST
                  && watcher.choice(POST) == Choice.NONE
                  && watcher.shows(POST, 0, 0);
            });
    assertThat(watcher.complaints).isEmpty();
  }

  @Test
  void lostStoreIsShownOnlyByNewerVersions() {
    Watcher watcher = watch(engine, EVE);
    for (int i = 0; i < 20; i++) {
      cast(engine, VoterId.of("v" + i), Choice.UP);
      if (i % 5 == 0) {
        cluster.loseStore();
      }
    }
    await().atMost(AMPLE).until(() -> watcher.shows(POST, 20, 0) && counts(watcher).exact());
    assertThat(watcher.complaints).isEmpty();
  }

  @Test
  void degradedNodeAndOthersShowTheSame() {
    VoteEngine degraded = cluster.node(Reconciler.withDefaults());
    VoteStore own = Faults.store(cluster::store, Faults.none());
    VoteEngine other =
        cluster.node(Reconciler.withDefaults(), own, cluster.ledger, options -> options);
    Watcher here = watch(degraded, EVE);
    Watcher there = watch(other, EVE);
    cluster.storeFaults(Faults.always(Fault.BEFORE));
    Tally tally = cast(degraded, EVE, Choice.UP);
    await().atMost(AMPLE).until(() -> here.shows(POST, 1, 0) && here.choice(POST) == Choice.UP);
    assertThat(counts(here).exact()).isFalse();
    await().atMost(AMPLE).until(() -> there.shows(POST, 1, 0) && there.choice(POST) == Choice.UP);
    assertThat(counts(there).tally().version()).isGreaterThanOrEqualTo(tally.version());
    cluster.noFaults();
    await().atMost(AMPLE).until(() -> counts(here).exact());
    Tally last = cast(other, EVE, Choice.NONE);
    await().atMost(AMPLE).until(() -> here.shows(POST, last) && there.shows(POST, last));
    assertThat(here.complaints).isEmpty();
    assertThat(there.complaints).isEmpty();
  }

  @Test
  void closingUnderLoadEndsEverySubscriptionOnce() {
    VoteEngine closing = cluster.node(Reconciler.withDefaults());
    List<Watcher> watchers = new ArrayList<>();
    List<LiveSubscription> open = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Watcher watcher = new Watcher();
      watchers.add(watcher);
      open.add(closing.live().subscribe(Interest.subject(POST), watcher));
    }
    List<CompletableFuture<Void>> load =
        IntStream.range(0, 4)
            .mapToObj(i -> CompletableFuture.runAsync(() -> useUntilClosed(closing, i)))
            .toList();
    await().atMost(AMPLE).until(() -> watchers.stream().allMatch(w -> w.updates() > 3));
    closing.close();
    for (CompletableFuture<Void> user : load) {
      assertThat(user)
          .failsWithin(AMPLE)
          .withThrowableThat()
          .withRootCauseInstanceOf(IllegalStateException.class);
    }
    for (Watcher watcher : watchers) {
      assertThat(watcher.ends).hasSize(1);
      assertThat(watcher.complaints).isEmpty();
    }
    assertThat(open).noneMatch(LiveSubscription::isOpen);
    engine.close();
    await()
        .atMost(AMPLE)
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("vote-live")));
  }

  private static void useUntilClosed(VoteEngine closing, int user) {
    for (int i = 0; ; i++) {
      closing.cast(VoterId.of("v" + user + "-" + i), POST, Choice.UP);
      closing.live().subscribe(Interest.subject(POST), new Watcher()).close();
      if (i > 1_000_000) {
        throw new CompletionException("never closed", null);
      }
    }
  }
}
