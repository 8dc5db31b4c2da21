package io.voteengine.sync.engine;

import static io.voteengine.sync.testing.Results.assertShows;
import static io.voteengine.sync.testing.Results.rejected;
import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.voteengine.Ack;
import io.voteengine.Action;
import io.voteengine.CastResult;
import io.voteengine.CastResult.Reason;
import io.voteengine.Choice;
import io.voteengine.InvalidInputException;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.RequestStatus;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.query.HistoryEntry;
import io.voteengine.query.RecordedVote;
import io.voteengine.query.VotePage;
import io.voteengine.sync.Reconciler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a host application sees, on the in-memory store and an H2 ledger. */
class EngineTest {
  private static final VoterId ADA = VoterId.of("ada");
  private static final VoterId BOB = VoterId.of("bob");
  private static final SubjectId POST = SubjectId.of("posts", "42");

  private VoteEngine engine;

  @BeforeEach
  void start() {
    engine =
        VoteEngine.builder(InMemoryVoteStore.create(), JdbcVoteLedger.memory())
            .reconciler(Reconciler.withDefaults())
            .acceptedDeadline(AMPLE)
            .durableDeadline(AMPLE)
            .build();
    engine.polls().define(Poll.named("posts").unlimited());
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static CastResult.Accepted accepted(CastResult result) {
    assertThat(result).isInstanceOf(CastResult.Accepted.class);
    return (CastResult.Accepted) result;
  }

  @Test
  void voteIsAnsweredWithFreshCountsAndBecomesDurable() {
    CastResult.Accepted up = accepted(engine.cast(ADA, POST, Choice.UP));
    CastResult.Accepted down = accepted(engine.cast(BOB, POST, Choice.DOWN));

    assertThat(up.action()).isEqualTo(Action.CREATED);
    assertThat(up.tally().score()).isEqualTo(1);
    assertThat(down.tally().up()).isEqualTo(1);
    assertThat(down.tally().down()).isEqualTo(1);
    assertThat(down.tally().isNewerThan(up.tally())).isTrue();
    assertThat(up.durable()).succeedsWithin(AMPLE);
    assertThat(down.durable()).succeedsWithin(AMPLE);
    assertThat(engine.auditNow("posts").votes().up()).isEqualTo(1);
    assertThat(engine.auditNow("posts").exact()).isTrue();
  }

  @Test
  void durableVoteIsInTheLedgerWhenItIsAnswered() {
    RequestId request = RequestId.named("first");
    accepted(
        engine.cast(VoteRequest.cast(ADA, POST, Choice.UP).requestId(request).ack(Ack.DURABLE)));

    assertThat(engine.records().votesOf(ADA, null, null, 10).votes())
        .extracting(RecordedVote::subject, RecordedVote::choice)
        .containsExactly(tuple(POST, Choice.UP));
    assertThat(engine.status(ADA, POST, request)).isEqualTo(RequestStatus.DURABLE);
  }

  @Test
  void retryChangesNothingAndGetsTheFirstAnswer() {
    VoteRequest request =
        VoteRequest.toggle(ADA, POST, Choice.UP).requestId(RequestId.named("click"));
    CastResult.Accepted first = accepted(engine.cast(request));
    CastResult.Accepted retry = accepted(engine.cast(request));

    assertThat(retry.receipt().replayed()).isTrue();
    assertThat(retry.action()).isEqualTo(first.action());
    assertThat(retry.choice()).isEqualTo(Choice.UP);
    assertThat(retry.receipt().castAt()).isEqualTo(first.receipt().castAt());
    assertThat(retry.tally()).isEqualTo(first.tally());
  }

  @Test
  void secondClickOnAnArrowTakesTheVoteBack() {
    assertThat(accepted(engine.toggle(ADA, POST, Choice.UP)).choice()).isEqualTo(Choice.UP);
    CastResult.Accepted second = accepted(engine.toggle(ADA, POST, Choice.UP));

    assertThat(second.action()).isEqualTo(Action.REMOVED);
    assertThat(second.choice()).isEqualTo(Choice.NONE);
    assertThat(second.tally().total()).isZero();
    assertThat(accepted(engine.retract(ADA, POST)).action()).isEqualTo(Action.UNCHANGED);
  }

  @Test
  void pageShowsEverySubjectWithTheVotersOwnChoices() {
    List<SubjectId> subjects =
        IntStream.range(0, 100).mapToObj(i -> SubjectId.of("posts", "p" + i)).toList();
    for (int i = 0; i < 100; i += 3) {
      engine.cast(ADA, subjects.get(i), i % 2 == 0 ? Choice.UP : Choice.DOWN);
    }
    engine.cast(BOB, subjects.get(0), Choice.UP);

    List<SubjectId> asked = new ArrayList<>(subjects);
    asked.add(subjects.get(0));
    List<SubjectView> page = engine.page(asked, ADA);

    assertThat(page).extracting(SubjectView::subject).containsExactlyElementsOf(asked);
    assertThat(page).allMatch(SubjectView::exact);
    assertThat(page.get(0).tally().up()).isEqualTo(2);
    assertThat(page.get(0).choice()).isEqualTo(Choice.UP);
    assertThat(page.get(3).choice()).isEqualTo(Choice.DOWN);
    assertThat(page.get(1).choice()).isEqualTo(Choice.NONE);
    assertThat(page.get(100)).isEqualTo(page.get(0));
    assertThat(engine.page(subjects, null)).allMatch(view -> view.choice() == Choice.NONE);
    assertThat(engine.page(List.of(), ADA)).isEmpty();
  }

  @Test
  void topOfAPollIsFresh() {
    for (int subject = 0; subject < 30; subject++) {
      for (int voter = 0; voter <= subject; voter++) {
        engine.cast(VoterId.of("v" + voter), SubjectId.of("posts", "s" + subject), Choice.UP);
      }
    }
    assertThat(engine.top("posts", 3))
        .extracting(view -> view.subject().key(), view -> view.tally().score(), SubjectView::exact)
        .containsExactly(tuple("s29", 30L, true), tuple("s28", 29L, true), tuple("s27", 28L, true));
    assertThat(engine.top("posts", 100)).hasSize(30);
    assertThat(engine.top("no such poll", 3)).isEmpty();
  }

  @Test
  void votesOfAVoterArePagedNewestFirst() {
    for (int i = 0; i < 25; i++) {
      engine.cast(ADA, SubjectId.of("posts", "s" + i), Choice.UP);
    }
    engine.retract(ADA, SubjectId.of("posts", "s24"));
    assertThat(engine.drain(AMPLE)).isTrue();

    engine.cast(ADA, SubjectId.of("posts", "down"), Choice.DOWN);
    assertThat(engine.drain(AMPLE)).isTrue();

    assertThat(keys(null)).startsWith("down", "s23").endsWith("s0").hasSize(25);
    assertThat(keys(Choice.UP))
        .containsExactlyElementsOf(IntStream.range(0, 24).mapToObj(i -> "s" + (23 - i)).toList());
    assertThat(keys(Choice.DOWN)).containsExactly("down");
  }

  /** All pages, in the way of a host that keeps the cursor in a link. */
  private List<String> keys(@Nullable Choice choice) {
    List<String> keys = new ArrayList<>();
    String cursor = null;
    do {
      VotePage page = engine.records().votesOf(ADA, choice, cursor, 10);
      page.votes().forEach(vote -> keys.add(vote.subject().key()));
      cursor = page.next();
      assertThat(cursor)
          .satisfiesAnyOf(c -> assertThat(c).isNull(), c -> assertThat(c).matches("[\\w-]+"));
    } while (cursor != null);
    return keys;
  }

  @Test
  void cursorThatIsNoneIsRefused() {
    for (String cursor : List.of("", "x", "%%%", "YQ", "bm90CmEKY3Vyc29y")) {
      assertThatThrownBy(() -> engine.records().votesOf(ADA, null, cursor, 10))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("cursor");
    }
    assertThatThrownBy(() -> engine.records().votesOf(ADA, Choice.NONE, null, 10))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("choice");
  }

  @Test
  void historyTellsWhoDidWhatAndWhen() {
    engine.cast(VoteRequest.cast(ADA, POST, Choice.UP).variant("green arrow"));
    engine.cast(ADA, POST, Choice.DOWN);
    engine.cast(BOB, SubjectId.of("posts", "43"), Choice.UP);
    assertThat(engine.drain(AMPLE)).isTrue();

    List<HistoryEntry> history = engine.records().history(POST, 10);
    assertThat(history).extracting(HistoryEntry::choice).containsExactly(Choice.DOWN, Choice.UP);
    assertThat(history).extracting(HistoryEntry::previous).containsExactly(Choice.UP, Choice.NONE);
    assertThat(history.get(1).variant()).isEqualTo("green arrow");
    assertThat(history.get(0).castAt()).isAfter(history.get(1).castAt());
    assertThat(engine.records().history("posts", 10)).hasSize(3);
    assertThat(engine.records().history("posts", 1)).hasSize(1);
  }

  @Test
  void unseenRequestIsUnknown() {
    engine.cast(ADA, POST, Choice.UP);
    assertThat(engine.status(ADA, POST, RequestId.named("never sent")))
        .isEqualTo(RequestStatus.UNKNOWN);
  }

  @Test
  void votesWithTimesOfTheirOwnCountInTheOrderOfThoseTimes() {
    Instant noon = Instant.parse("2020-02-29T12:00:00.123456Z");
    accepted(engine.cast(VoteRequest.cast(ADA, POST, Choice.UP).castAt(noon)));
    CastResult older =
        engine.cast(VoteRequest.cast(ADA, POST, Choice.DOWN).castAt(noon.minusSeconds(1)));

    assertThat(rejected(older, Reason.SUPERSEDED).choice()).isEqualTo(Choice.UP);
    assertThat(engine.drain(AMPLE)).isTrue();
    assertThat(engine.records().votesOf(ADA, null, null, 1).votes().get(0).castAt())
        .isEqualTo(noon);
    assertThatThrownBy(
            () ->
                engine.cast(
                    VoteRequest.cast(ADA, POST, Choice.UP).castAt(Instant.now().plusSeconds(3600))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("castAt");
  }

  @Test
  void refusalsAreResults() {
    engine.polls().define(Poll.named("ups").choices(Choice.UP).limit(2, Duration.ofHours(1)));
    engine.polls().define(Poll.named("over").closesAt(Instant.parse("2020-01-01T00:00:00Z")));
    engine.polls().define(Poll.named("later").opensAt(Instant.parse("2200-01-01T00:00:00Z")));
    SubjectId limited = SubjectId.of("ups", "x");

    rejected(engine.cast(ADA, limited, Choice.DOWN), Reason.CHOICE_NOT_ALLOWED);
    rejected(engine.cast(ADA, SubjectId.of("over", "x"), Choice.UP), Reason.POLL_CLOSED);
    rejected(engine.cast(ADA, SubjectId.of("later", "x"), Choice.UP), Reason.POLL_NOT_OPEN);
    rejected(engine.cast(ADA, SubjectId.of("unheard of", "x"), Choice.UP), Reason.POLL_NOT_OPEN);
    accepted(engine.cast(ADA, limited, Choice.UP));
    accepted(engine.cast(ADA, limited, Choice.NONE));
    CastResult third = engine.cast(ADA, limited, Choice.UP);
    assertThat(rejected(third, Reason.RATE_LIMITED).retryAfter())
        .isPositive()
        .isLessThanOrEqualTo(Duration.ofMinutes(30));
    accepted(engine.cast(BOB, limited, Choice.UP));
  }

  @Test
  void refusalsShowTheVotersChoiceAndTheTally() {
    engine.polls().define(Poll.named("ups").choices(Choice.UP).limit(1, Duration.ofHours(1)));
    SubjectId subject = SubjectId.of("ups", "x");
    accepted(engine.cast(ADA, subject, Choice.UP));
    CastResult early = engine.cast(ADA, subject, Choice.NONE);
    assertShows(rejected(early, Reason.RATE_LIMITED), Choice.UP, 1, 0);
    CastResult forbidden = engine.cast(ADA, subject, Choice.DOWN);
    assertShows(rejected(forbidden, Reason.CHOICE_NOT_ALLOWED), Choice.UP, 1, 0);

    Instant closes = Instant.parse("2020-01-01T00:00:00Z");
    engine.polls().define(Poll.named("over").closesAt(closes));
    SubjectId over = SubjectId.of("over", "x");
    accepted(engine.cast(VoteRequest.cast(ADA, over, Choice.DOWN).castAt(closes.minusSeconds(1))));
    CastResult late = engine.cast(ADA, over, Choice.UP);
    assertShows(rejected(late, Reason.POLL_CLOSED), Choice.DOWN, 0, 1);
  }

  @Test
  void manyVotersAtOnceAreAllCounted() {
    List<CompletableFuture<CastResult>> casts =
        IntStream.range(0, 5_000)
            .parallel()
            .mapToObj(
                i ->
                    engine.castAsync(
                        VoteRequest.cast(VoterId.of("v" + i), POST, Choice.UP).ack(Ack.DURABLE)))
            .toList();

    assertThat(casts).allSatisfy(cast -> accepted(cast.join()));
    assertThat(engine.read(POST, null).tally().up()).isEqualTo(5_000);
    assertThat(engine.auditNow("posts").votes().up()).isEqualTo(5_000);
    assertThat(engine.auditNow("posts").exact()).isTrue();
  }

  @Test
  void closedEngineRefusesCalls() {
    engine.close();
    engine.close();
    assertThatThrownBy(() -> engine.cast(ADA, POST, Choice.UP))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> engine.page(List.of(POST), null))
        .isInstanceOf(IllegalStateException.class);
  }
}
