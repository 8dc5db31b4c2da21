package io.voteengine.sync.engine.notify;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.backup.Backup;
import io.voteengine.listener.CacheInvalidator;
import io.voteengine.moderation.VoteSelection;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.StepResult;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Faults;
import io.voteengine.sync.testing.Faults.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The changes of which a cache invalidator is notified. */
class CacheInvalidatorTest {
  private static final Duration SOON = Duration.ofMillis(1);
  private static final VoterId ADA = VoterId.of("ada");
  private static final SubjectId POST = SubjectId.of("posts", "42");
  private static final int P = POST.partition(Cluster.PARTITIONS);

  private final Cluster cluster = new Cluster();
  private final Set<SubjectId> reported = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean everything = new AtomicBoolean();
  private final Reconciler reconciler = Reconciler.builder().threads(0).build();
  private final Reconciler otherReconciler = Reconciler.builder().threads(0).build();
  private VoteEngine engine;
  private VoteEngine other;

  @BeforeEach
  void start() {
    engine = cluster.node(reconciler, builder -> builder.cacheInvalidator(this::clear, SOON));
    other = cluster.node(otherReconciler);
    engine.polls().define(Poll.named("posts").unlimited());
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private void clear(CacheInvalidator.Changes changes) {
    reported.addAll(changes.subjects());
    if (changes.everything()) {
      everything.set(true);
    }
  }

  private void awaitReported() {
    await().atMost(AMPLE).until(() -> reported.contains(POST));
    forget();
  }

  private void awaitEverything() {
    await().atMost(AMPLE).until(everything::get);
    forget();
  }

  private void forget() {
    reported.clear();
    everything.set(false);
  }

  private void vote(VoteEngine node, Choice choice) {
    assertThat(node.cast(ADA, POST, choice)).isInstanceOf(CastResult.Accepted.class);
  }

  /** Casts a vote, and waits until no further notification can follow. */
  private void voteAndSettle() {
    vote(engine, Choice.UP);
    awaitReported();
    assertThat(engine.drain(AMPLE)).isTrue();
    awaitReported();
  }

  @Test
  void voteOfANodeThatClosesAtOnceIsReported() {
    // Until the other node knows that this one wants to be informed.
    await()
        .atMost(AMPLE)
        .until(
            () -> {
              other.toggle(ADA, POST, Choice.UP);
              return reported.contains(POST);
            });
    SubjectId last = SubjectId.of("posts", "last");
    other.cast(ADA, last, Choice.UP);
    other.close();
    await().atMost(AMPLE).until(() -> reported.contains(last));
  }

  @Test
  void votesAreReportedWhenTheyAreCastAndWhenTheyAreCommitted() {
    voteAndSettle();
  }

  @Test
  void votesOfOtherNodesAreReportedWhenThisOneCommitsThem() {
    vote(other, Choice.UP);
    reconciler.step(P);
    awaitReported();
  }

  @Test
  void votesThatOtherNodesCastAndCommitAreReported() {
    await()
        .atMost(AMPLE)
        .until(
            () -> {
              vote(other, Choice.UP);
              vote(other, Choice.NONE);
              return otherReconciler.step(P) == StepResult.FLUSHED && reported.contains(POST);
            });
    assertThat(everything).isFalse();
  }

  @Test
  void voteWhoseOutcomeIsNotKnownIsReported() {
    cluster.storeFaults(Faults.on("cast", Fault.HANGS));
    VoteRequest vote = VoteRequest.cast(ADA, POST, Choice.UP).deadline(Duration.ofSeconds(1));
    assertThat(engine.cast(vote)).isInstanceOf(CastResult.Unknown.class);
    awaitReported();
  }

  @Test
  void voteThatIsSentAgainIsReported() {
    vote(engine, Choice.UP);
    awaitReported();
    cluster.storeFaults(Faults.on("cast", Fault.BEFORE));
    cluster.loseStore();
    assertThat(reconciler.step(P)).isEqualTo(StepResult.RECOVERED);
    awaitEverything();
    cluster.noFaults();
    await().atMost(AMPLE).until(() -> engine.read(POST, ADA).choice() == Choice.UP);
    awaitReported();
  }

  @Test
  void votesThatAreMadeVoidRestoredAndErasedAreReported() {
    voteAndSettle();
    engine.administration().voidVotes(VoteSelection.ofVoters(List.of(ADA)));
    awaitEverything();
    engine.administration().restoreVotes(VoteSelection.ofVoters(List.of(ADA)));
    awaitEverything();
    engine.administration().erase(ADA);
    awaitEverything();
  }

  @Test
  void administrationByOtherNodesIsReportedAfterTheReload() {
    voteAndSettle();
    cluster.ledger.administration().voidVotes(VoteSelection.ofVoters(List.of(ADA)));
    reconciler.heal();
    awaitReported();
  }

  @Test
  void restoredBackupsAreReported() {
    voteAndSettle();
    Backup backup = engine.backups().take("posts");
    vote(engine, Choice.DOWN);
    awaitReported();
    engine.backups().restore(backup);
    awaitEverything();
    engine.backups().merge(backup);
    awaitEverything();
  }

  @Test
  void votesInDegradedModeAndItsEndAreReported() {
    VoteEngine able =
        cluster.node(
            Reconciler.withDefaults(), builder -> builder.cacheInvalidator(this::clear, SOON));
    cluster.storeFaults(Faults.always(Fault.BEFORE));
    vote(able, Choice.UP);
    awaitReported();
    cluster.noFaults();
    awaitEverything();
  }

  /** A page that is read again after each notification shows the final state in the end. */
  @Test
  void noChangeIsLostBetweenTwoBatches() throws Exception {
    List<SubjectId> subjects =
        IntStream.range(0, 20).mapToObj(i -> SubjectId.of("posts", "s" + i)).toList();
    Map<SubjectId, Tally> pages = new ConcurrentHashMap<>();
    Random random = new Random(5);
    AtomicBoolean failing = new AtomicBoolean();
    AtomicBoolean failed = new AtomicBoolean();
    VoteEngine cached =
        cluster.node(
            Reconciler.withDefaults(),
            builder ->
                builder.cacheInvalidator(
                    changes -> {
                      if (failing.get() || random.nextInt(4) == 0) {
                        failed.set(failing.get());
                        throw new IllegalStateException("a failure of the host's");
                      }
                      for (SubjectId subject :
                          changes.everything() ? subjects : changes.subjects()) {
                        pages.put(subject, engine.read(subject, null).tally());
                      }
                    },
                    SOON));
    ExecutorService crowd = Executors.newFixedThreadPool(4);
    List<Future<?>> voters = new ArrayList<>();
    for (int v = 0; v < 4; v++) {
      VoterId voter = VoterId.of("v" + v);
      Random choices = new Random(v);
      voters.add(
          crowd.submit(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  cached.cast(
                      voter,
                      subjects.get(choices.nextInt(subjects.size())),
                      Choice.values()[choices.nextInt(3)]);
                }
              }));
    }
    for (Future<?> voter : voters) {
      voter.get();
    }
    crowd.shutdown();
    failing.set(true);
    subjects.forEach(subject -> cached.cast(ADA, subject, Choice.UP));
    assertThat(cached.drain(AMPLE)).isTrue();
    await().atMost(AMPLE).until(failed::get);
    failing.set(false);
    await()
        .atMost(AMPLE)
        .untilAsserted(
            () -> {
              for (SubjectId subject : subjects) {
                assertThat(pages.get(subject)).isEqualTo(cached.read(subject, null).tally());
              }
            });
  }
}
