package io.voteengine.sync.engine;

import static io.voteengine.sync.testing.Results.accepted;
import static io.voteengine.sync.testing.Results.rejected;
import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.voteengine.CastResult;
import io.voteengine.CastResult.Reason;
import io.voteengine.CastResult.Rejected;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.backup.Backup;
import io.voteengine.listener.EngineEvent.VoteCast;
import io.voteengine.listener.EngineEvent.VoteDurable;
import io.voteengine.listener.EngineEvent.VoteLost;
import io.voteengine.poll.PollException;
import io.voteengine.poll.VoteBudget.WhenSpent;
import io.voteengine.ranking.RankedSubject;
import io.voteengine.ranking.Ranking;
import io.voteengine.spi.ReadReply;
import io.voteengine.spi.journal.Term;
import io.voteengine.subject.Listing;
import io.voteengine.subject.NewSubject;
import io.voteengine.subject.Subject;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Faults;
import io.voteengine.sync.testing.Faults.Fault;
import io.voteengine.sync.testing.Heard;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Subjects that a host lists, on two nodes, whatever fails. */
class EngineSubjectsTest {
  private static final VoterId ADA = VoterId.of("ada");
  private static final VoterId BOB = VoterId.of("bob");
  private static final VoterId CAT = VoterId.of("cat");
  private static final VoterId DOG = VoterId.of("dog");
  private static final Poll LAUNCH = Poll.named("launch").unlimited().listedSubjects();
  private static final SubjectId APP = SubjectId.of("launch", "app");
  private static final SubjectId TOOL = SubjectId.of("launch", "tool");

  private final Cluster cluster = new Cluster();
  private final VoteEngine engine = node();
  private final VoteEngine other = node();

  private VoteEngine node() {
    VoteEngine node =
        cluster.node(
            Reconciler.builder().backoff(Duration.ofMillis(5), Duration.ofMillis(50)).build());
    node.polls().define(LAUNCH);
    return node;
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private void add(SubjectId subject) {
    assertThat(engine.subjects().add(subject.poll(), NewSubject.of(subject.key()))).isTrue();
  }

  private void addOwned(SubjectId subject, VoterId owner) {
    engine.subjects().add(subject.poll(), NewSubject.of(subject.key()).owner(owner));
  }

  private void drained() {
    await().atMost(AMPLE).until(() -> engine.drain(AMPLE) && other.drain(AMPLE));
    await().atMost(AMPLE).until(() -> cluster.ledger.stale(null, 1).isEmpty());
  }

  private boolean isHeld(SubjectId subject) {
    Term term = cluster.ledger.position(subject.partition(Cluster.PARTITIONS)).term();
    ReadReply reply =
        cluster.store().read(term, List.of(subject), null).toCompletableFuture().join();
    return reply instanceof ReadReply.Read read && !read.views().isEmpty();
  }

  private static List<SubjectId> top(VoteEngine node) {
    return node.top("launch", 10).stream().map(SubjectView::subject).toList();
  }

  @Test
  void votesOnInventedSubjectsAreRefusedAndLeaveNothing() {
    add(APP);
    for (int i = 0; i < 30; i++) {
      SubjectId invented = SubjectId.of("launch", "invented " + i);
      Rejected refused = rejected(engine.cast(ADA, invented, Choice.UP), Reason.SUBJECT_UNKNOWN);
      assertThat(refused.retryAfter()).isNull();
      rejected(other.toggle(ADA, invented, Choice.DOWN), Reason.SUBJECT_UNKNOWN);
      rejected(
          other.cast(
              VoteRequest.cast(ADA, invented, Choice.UP).castAt(Instant.EPOCH.plusSeconds(1))),
          Reason.SUBJECT_UNKNOWN);
      assertThat(engine.read(invented, ADA).tally().up()).isZero();
      assertThat(isHeld(invented)).isFalse();
    }
    accepted(engine.cast(ADA, APP, Choice.UP));
    drained();
    assertThat(engine.subjects().all("launch"))
        .containsExactly(new Subject(APP, Listing.LISTED, null, null));
    assertThat(engine.auditNow("launch").subjects()).isEqualTo(1);
  }

  @Test
  void subjectTakesVotesOnEveryNodeOnceItIsListed() {
    for (VoteEngine node : List.of(engine, other)) {
      rejected(node.cast(ADA, APP, Choice.UP), Reason.SUBJECT_UNKNOWN);
    }
    add(APP);
    accepted(other.cast(ADA, APP, Choice.UP));
    assertThat(accepted(engine.cast(BOB, APP, Choice.UP)).receipt().tally().up()).isEqualTo(2);
  }

  /** A look-up that began before the subject was listed answers nobody who asks later. */
  @Test
  void subjectThatIsListedDuringALookUpTakesTheNextVote() throws Exception {
    for (int i = 0; i < 50; i++) {
      SubjectId subject = SubjectId.of("launch", "raced " + i);
      AtomicBoolean listed = new AtomicBoolean();
      CompletableFuture<?> others =
          CompletableFuture.runAsync(
              () -> {
                while (!listed.get()) {
                  other.cast(BOB, subject, Choice.UP);
                }
              });
      add(subject);
      accepted(other.cast(ADA, subject, Choice.UP));
      listed.set(true);
      others.get();
    }
  }

  @Test
  void restoredSubjectThatIsNotListedKeepsItsVotesAndTakesNone() {
    add(APP);
    accepted(engine.cast(ADA, APP, Choice.UP));
    drained();
    try (Cluster copy = new Cluster()) {
      VoteEngine site = copy.node(Reconciler.withDefaults());
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      assertThat(export(file)).isPositive();
      Backup imported = restore(site, file.toByteArray());
      assertThat(imported.poll()).isEqualTo(LAUNCH);
      assertThat(site.read(APP, ADA).choice()).isEqualTo(Choice.UP);
      rejected(site.cast(BOB, APP, Choice.UP), Reason.SUBJECT_UNKNOWN);
      rejected(site.cast(ADA, APP, Choice.DOWN), Reason.SUBJECT_UNKNOWN);
      assertThat(site.subjects().add("launch", NewSubject.of("app"))).isTrue();
      accepted(site.cast(BOB, APP, Choice.UP));
      assertThat(accepted(site.retract(ADA, APP)).receipt().tally().up()).isEqualTo(1);
    }
  }

  private long export(ByteArrayOutputStream file) {
    Backup backup = engine.backups().take("launch");
    try {
      engine.backups().exportTo(backup, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return backup.votes();
  }

  private static Backup restore(VoteEngine site, byte[] file) {
    try {
      Backup imported = site.backups().importFrom(new ByteArrayInputStream(file));
      site.backups().merge(imported);
      return imported;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void withdrawnSubjectKeepsItsVotesAndLeavesTheLists() {
    List.of(APP, TOOL).forEach(this::add);
    accepted(engine.cast(ADA, APP, Choice.UP));
    accepted(engine.cast(BOB, APP, Choice.UP));
    accepted(engine.cast(ADA, TOOL, Choice.UP));
    assertThat(top(engine)).containsExactly(APP, TOOL);
    assertThat(engine.subjects().withdraw(List.of(APP))).isEqualTo(1);
    Rejected refused = rejected(other.cast(BOB, APP, Choice.DOWN), Reason.SUBJECT_WITHDRAWN);
    assertThat(refused.choice()).isEqualTo(Choice.UP);
    assertThat(Objects.requireNonNull(refused.tally()).up()).isEqualTo(2);
    await().atMost(AMPLE).untilAsserted(() -> assertThat(top(other)).containsExactly(TOOL));
    assertThat(engine.read(APP, BOB).choice()).isEqualTo(Choice.UP);
    assertThat(accepted(other.toggle(BOB, APP, Choice.UP)).receipt().choice())
        .isEqualTo(Choice.NONE);
    drained();
    assertThat(records(engine)).containsExactly(TOOL);
    assertThat(engine.subjects().bringBack(List.of(APP))).isEqualTo(1);
    accepted(other.cast(CAT, APP, Choice.UP));
    drained();
    await().atMost(AMPLE).untilAsserted(() -> assertThat(top(other)).containsExactly(APP, TOOL));
    assertThat(records(engine)).containsExactlyInAnyOrder(APP, TOOL);
    assertThat(engine.read(APP, null).tally().up()).isEqualTo(2);
    assertThat(engine.auditNow("launch").exact()).isTrue();
  }

  private static List<SubjectId> records(VoteEngine node) {
    return node.records().top("launch", Ranking.WILSON, 10).stream()
        .map(RankedSubject::subject)
        .toList();
  }

  @Test
  void degradedNodeAsksTheLedger() {
    add(APP);
    accepted(engine.cast(ADA, APP, Choice.UP));
    drained();
    cluster.storeFaults(Faults.always(Fault.BEFORE));
    accepted(engine.cast(BOB, APP, Choice.UP));
    rejected(engine.cast(ADA, TOOL, Choice.UP), Reason.SUBJECT_UNKNOWN);
    add(TOOL);
    accepted(engine.cast(ADA, TOOL, Choice.UP));
    engine.subjects().withdraw(List.of(APP));
    rejected(engine.cast(CAT, APP, Choice.UP), Reason.SUBJECT_WITHDRAWN);
    accepted(engine.retract(BOB, APP));
    cluster.noFaults();
    drained();
    await().atMost(AMPLE).until(() -> engine.read(APP, ADA).exact());
    rejected(engine.cast(CAT, APP, Choice.UP), Reason.SUBJECT_WITHDRAWN);
    assertThat(engine.read(APP, ADA).tally().up()).isEqualTo(1);
    accepted(other.cast(BOB, TOOL, Choice.UP));
    assertThat(engine.auditNow("launch").exact()).isTrue();
  }

  @Test
  void changeWhileTheStoreIsAwayIsInForceWhenItIsBack() {
    add(APP);
    accepted(engine.cast(ADA, APP, Choice.UP));
    drained();
    cluster.storeFaults(Faults.on("unload", Fault.BEFORE));
    engine.subjects().withdraw(List.of(APP));
    accepted(other.cast(BOB, APP, Choice.UP)); // The store has not heard of it.
    cluster.noFaults();
    await()
        .atMost(AMPLE)
        .untilAsserted(() -> rejected(other.cast(CAT, APP, Choice.UP), Reason.SUBJECT_WITHDRAWN));
    drained();
    assertThat(engine.read(APP, BOB).choice()).isEqualTo(Choice.UP);
    assertThat(engine.auditNow("launch").exact()).isTrue();
  }

  @Test
  void acceptedVotesAreSentAgainThoughTheirSubjectWasWithdrawn() {
    Heard heard = new Heard();
    engine.addListener(heard);
    add(APP);
    cluster.ledgerFaults(Faults.on("apply", Fault.BEFORE));
    CastResult.Accepted vote = accepted(engine.cast(ADA, APP, Choice.UP));
    engine.subjects().withdraw(List.of(APP));
    cluster.loseStore();
    cluster.noFaults();
    await().atMost(AMPLE).until(() -> vote.durable().isDone());
    assertThat(vote.durable()).isCompleted();
    drained();
    assertThat(engine.read(APP, ADA).choice()).isEqualTo(Choice.UP);
    assertThat(heard.of(VoteLost.class)).isEmpty();
    rejected(other.cast(BOB, APP, Choice.UP), Reason.SUBJECT_WITHDRAWN);
    assertThat(engine.auditNow("launch").exact()).isTrue();
  }

  @Test
  void retryOfAnUnknownOutcomeGetsItsFirstAnswerAfterTheWithdrawal() {
    add(APP);
    VoteRequest request =
        VoteRequest.cast(ADA, APP, Choice.UP).requestId(RequestId.named("clicked"));
    accepted(engine.cast(request));
    drained();
    engine.subjects().withdraw(List.of(APP));
    assertThat(accepted(other.cast(request)).receipt().replayed()).isTrue();
    rejected(
        other.cast(VoteRequest.cast(BOB, APP, Choice.UP).requestId(RequestId.named("late"))),
        Reason.SUBJECT_WITHDRAWN);
  }

  @Test
  void ownersAreReportedByEventsAndHaveTheSumOfTheirScores() {
    Heard heard = new Heard();
    engine.addListener(heard);
    addOwned(APP, CAT);
    addOwned(TOOL, CAT);
    engine.polls().define(Poll.named("posts"));
    SubjectId post = SubjectId.of("posts", "post");
    addOwned(post, CAT);
    accepted(engine.cast(ADA, APP, Choice.UP));
    accepted(engine.cast(BOB, TOOL, Choice.UP));
    accepted(engine.cast(ADA, post, Choice.UP));
    accepted(engine.cast(ADA, SubjectId.of("posts", "nobody's"), Choice.UP));
    drained();
    assertThat(other.subjects().ownerScore(CAT)).isEqualTo(3);
    assertThat(other.subjects().changeOwner(APP, DOG)).isTrue();
    accepted(engine.cast(BOB, APP, Choice.UP));
    drained();
    assertThat(engine.subjects().ownerScore(CAT)).isEqualTo(2);
    assertThat(engine.subjects().ownerScore(DOG)).isEqualTo(2);
    cluster.storeFaults(Faults.always(Fault.BEFORE));
    accepted(engine.cast(DOG, TOOL, Choice.DOWN));
    assertThat(engine.subjects().ownerScore(CAT)).isEqualTo(1);
    cluster.noFaults();
    await().atMost(AMPLE).until(() -> heard.of(VoteCast.class).size() == 6);
    assertThat(heard.of(VoteCast.class))
        .extracting(VoteCast::owner)
        .containsExactly(CAT, CAT, CAT, null, DOG, CAT);
    drained();
    await().atMost(AMPLE).until(() -> heard.of(VoteDurable.class).size() == 6);
    assertThat(heard.of(VoteDurable.class))
        .extracting(VoteDurable::owner)
        .containsExactlyInAnyOrder(CAT, CAT, CAT, null, DOG, CAT);
    engine.administration().erase(CAT);
    assertThat(engine.subjects().ownerScore(CAT)).isZero();
    accepted(engine.cast(ADA, TOOL, Choice.UP));
    await().atMost(AMPLE).until(() -> heard.of(VoteCast.class).size() == 7);
    assertThat(heard.of(VoteCast.class).get(6).owner()).isNull();
  }

  /** In a poll without a list, a subject may get votes first and its owner later. */
  @Test
  void ownerThatIsGivenAfterTheFirstVoteIsNamedFromThenOn() {
    Heard heard = new Heard();
    engine.addListener(heard);
    engine.polls().define(Poll.named("posts"));
    SubjectId post = SubjectId.of("posts", "post");
    cluster.ledgerFaults(Faults.on("apply", Fault.BEFORE));
    accepted(engine.cast(ADA, post, Choice.UP));
    engine
        .subjects()
        .add("posts", NewSubject.of("post").owner(CAT).postedAt(Instant.EPOCH.plusSeconds(1)));
    cluster.noFaults();
    drained();
    accepted(engine.cast(BOB, post, Choice.UP));
    await().atMost(AMPLE).until(() -> heard.of(VoteCast.class).size() == 2);
    assertThat(heard.of(VoteCast.class)).extracting(VoteCast::owner).containsExactly(null, CAT);
    drained();
    assertThat(engine.subjects().ownerScore(CAT)).isEqualTo(2);
    assertThat(engine.subjects().find(post))
        .contains(new Subject(post, Listing.LISTED, Instant.EPOCH.plusSeconds(1), CAT));
    assertThat(engine.records().top("posts", Ranking.HOT, 1).get(0).value()).isLessThan(-25_000);
  }

  @Test
  void ballotPollMayListItsSubjects() {
    Poll logos = Poll.named("logos").unlimited().votesPerVoter(1).listedSubjects();
    Poll jams = Poll.named("jams").unlimited().votesPerVoter(1, WhenSpent.MOVE).listedSubjects();
    engine.polls().define(logos);
    engine.polls().define(jams);
    List<NewSubject> two = List.of(NewSubject.of("1"), NewSubject.of("2"));
    assertThat(engine.subjects().add("logos", two)).isEqualTo(2);
    assertThat(other.subjects().add("jams", two)).isEqualTo(2);
    accepted(other.cast(ADA, SubjectId.of("logos", "1"), Choice.UP));
    accepted(other.cast(ADA, SubjectId.of("jams", "1"), Choice.UP));
    rejected(engine.cast(ADA, SubjectId.of("logos", "3"), Choice.UP), Reason.SUBJECT_UNKNOWN);
    engine.subjects().withdraw(List.of(SubjectId.of("logos", "1"), SubjectId.of("jams", "1")));
    rejected(engine.cast(ADA, SubjectId.of("logos", "2"), Choice.UP), Reason.BUDGET_SPENT);
    accepted(engine.retract(ADA, SubjectId.of("logos", "1")));
    accepted(other.cast(ADA, SubjectId.of("logos", "2"), Choice.UP));
    assertThat(accepted(engine.cast(ADA, SubjectId.of("jams", "2"), Choice.UP)).receipt().moved())
        .isEqualTo(SubjectId.of("jams", "1"));
    drained();
    assertThat(other.subjects().list("jams", null, 10)).hasSize(2);
    assertThat(engine.auditNow("jams").exact()).isTrue();
    assertThat(engine.auditNow("logos").exact()).isTrue();
  }

  @Test
  void manySubjectsAreListedInCallsAndReadAsAStream() {
    for (int call = 0; call < 3; call++) {
      int first = 10_000 * call;
      List<NewSubject> some =
          IntStream.range(first, first + 10_000).mapToObj(i -> NewSubject.of("s" + i)).toList();
      assertThat(engine.subjects().add("launch", some)).isEqualTo(10_000);
    }
    assertThat(other.subjects().all("launch").map(Subject::id).distinct().count())
        .isEqualTo(30_000);
    accepted(other.cast(ADA, SubjectId.of("launch", "s29999"), Choice.UP));
    assertThat(engine.page(List.of(SubjectId.of("launch", "s7")), ADA).get(0).tally())
        .extracting(Tally::up)
        .isEqualTo(0L);
  }

  @Test
  void wrongCallsChangeNothing() {
    assertThatThrownBy(() -> engine.subjects().add("nowhere", NewSubject.of("x")))
        .isInstanceOf(PollException.class)
        .hasMessageContaining("define it first");
    assertThatThrownBy(() -> engine.subjects().withdraw(List.of(APP, SubjectId.of("nowhere", "x"))))
        .isInstanceOf(PollException.class);
    assertThatThrownBy(
            () ->
                engine
                    .subjects()
                    .add("launch", List.of(NewSubject.of("x"), NewSubject.of("x").owner(CAT))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("once");
    List<NewSubject> many =
        IntStream.rangeClosed(0, 10_000).mapToObj(i -> NewSubject.of("s" + i)).toList();
    assertThatThrownBy(() -> engine.subjects().add("launch", many))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10000");
    assertThatThrownBy(() -> engine.subjects().list("launch", SubjectId.of("posts", "x"), 10))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NewSubject.of("a\u0000b")).isInstanceOf(RuntimeException.class);
    assertThat(engine.subjects().add("launch", List.of())).isZero();
    assertThat(engine.subjects().all("launch")).isEmpty();
    assertThat(engine.subjects().find(APP)).isEmpty();
  }
}
