package io.voteengine.tck.store.model;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.toSet;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.VoterId;
import io.voteengine.poll.HeldChoice;
import io.voteengine.poll.VoteBudget;
import io.voteengine.poll.VoteBudget.WhenSpent;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastCommand.Kind;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.CastReply.Declined;
import io.voteengine.spi.CastReply.Missing;
import io.voteengine.spi.CastReply.NotLoaded;
import io.voteengine.spi.CastReply.Refused;
import io.voteengine.spi.HeldVotes;
import io.voteengine.spi.LoadReply;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.PollSnapshot.State;
import io.voteengine.spi.ReadReply;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.VoterInPoll;
import io.voteengine.spi.journal.CloseEvent;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.subject.Listing;
import io.voteengine.util.Micros;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One partition of a store, written as simply as possible: it keeps every event, and computes every
 * count again from the events since the subject was loaded. Its caller checks the term.
 */
final class StoreModel {
  /** A voter's last vote on a subject, and whether there were others that are not known here. */
  private record Last(
      Choice choice,
      Choice previous,
      long castAt,
      boolean forgetful,
      @Nullable RequestId request,
      long seq) {
    static final Last NONE = new Last(Choice.NONE, Choice.NONE, 0, false, null, 0);
  }

  /** A request with its answer; content 0: its content is not known. */
  private record Request(
      RequestId id, int content, Choice previous, Choice choice, long castAt, boolean superseded) {}

  /** How many requests before the last one a store remembers. */
  private static final int REMEMBERED = 8;

  private record Key(SubjectId subject, VoterId voter) {}

  private final int backlog;
  private final boolean knowsClock;
  private long epoch;
  private long applied;
  private long lastCastAt;
  private int moves;
  private final List<JournalEvent> log = new ArrayList<>();
  private final Map<String, Poll> polls = new HashMap<>();
  private final Map<String, State> states = new HashMap<>();
  private final Set<String> marked = new HashSet<>();
  private final Map<SubjectId, SubjectSnapshot> loaded = new TreeMap<>();
  private final Map<SubjectId, Integer> loadedAfter = new HashMap<>();
  private final Map<SubjectId, Long> draining = new HashMap<>();
  private final Map<Key, Last> votes = new HashMap<>();

  /** All requests of this epoch, the oldest first. */
  private final Map<Key, List<Request>> requests = new HashMap<>();

  private final Map<Key, TokenBucket> buckets = new HashMap<>();

  /** What voters hold in ballot polls, where it is loaded. */
  private final Map<VoterInPoll, Map<SubjectId, HeldChoice>> held = new HashMap<>();

  /** Ballot polls that were unloaded, and their last events then. */
  private final Map<String, Long> drainingPolls = new HashMap<>();

  /** The clock, and the clock without its steps back. */
  private long now;

  private long reached;

  private long steady;
  private long behind;

  /**
   * @param knowsClock true when the times passed in are the clock's; false when they are those that
   *     the store gave
   */
  StoreModel(int backlog, boolean knowsClock) {
    this.backlog = backlog;
    this.knowsClock = knowsClock;
  }

  /** How often the counter of evictions has risen in this epoch. */
  int moves() {
    return moves;
  }

  long seq() {
    return log.size();
  }

  long chain() {
    return log.isEmpty() ? JournalEvent.CHAIN_START : log.get(log.size() - 1).chain();
  }

  long applied() {
    return applied;
  }

  long lastCastAt() {
    return lastCastAt;
  }

  void reset(long newEpoch) {
    epoch = newEpoch;
    applied = 0;
    moves = 0;
    log.clear();
    polls.clear();
    states.clear();
    marked.clear();
    loaded.clear();
    draining.clear();
    votes.clear();
    requests.clear();
    held.clear();
    drainingPolls.clear();
  }

  /** The latest time that the clock has shown. */
  long reached() {
    return reached;
  }

  void readClock(long micros) {
    long elapsed = micros - now;
    if (elapsed < 0) {
      behind -= elapsed;
      elapsed = 0;
    } else if (elapsed >= behind) {
      elapsed -= behind;
      behind = 0;
    }
    now = micros;
    reached = Math.max(reached, now);
    steady += elapsed;
  }

  /**
   * Casts a vote.
   *
   * @param time the time of a vote without its own, raised to what is allowed
   */
  CastReply cast(CastCommand c, long time) {
    Poll poll = polls.get(c.subject().poll());
    if (poll == null) {
      return new NotLoaded(Missing.POLL);
    }
    if (!loaded.containsKey(c.subject())) {
      return new NotLoaded(Missing.SUBJECT);
    }
    Key key = new Key(c.subject(), c.voter());
    Last last = known(key);
    if (last == null) {
      return new NotLoaded(Missing.VOTER);
    }
    VoteBudget budget = poll.budget();
    if (budget != null && !held.containsKey(voter(c))) {
      return new NotLoaded(Missing.HELD);
    }
    Tally tally = tally(c.subject());
    CastReply known = known(c, key, last, tally);
    if (known != null) {
      return known;
    }
    if (c.kind() == Kind.PROBE) {
      return new Declined(Refused.UNKNOWN_REQUEST, last.choice, tally, held(c));
    }
    boolean resent = c.kind() == Kind.RESENT;
    Refused refusal = refusal(poll, c, resent);
    if (refusal == null && !resent && !takesBack(c, last)) {
      refusal = refusal(poll, snapshot(c).listing());
    }
    if (refusal != null) {
      return new Declined(refusal, last.choice, tally, held(c));
    }
    if (superseded(c, last)) {
      return overtaken(c, key, last);
    }
    Choice choice = c.toggle() && c.choice() == last.choice ? Choice.NONE : c.choice();
    HeldChoice moved = null;
    if (budget != null && choice != Choice.NONE && !holds(c) && held(c).size() >= budget.votes()) {
      if (budget.whenSpent() == WhenSpent.REFUSE || held(c).size() > budget.votes()) {
        return new Declined(Refused.BUDGET_SPENT, last.choice, tally, held(c));
      }
      moved = held(c).get(0);
      if (c.castAt() != 0 && c.castAt() <= Micros.of(moved.castAt())) {
        return overtaken(c, key, last);
      }
      if (!loaded.containsKey(moved.subject())) {
        return new NotLoaded(Missing.SUBJECT, moved.subject());
      }
      if (known(new Key(moved.subject(), c.voter())) == null) {
        return new NotLoaded(Missing.VOTER, moved.subject());
      }
    }
    TokenBucket bucket = null;
    if (poll.limit() != null && !resent) {
      bucket = buckets.getOrDefault(key, TokenBucket.full(poll.limit(), steady)).at(steady);
      if (bucket.missing() > 0) {
        return new Declined(
            new CastReply.RateLimited(bucket.missing()), last.choice, tally, held(c));
      }
    }
    if (!resent && log.size() - applied >= backlog) {
      return new Declined(Refused.BACKLOG_FULL, last.choice, tally, held(c));
    }
    if (bucket != null) {
      buckets.put(key, bucket.taken());
    }
    long castAt = c.castAt();
    if (castAt == 0) {
      long above = moved == null ? 0 : Micros.of(moved.castAt()) + 1;
      above = Math.max(above, last.castAt + 1);
      boolean lifted = !knowsClock && time == above;
      lastCastAt = Math.max(lifted ? 0 : time, Math.max(lastCastAt, c.seen()) + 1);
      castAt = Math.max(lastCastAt, above);
    }
    if (moved != null) {
      takeBack(c, moved.subject(), castAt);
    }
    append(c, c.subject(), last.choice, choice, castAt);
    votes.put(key, new Last(choice, last.choice, castAt, last.forgetful, c.requestId(), seq()));
    requests(key).add(new Request(c.requestId(), c.content(), last.choice, choice, castAt, false));
    if (budget != null) {
      hold(c, c.subject(), choice, castAt);
    }
    return new CastReply.Accepted(
        seq(),
        last.choice,
        choice,
        tally(c.subject()),
        castAt,
        held(c),
        moved == null ? null : moved.subject(),
        snapshot(c).owner());
  }

  private CastReply overtaken(CastCommand c, Key key, Last last) {
    if (c.kind() == Kind.RESENT) {
      Choice before = last.choice;
      passed(key, new Request(c.requestId(), c.content(), before, c.choice(), c.castAt(), false));
      append(c, c.subject(), last.choice, last.choice, c.castAt());
      votes.put(
          key,
          new Last(last.choice, last.previous, last.castAt, last.forgetful, last.request, seq()));
      return new CastReply.Superseded(seq(), last.choice, tally(c.subject()), last.castAt, held(c));
    }
    if (c.castAt() == 0) {
      passed(key, new Request(c.requestId(), c.content(), Choice.NONE, Choice.NONE, 0, true));
    }
    return new CastReply.Superseded(
        last.seq, last.choice, tally(c.subject()), last.castAt, held(c));
  }

  /** Takes back the voter's choice on another subject, to make room for a vote. */
  private void takeBack(CastCommand c, SubjectId subject, long castAt) {
    Key key = new Key(subject, c.voter());
    Last last = Objects.requireNonNull(known(key));
    append(c, subject, last.choice, Choice.NONE, castAt);
    votes.put(
        key, new Last(Choice.NONE, last.choice, castAt, last.forgetful, c.requestId(), seq()));
    requests(key)
        .add(
            new Request(c.requestId(), CastCommand.MOVED, last.choice, Choice.NONE, castAt, false));
    hold(c, subject, Choice.NONE, castAt);
  }

  private static VoterInPoll voter(CastCommand c) {
    return new VoterInPoll(c.subject().poll(), c.voter());
  }

  private boolean holds(CastCommand c) {
    return held.getOrDefault(voter(c), Map.of()).containsKey(c.subject());
  }

  private List<HeldChoice> held(CastCommand c) {
    return held.getOrDefault(voter(c), Map.of()).values().stream()
        .sorted(comparing(HeldChoice::castAt).thenComparing(HeldChoice::subject))
        .toList();
  }

  private void hold(CastCommand c, SubjectId subject, Choice choice, long castAt) {
    Map<SubjectId, HeldChoice> choices = held.computeIfAbsent(voter(c), any -> new HashMap<>());
    choices.remove(subject);
    if (choice != Choice.NONE) {
      choices.put(subject, new HeldChoice(subject, choice, Micros.toInstant(castAt)));
    }
  }

  /** A request that was cast before the voter's last one. */
  private void passed(Key key, Request request) {
    requests(key).add(Math.max(requests(key).size() - 1, 0), request);
  }

  private List<Request> requests(Key key) {
    return requests.computeIfAbsent(key, any -> new ArrayList<>());
  }

  private @Nullable CastReply known(CastCommand c, Key key, Last last, Tally tally) {
    List<Request> all = requests(key);
    List<Request> remembered = all.subList(Math.max(all.size() - 1 - REMEMBERED, 0), all.size());
    boolean overflowed = remembered.size() < all.size();
    boolean forgetful = last.forgetful || overflowed;
    Request request =
        remembered.stream().filter(it -> it.id.equals(c.requestId())).findFirst().orElse(null);
    if (!c.fresh() && (request == null ? forgetful : request.content == 0)) {
      boolean ahead = request == null && overflowed && last.seq > applied;
      return new NotLoaded(ahead ? Missing.FLUSH : Missing.REQUEST);
    }
    if (request == null) {
      return null;
    }
    if (request.content != 0 && request.content != c.content()) {
      return new CastReply.Reused(last.choice, tally, held(c));
    }
    return request.superseded
        ? new CastReply.Superseded(last.seq, last.choice, tally, last.castAt, held(c))
        : new CastReply.Replayed(
            last.seq,
            request.previous,
            request.choice,
            tally,
            request.castAt,
            held(c),
            snapshot(c).owner());
  }

  private @Nullable Refused refusal(Poll poll, CastCommand c, boolean resent) {
    State state = states.getOrDefault(poll.name(), State.OPEN);
    if (state == State.SEALED || (state == State.CLOSING && !resent)) {
      return Refused.POLL_CLOSED;
    }
    long judgedAt = c.castAt() == 0 ? reached : c.castAt();
    if (!resent && poll.closesAt() != null && judgedAt >= Micros.of(poll.closesAt())) {
      return Refused.POLL_CLOSED;
    }
    long opens = poll.opensAt() == null ? Long.MIN_VALUE : Micros.of(poll.opensAt());
    if (!resent && (reached < opens || (c.castAt() != 0 && c.castAt() < opens))) {
      return Refused.POLL_NOT_OPEN;
    }
    return !resent && c.choice() != Choice.NONE && !poll.choices().contains(c.choice())
        ? Refused.CHOICE_NOT_ALLOWED
        : null;
  }

  private static @Nullable Refused refusal(Poll poll, Listing listing) {
    if (listing == Listing.WITHDRAWN) {
      return Refused.SUBJECT_WITHDRAWN;
    }
    return listing == Listing.UNLISTED && poll.listed() ? Refused.SUBJECT_UNKNOWN : null;
  }

  private static boolean takesBack(CastCommand c, Last last) {
    return last.choice != Choice.NONE
        && (c.choice() == Choice.NONE || (c.toggle() && c.choice() == last.choice));
  }

  private SubjectSnapshot snapshot(CastCommand c) {
    return Objects.requireNonNull(loaded.get(c.subject()));
  }

  private static boolean superseded(CastCommand c, Last last) {
    return c.castAt() != 0
        ? c.castAt() < last.castAt
            || (c.castAt() == last.castAt
                && last.request != null
                && c.requestId().compareTo(last.request) < 0)
        : c.kind() == Kind.RETRY && last.castAt > c.seen();
  }

  /** Appends a vote; the voter then has the choice {@code after}. */
  private void append(
      CastCommand c, SubjectId subject, Choice previous, Choice after, long castAt) {
    Tally old = tally(subject);
    long up = old.up() + one(after, Choice.UP) - one(previous, Choice.UP);
    long down = old.down() + one(after, Choice.DOWN) - one(previous, Choice.DOWN);
    boolean late = c.kind() == Kind.RESENT && after == previous;
    Choice choice = late ? c.choice() : after;
    long request = c.requestId().value().getLeastSignificantBits() & 0xffff_ffffL;
    log.add(
        new VoteEvent(
            epoch,
            seq() + 1,
            chain(request, castAt),
            subject,
            c.voter(),
            previous,
            choice,
            castAt,
            c.requestId(),
            c.variant(),
            up,
            down,
            old.version() + 1));
  }

  private long chain(long request, long castAt) {
    return (31 * chain() + request + castAt) % 4_294_967_291L;
  }

  private static int one(Choice choice, Choice counted) {
    return choice == counted ? 1 : 0;
  }

  private @Nullable Last known(Key key) {
    Last last = votes.get(key);
    SubjectSnapshot snapshot = loaded.get(key.subject);
    if (last == null && snapshot != null && snapshot.complete()) {
      return Last.NONE;
    }
    return last;
  }

  private Tally tally(SubjectId subject) {
    SubjectSnapshot snapshot = loaded.get(subject);
    if (snapshot == null) {
      throw new IllegalArgumentException("not loaded: " + subject);
    }
    long up = snapshot.up();
    long down = snapshot.down();
    long version = snapshot.version();
    for (JournalEvent event : log.subList(loadedAfter.getOrDefault(subject, 0), log.size())) {
      if (event instanceof VoteEvent vote && vote.subject().equals(subject)) {
        up = vote.up();
        down = vote.down();
        version++;
      }
    }
    return new Tally(up, down, epoch, version);
  }

  private long lastSeq(SubjectId subject) {
    return log.stream()
        .filter(event -> event instanceof VoteEvent vote && vote.subject().equals(subject))
        .mapToLong(JournalEvent::seq)
        .max()
        .orElse(0);
  }

  ReadReply read(List<SubjectId> subjects, @Nullable VoterId voter, long evictions) {
    List<SubjectView> views = new ArrayList<>();
    Set<SubjectId> noSubject = new HashSet<>();
    Set<SubjectId> waiting = new HashSet<>();
    Set<SubjectId> noVote = new HashSet<>();
    for (SubjectId subject : subjects) {
      Last last = voter == null ? Last.NONE : known(new Key(subject, voter));
      if (!loaded.containsKey(subject)) {
        (draining.containsKey(subject) ? waiting : noSubject).add(subject);
      } else {
        Choice choice = last == null ? Choice.NONE : last.choice;
        views.add(new SubjectView(subject, tally(subject), choice, true));
        if (last == null) {
          noVote.add(subject);
        }
      }
    }
    return new ReadReply.Read(views, noSubject, waiting, noVote, evictions);
  }

  List<SubjectView> top(String poll, int limit) {
    return loaded.keySet().stream()
        .filter(subject -> subject.poll().equals(poll))
        .filter(subject -> !isWithdrawn(subject))
        .map(subject -> new SubjectView(subject, tally(subject), Choice.NONE, true))
        .filter(view -> view.tally().up() != 0 || view.tally().down() != 0)
        .sorted(
            comparingLong((SubjectView view) -> -view.tally().score())
                .thenComparing(comparing(SubjectView::subject)))
        .limit(limit)
        .toList();
  }

  private boolean isWithdrawn(SubjectId subject) {
    SubjectSnapshot snapshot = loaded.get(subject);
    return snapshot != null && snapshot.listing() == Listing.WITHDRAWN;
  }

  Optional<VoteSnapshot> vote(SubjectId subject, VoterId voter) {
    if (!loaded.containsKey(subject)) {
      return Optional.empty();
    }
    return Optional.ofNullable(known(new Key(subject, voter)))
        .map(last -> new VoteSnapshot(subject, voter, last.choice, last.castAt, last.request));
  }

  LoadReply loadPoll(PollSnapshot snapshot) {
    String name = snapshot.poll().name();
    if (polls.putIfAbsent(name, snapshot.poll()) == null) {
      State known = states.getOrDefault(name, State.OPEN);
      states.put(name, known.compareTo(snapshot.state()) > 0 ? known : snapshot.state());
    } else if (snapshot.state() == State.SEALED) {
      states.put(name, State.SEALED);
    }
    return LoadReply.LOADED;
  }

  LoadReply loadSubjects(int movesBefore, List<SubjectSnapshot> snapshots) {
    if (movesBefore != moves
        || snapshots.stream().anyMatch(it -> draining.containsKey(it.subject()))) {
      return LoadReply.RETRY;
    }
    for (SubjectSnapshot snapshot : snapshots) {
      if (loaded.putIfAbsent(snapshot.subject(), snapshot) == null) {
        loadedAfter.put(snapshot.subject(), log.size());
        snapshot.votes().forEach(this::load);
      }
    }
    return LoadReply.LOADED;
  }

  LoadReply loadVotes(int movesBefore, List<VoteSnapshot> snapshots) {
    if (movesBefore != moves
        || snapshots.stream().anyMatch(it -> !loaded.containsKey(it.subject()))) {
      return LoadReply.RETRY;
    }
    snapshots.forEach(this::load);
    return LoadReply.LOADED;
  }

  LoadReply loadHeld(int movesBefore, List<HeldVotes> all) {
    if (movesBefore != moves
        || all.stream().anyMatch(it -> drainingPolls.containsKey(it.voter().poll()))) {
      return LoadReply.RETRY;
    }
    for (HeldVotes it : all) {
      Map<SubjectId, HeldChoice> choices = new HashMap<>();
      it.votes()
          .forEach(
              vote ->
                  choices.put(
                      vote.subject(),
                      new HeldChoice(
                          vote.subject(), vote.choice(), Micros.toInstant(vote.castAt()))));
      held.putIfAbsent(it.voter(), choices);
    }
    return LoadReply.LOADED;
  }

  private void load(VoteSnapshot it) {
    Key key = new Key(it.subject(), it.voter());
    Last last = new Last(it.choice(), it.choice(), it.castAt(), it.castAt() > 0, it.requestId(), 0);
    if (votes.putIfAbsent(key, last) == null && it.requestId() != null) {
      requests(key)
          .add(new Request(it.requestId(), 0, it.choice(), it.choice(), it.castAt(), false));
    }
  }

  void unload(List<SubjectId> subjects) {
    moves++;
    for (SubjectId subject : subjects) {
      if (holdings().contains(subject.poll()) && lastSeq(subject.poll()) > applied) {
        drainingPolls.put(subject.poll(), lastSeq(subject.poll()));
      }
      held.keySet().removeIf(voter -> voter.poll().equals(subject.poll()));
      if (loaded.containsKey(subject)) {
        forget(subject);
        if (lastSeq(subject) > applied) {
          draining.put(subject, lastSeq(subject));
        }
      }
    }
  }

  /** The ballot polls of which it is known what some voter holds. */
  private Set<String> holdings() {
    return held.keySet().stream().map(VoterInPoll::poll).collect(toSet());
  }

  private long lastSeq(String poll) {
    return log.stream()
        .filter(event -> event instanceof VoteEvent vote && vote.subject().poll().equals(poll))
        .mapToLong(JournalEvent::seq)
        .max()
        .orElse(0);
  }

  /** Evicts what voters hold wherever that may be evicted. Returns in how many polls. */
  int evictHeld() {
    Set<String> evicted = holdings();
    evicted.removeIf(poll -> lastSeq(poll) > applied);
    held.keySet().removeIf(voter -> evicted.contains(voter.poll()));
    return evicted.size();
  }

  /** Subjects that an eviction may evict, if idleness is ignored. */
  Set<SubjectId> evictable() {
    Set<SubjectId> evictable = new HashSet<>(loaded.keySet());
    evictable.removeIf(subject -> lastSeq(subject) > applied);
    buckets.forEach(
        (key, bucket) -> {
          if (!bucket.at(steady).isFull()) {
            evictable.remove(key.subject);
          }
        });
    return evictable;
  }

  /**
   * @param held in how many ballot polls {@link #evictHeld} has evicted something
   */
  void evicted(Set<SubjectId> subjects, int held) {
    if (!subjects.isEmpty() || held > 0) {
      moves++;
    }
    subjects.forEach(this::forget);
  }

  List<PollSnapshot> polls() {
    return polls.values().stream()
        .map(poll -> new PollSnapshot(poll, states.getOrDefault(poll.name(), State.OPEN)))
        .toList();
  }

  private void forget(SubjectId subject) {
    loaded.remove(subject);
    votes.keySet().removeIf(key -> key.subject.equals(subject));
    requests.keySet().removeIf(key -> key.subject.equals(subject));
  }

  void closePoll(String poll, long time) {
    if (states.get(poll) == State.SEALED) {
      return;
    }
    if (states.getOrDefault(poll, State.OPEN) == State.OPEN) {
      states.put(poll, State.CLOSING);
    }
    if (marked.add(poll)) {
      lastCastAt = Math.max(time, lastCastAt + 1);
      log.add(new CloseEvent(epoch, seq() + 1, chain(0, lastCastAt), poll, lastCastAt));
    }
  }

  List<JournalEvent> journal(int limit) {
    return log.stream().filter(event -> event.seq() > applied).limit(limit).toList();
  }

  void applied(long seq) {
    applied = Math.max(applied, seq);
    boolean subjects = draining.values().removeIf(last -> last <= applied);
    if (drainingPolls.values().removeIf(last -> last <= applied) || subjects) {
      moves++;
    }
  }
}
