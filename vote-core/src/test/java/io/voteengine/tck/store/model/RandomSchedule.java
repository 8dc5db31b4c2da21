package io.voteengine.tck.store.model;

import static io.voteengine.tck.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.poll.VoteBudget.WhenSpent;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastCommand.Kind;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.CastReply.Declined;
import io.voteengine.spi.CastReply.RateLimited;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.HeldVotes;
import io.voteengine.spi.LoadReply;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.ReadReply;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.VoterInPoll;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.JournalSlice;
import io.voteengine.spi.journal.PartitionState.Meta;
import io.voteengine.spi.journal.Term;
import io.voteengine.subject.Listing;
import io.voteengine.tck.testing.MovableClock;
import io.voteengine.tck.testing.Replies;
import io.voteengine.tck.testing.SomeLedger;
import io.voteengine.tck.testing.Vote;
import io.voteengine.tck.testing.Waiting;
import io.voteengine.util.Micros;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Random steps, each done by a store and by the model. */
final class RandomSchedule {
  static final int BACKLOG = 8;

  private static final List<SubjectId> SUBJECTS =
      List.of(
          SubjectId.of("free", "a"),
          SubjectId.of("free", "b"),
          SubjectId.of("limited", "a"),
          SubjectId.of("timed", "a"),
          SubjectId.of("one", "a"),
          SubjectId.of("one", "b"),
          SubjectId.of("two", "a"),
          SubjectId.of("two", "b"),
          SubjectId.of("two", "c"));
  private static final List<String> POLLS = List.of("free", "limited", "timed", "one", "two");
  private static final List<String> BALLOTS = List.of("one", "two");
  private static final List<VoterId> VOTERS = List.of(VoterId.of("ada"), VoterId.of("bob"));

  private final Random random;
  private final VoteStore store;
  private final MovableClock clock;
  private final boolean clockMoves;
  private final long start;
  private final StoreModel model;
  private final List<String> steps = new ArrayList<>();
  private final Set<Object> answers = new HashSet<>();
  private final List<CastCommand> past = new ArrayList<>();
  private Term term;

  /** A counter of evictions, as store and model had it at one moment of one epoch. */
  private record Counter(long epoch, long store, int model) {}

  private Counter counter;

  RandomSchedule(long seed, VoteStore store, MovableClock clock, boolean clockMoves) {
    this.random = new Random(seed);
    this.store = store;
    this.clock = clock;
    this.clockMoves = clockMoves;
    this.start = clock.micros();
    this.model = new StoreModel(BACKLOG, clockMoves);
    store.open(1, SomeLedger.ID);
    this.term = new Term(0, 1, null);
    recover();
    this.counter = counter();
    seeClock();
  }

  List<String> steps() {
    return steps;
  }

  /** The kinds of answers to casts that have occurred. */
  Set<Object> answers() {
    return answers;
  }

  void run(int length) {
    for (int i = 0; i < length; i++) {
      step(random.nextInt(100));
      if (i % 20 == 0) {
        compare();
      }
    }
    compare();
    store.close();
  }

  private void step(int dice) {
    if (dice < 12 && clockMoves) {
      moveClock();
      return;
    }
    if (dice < 60) {
      castTogether(random.nextInt(4) == 0 ? 2 + random.nextInt(12) : 1);
    } else if (dice < 66) {
      loadPoll();
    } else if (dice < 74) {
      loadSubjects();
    } else if (dice < 78) {
      loadVotes();
    } else if (dice < 82) {
      loadHeld();
    } else if (dice < 85) {
      List<SubjectId> subjects = List.of(pick(SUBJECTS));
      steps.add("unload " + subjects);
      assertThat(await(store.unload(term, subjects))).isTrue();
      model.unload(subjects);
    } else if (dice < 88) {
      evict();
    } else if (dice < 93) {
      long seq = random.nextLong(model.seq() + 1);
      steps.add("applied " + seq);
      assertThat(await(store.applied(term, seq))).isTrue();
      model.applied(seq);
    } else if (dice < 98) {
      counter = counter();
    } else if (dice < 99) {
      closePoll();
    } else if (random.nextInt(3) > 0) {
      castInAnotherTerm();
    } else {
      term = new Term(0, term.epoch() + 1, term.identity());
      recover();
    }
  }

  private void moveClock() {
    long by =
        switch (random.nextInt(8)) {
          case 0 -> -3_600_000_000L;
          case 1 -> 3_600_000_000L;
          case 2 -> -random.nextLong(3_000_000);
          case 3 -> 0;
          default -> random.nextLong(4_000_000);
        };
    steps.add("clock by " + by + " us");
    clock.move(Duration.ofNanos(by * 1000));
    seeClock();
  }

  /**
   * A step of the clock that a store does not read has no effect. So both read the clock wherever
   * it stops, with the only step that always records what it read.
   */
  private void seeClock() {
    assertThat(await(store.applied(term, 0))).isTrue();
    model.readClock(clock.micros());
    model.applied(0);
  }

  private void recover() {
    steps.add("recover to " + term);
    term = new Term(0, term.epoch(), await(store.freeze(0, "token")).identity());
    assertThat(await(store.reset(term, "token"))).isTrue();
    model.reset(term.epoch());
  }

  private CastCommand newVote() {
    CastCommand vote =
        Vote.by(
            RequestId.of(new UUID(random.nextLong(), random.nextLong())),
            Vote.of(pick(VOTERS), pick(SUBJECTS), pick(List.of(Choice.values()))));
    if (random.nextInt(4) == 0 && vote.choice() != Choice.NONE) {
      vote = Vote.toggled(vote);
    }
    if (random.nextInt(3) == 0) {
      vote = Vote.seen(someTime(), vote);
    }
    if (random.nextInt(6) == 0) {
      vote = Vote.at(someTime(), vote);
    }
    if (random.nextInt(6) == 0) {
      vote = Vote.labelled("x", vote);
    }
    return vote;
  }

  private CastCommand again(CastCommand vote) {
    return switch (random.nextInt(7)) {
      case 0 -> vote;
      case 1 -> Vote.resent(someTime(), vote);
      case 2 -> Vote.probed(vote);
      case 3 -> Vote.named(vote);
      case 4 -> Vote.named(Vote.choosing(pick(List.of(Choice.UP, Choice.DOWN)), vote));
      case 5 -> Vote.named(Vote.retried(vote));
      default -> Vote.retried(vote);
    };
  }

  private long someTime() {
    long around = random.nextBoolean() ? Math.max(start, model.lastCastAt()) : clock.micros();
    return around + random.nextInt(5) - 2;
  }

  /**
   * Sends votes without waiting for each; a store may take them all together, but in their order.
   */
  private void castTogether(int count) {
    List<CastCommand> votes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      votes.add(random.nextBoolean() || past.isEmpty() ? newVote() : again(pick(past)));
      remember(votes.get(i));
    }
    steps.add(count + " together:");
    List<CompletionStage<CastReply>> replies = new ArrayList<>();
    for (CastCommand vote : votes) {
      replies.add(store.cast(term, vote, Deadline.in(Waiting.AMPLE)));
    }
    for (int i = 0; i < count; i++) {
      check(votes.get(i), await(replies.get(i)));
    }
  }

  private void remember(CastCommand vote) {
    if (vote.kind() == Kind.FIRST) {
      past.add(vote);
    }
    if (past.size() > 12) {
      past.remove(0);
    }
  }

  private void check(CastCommand vote, CastReply reply) {
    steps.add(vote + ": " + reply);
    long storesTime = reply instanceof CastReply.Accepted accepted ? accepted.castAt() : 0;
    CastReply expected = model.cast(vote, clockMoves ? clock.micros() : storesTime);
    assertThat(clockMoves ? reply : timeless(reply))
        .isEqualTo(clockMoves ? expected : timeless(expected));
    note(reply);
  }

  /** Removes the time until the next permit, which only the store's own clock knows. */
  private static CastReply timeless(CastReply reply) {
    return reply instanceof Declined declined && declined.reason() instanceof RateLimited
        ? declined.because(new RateLimited(1))
        : reply;
  }

  private void note(CastReply reply) {
    if (reply instanceof CastReply.NotLoaded missing) {
      answers.add(missing.what());
    } else {
      CastReply answer = Replies.withoutStanding(reply);
      answers.add(answer instanceof CastReply.Refused ? answer : answer.getClass());
    }
  }

  private void castInAnotherTerm() {
    Term another = new Term(0, term.epoch() + (random.nextBoolean() ? 1 : -1), term.identity());
    CastReply reply = await(store.cast(another, newVote(), Deadline.in(Waiting.AMPLE)));
    assertThat(reply).isEqualTo(CastReply.Refused.WRONG_EPOCH);
    note(reply);
  }

  private void loadPoll() {
    String name = pick(POLLS);
    Poll poll =
        switch (name) {
          case "limited" -> Poll.named(name).limit(3, Duration.ofHours(1)).listedSubjects();
          case "timed" -> timed(name);
          case "one" -> Poll.named(name).unlimited().votesPerVoter(1, WhenSpent.MOVE);
          case "two" ->
              Poll.named(name).limit(3, Duration.ofHours(1)).votesPerVoter(2).listedSubjects();
          default -> Poll.named(name).unlimited();
        };
    PollSnapshot.State state =
        random.nextInt(12) == 0
            ? pick(List.of(PollSnapshot.State.values()))
            : PollSnapshot.State.OPEN;
    PollSnapshot snapshot = new PollSnapshot(poll, state);
    steps.add("load " + snapshot);
    assertThat(await(store.loadPoll(term, snapshot))).isEqualTo(model.loadPoll(snapshot));
  }

  private Poll timed(String name) {
    Poll rules = Poll.named(name).choices(Choice.UP).limit(7, Duration.ofSeconds(10_000));
    Instant now = clock.instant();
    if (clockMoves) {
      Instant reached = Micros.toInstant(model.reached());
      return rules
          .opensAt(reached.minusSeconds(random.nextInt(60) - 20))
          .closesAt(reached.plusSeconds(50L + random.nextInt(7200)));
    }
    // The store's clock moves while ours stays still: stay days away from opening and closing.
    Instant opensAt = now.plus(Duration.ofDays(random.nextInt(6) - 4));
    return rules.opensAt(opensAt).closesAt(opensAt.plus(Duration.ofDays(2).plusHours(12)));
  }

  private void loadSubjects() {
    List<SubjectSnapshot> snapshots = new ArrayList<>();
    for (SubjectId subject : SUBJECTS) {
      if (random.nextBoolean()) {
        boolean complete = random.nextBoolean();
        long votes = complete ? 0 : 50;
        List<VoteSnapshot> its = random.nextBoolean() ? List.of() : List.of(oldVote(subject));
        snapshots.add(
            new SubjectSnapshot(subject, votes, votes, 2 * votes, complete, its)
                .as(someListing(), random.nextBoolean() ? null : pick(VOTERS)));
      }
    }
    Counter read = someCounter();
    steps.add("load " + snapshots + " at " + read);
    assertThat(await(store.loadSubjects(term, read.store, snapshots)))
        .isEqualTo(model.loadSubjects(read.model, snapshots));
  }

  private Listing someListing() {
    return switch (random.nextInt(8)) {
      case 0 -> Listing.UNLISTED;
      case 1 -> Listing.WITHDRAWN;
      default -> Listing.LISTED;
    };
  }

  private void loadVotes() {
    VoteSnapshot vote =
        random.nextBoolean()
            ? VoteSnapshot.none(pick(SUBJECTS), pick(VOTERS))
            : oldVote(pick(SUBJECTS));
    Counter read = someCounter();
    steps.add("load " + vote + " at " + read);
    assertThat(await(store.loadVotes(term, read.store, List.of(vote))))
        .isEqualTo(model.loadVotes(read.model, List.of(vote)));
  }

  private void loadHeld() {
    String poll = pick(BALLOTS);
    VoterInPoll voter = new VoterInPoll(poll, pick(VOTERS));
    List<VoteSnapshot> votes = new ArrayList<>();
    for (SubjectId subject : SUBJECTS) {
      if (subject.poll().equals(poll) && random.nextInt(3) == 0) {
        votes.add(
            new VoteSnapshot(
                subject,
                voter.voter(),
                pick(List.of(Choice.UP, Choice.DOWN)),
                someTime(),
                RequestId.named("old")));
      }
    }
    HeldVotes held = new HeldVotes(voter, votes);
    Counter read = someCounter();
    steps.add("load " + held + " at " + read);
    assertThat(await(store.loadHeld(term, read.store, List.of(held))))
        .isEqualTo(model.loadHeld(read.model, List.of(held)));
  }

  private VoteSnapshot oldVote(SubjectId subject) {
    return new VoteSnapshot(
        subject,
        pick(VOTERS),
        pick(List.of(Choice.values())),
        someTime(),
        past.isEmpty() ? RequestId.named("old") : pick(past).requestId());
  }

  private Counter someCounter() {
    return counter.epoch == term.epoch() && random.nextInt(3) == 0 ? counter : counter();
  }

  private Counter counter() {
    return new Counter(term.epoch(), meta().evictions(), model.moves());
  }

  /** A store may keep limited subjects for longer than it must. */
  private void evict() {
    ReadReply.Read before = (ReadReply.Read) await(store.read(term, SUBJECTS, null));
    Set<SubjectId> may = model.evictable();
    int count = await(store.evict(term, Duration.ZERO, 1000)).forgotten();
    ReadReply.Read after = (ReadReply.Read) await(store.read(term, SUBJECTS, null));
    Set<SubjectId> evicted = new HashSet<>(after.subjects());
    evicted.removeAll(before.subjects());
    steps.add("evict " + evicted);
    int held = model.evictHeld();
    assertThat(evicted).hasSize(count - held);
    assertThat(may).containsAll(evicted);
    may.removeIf(subject -> !subject.poll().equals("free"));
    assertThat(evicted).containsAll(may);
    model.evicted(evicted, held);
    // A store may choose which polls it evicts.
    for (PollSnapshot poll : model.polls()) {
      assertThat(await(store.loadPoll(term, poll))).isEqualTo(LoadReply.LOADED);
    }
  }

  private void closePoll() {
    String poll = pick(POLLS);
    steps.add("close " + poll);
    assertThat(await(store.closePoll(term, poll))).isTrue();
    List<JournalEvent> events = await(store.journal(0, Integer.MAX_VALUE)).events();
    long storesTime = events.isEmpty() ? 0 : events.get(events.size() - 1).castAt();
    model.closePoll(poll, clockMoves ? clock.micros() : storesTime);
  }

  private void compare() {
    JournalSlice slice = await(store.journal(0, Integer.MAX_VALUE));
    assertThat(slice.events()).isEqualTo(model.journal(Integer.MAX_VALUE));
    Meta meta = meta();
    assertThat(meta)
        .isEqualTo(
            new Meta(
                term.epoch(), model.seq(), model.chain(), model.applied(), meta.evictions(), null));
    long evictions = meta.evictions();
    assertThat(await(store.read(term, SUBJECTS, null)))
        .isEqualTo(model.read(SUBJECTS, null, evictions));
    for (VoterId voter : VOTERS) {
      assertThat(await(store.read(term, SUBJECTS, voter)))
          .isEqualTo(model.read(SUBJECTS, voter, evictions));
      for (SubjectId subject : SUBJECTS) {
        assertThat(await(store.vote(term, subject, voter))).isEqualTo(model.vote(subject, voter));
      }
    }
    for (String poll : POLLS) {
      int limit = 1 + random.nextInt(3);
      assertThat(await(store.top(term, poll, limit))).isEqualTo(model.top(poll, limit));
    }
  }

  private Meta meta() {
    return Objects.requireNonNull(await(store.state(0)).meta(), "the partition has no record");
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
