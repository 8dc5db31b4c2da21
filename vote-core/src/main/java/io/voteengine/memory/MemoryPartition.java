package io.voteengine.memory;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoterId;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.HeldVotes;
import io.voteengine.spi.LoadReply;
import io.voteengine.spi.PermitReply;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.ReadReply;
import io.voteengine.spi.SharedLimit;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.journal.JournalSlice;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.PartitionState.Meta;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.rules.CastRules;
import io.voteengine.spi.rules.Holdings;
import io.voteengine.spi.rules.SharedLimits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One partition: the steps of {@link io.voteengine.spi.VoteStore}, each under the lock of this. */
final class MemoryPartition {
  private final String identity;
  private final PartitionClock clock;
  private final int backlog;
  private final SharedLimits limits = new SharedLimits();
  private final KeptLimits keptLimits = new KeptLimits();
  private Journal journal = new Journal(0);
  private WorkingSet held = new WorkingSet(keptLimits);
  private boolean recorded;
  private @Nullable String frozen;
  private long evictions;

  MemoryPartition(String identity, InstantSource clock, int backlog) {
    this.identity = identity;
    this.clock = new PartitionClock(clock);
    this.backlog = backlog;
  }

  synchronized CastReply cast(Term term, CastCommand vote, Deadline deadline) {
    if (!begin(term)) {
      return CastReply.Refused.WRONG_EPOCH;
    }
    HeldPoll room = held.poll(vote.subject().poll());
    if (room == null || !room.isLoaded()) {
      return new CastReply.NotLoaded(CastReply.Missing.POLL);
    }
    Subject subject = held.use(vote.subject(), clock.steady());
    if (subject == null) {
      return new CastReply.NotLoaded(CastReply.Missing.SUBJECT);
    }
    Voter voter = subject.voter(vote.voter());
    if (voter == null) {
      return new CastReply.NotLoaded(CastReply.Missing.VOTER);
    }
    Holdings ballot = null;
    if (room.budget() != null) {
      ballot = room.held(vote.voter(), clock.steady());
      if (ballot == null) {
        return new CastReply.NotLoaded(CastReply.Missing.HELD);
      }
    }
    return CastRules.cast(
        vote, new Cast(vote, deadline, subject, voter, ballot, held, journal, backlog, clock));
  }

  synchronized long latestTime() {
    clock.read();
    return clock.latest();
  }

  synchronized PermitReply takePermit(Term term, SharedLimit limit) {
    if (!begin(term)) {
      return PermitReply.Simple.WRONG_EPOCH;
    }
    long tooEarly = limits.take(limit, clock.steady());
    return tooEarly > 0 ? new PermitReply.RateLimited(tooEarly) : PermitReply.Simple.TAKEN;
  }

  synchronized boolean returnPermit(Term term, SharedLimit limit) {
    if (!begin(term)) {
      return false;
    }
    limits.giveBack(limit, clock.steady());
    return true;
  }

  synchronized ReadReply read(Term term, List<SubjectId> ids, @Nullable VoterId voter) {
    if (!begin(term)) {
      return ReadReply.Refused.WRONG_EPOCH;
    }
    List<SubjectView> views = new ArrayList<>(ids.size());
    Set<SubjectId> noSubject = new HashSet<>();
    Set<SubjectId> draining = new HashSet<>();
    Set<SubjectId> noVote = new HashSet<>();
    for (SubjectId id : ids) {
      Subject subject = held.use(id, clock.steady());
      if (subject == null) {
        (held.isDraining(id) ? draining : noSubject).add(id);
        continue;
      }
      Voter known = voter == null ? null : subject.voter(voter);
      views.add(subject.view(journal.epoch(), known == null ? Choice.NONE : known.choice));
      if (voter != null && known == null) {
        noVote.add(id);
      }
    }
    return new ReadReply.Read(views, noSubject, draining, noVote, evictions);
  }

  synchronized List<SubjectView> top(Term term, String poll, int limit) {
    HeldPoll room = begin(term) ? held.poll(poll) : null;
    if (room == null) {
      return List.of();
    }
    return room.ranking.top(limit).stream()
        .map(subject -> subject.view(journal.epoch(), Choice.NONE))
        .toList();
  }

  synchronized Optional<VoteSnapshot> vote(Term term, SubjectId id, VoterId voter) {
    Subject subject = begin(term) ? held.use(id, clock.steady()) : null;
    Voter known = subject == null ? null : subject.voter(voter);
    return Optional.ofNullable(known).map(it -> it.snapshot(id, voter));
  }

  synchronized PartitionState state() {
    return new PartitionState(
        identity,
        recorded
            ? new Meta(
                journal.epoch(),
                journal.seq(),
                journal.chain(),
                journal.applied(),
                evictions,
                frozen)
            : null);
  }

  synchronized LoadReply loadPoll(Term term, PollSnapshot poll) {
    if (!begin(term)) {
      return LoadReply.WRONG_EPOCH;
    }
    HeldPoll room = held.room(poll.poll().name());
    if (room.isOlderThan(poll)) {
      room.load(poll, clock.steady());
    }
    return LoadReply.LOADED;
  }

  synchronized LoadReply loadSubjects(
      Term term, long evictionsBefore, List<SubjectSnapshot> subjects) {
    if (!begin(term)) {
      return LoadReply.WRONG_EPOCH;
    }
    boolean loaded = evictionsBefore == evictions && held.load(subjects, clock.steady());
    return loaded ? LoadReply.LOADED : LoadReply.RETRY;
  }

  synchronized LoadReply loadVotes(Term term, long evictionsBefore, List<VoteSnapshot> votes) {
    if (!begin(term)) {
      return LoadReply.WRONG_EPOCH;
    }
    boolean loaded = evictionsBefore == evictions && held.loadVotes(votes, clock.steady());
    return loaded ? LoadReply.LOADED : LoadReply.RETRY;
  }

  synchronized LoadReply loadHeld(Term term, long evictionsBefore, List<HeldVotes> voters) {
    if (!begin(term)) {
      return LoadReply.WRONG_EPOCH;
    }
    boolean loaded = evictionsBefore == evictions && held.loadHeld(voters, clock.steady());
    return loaded ? LoadReply.LOADED : LoadReply.RETRY;
  }

  synchronized boolean unload(Term term, List<SubjectId> subjects) {
    if (!begin(term)) {
      return false;
    }
    held.unload(subjects, journal.applied(), clock.steady());
    evictions++;
    return true;
  }

  synchronized int evict(Term term, Duration idle, int limit) {
    if (!begin(term)) {
      return 0;
    }
    long unusedSince = clock.steady() - TimeUnit.MICROSECONDS.convert(idle);
    int forgotten = held.evict(unusedSince, limit, journal.applied(), clock.steady());
    if (forgotten > 0) {
      evictions++;
    }
    return forgotten;
  }

  synchronized boolean closePoll(Term term, String poll) {
    if (!begin(term)) {
      return false;
    }
    if (held.room(poll).close()) {
      journal.append(poll, clock.next(0));
    }
    return true;
  }

  synchronized JournalSlice journal(long after, int limit) {
    return new JournalSlice(state(), journal.oldest(after, limit));
  }

  /**
   * Raises the watermark. A subject that has drained may be loaded again, but only with figures
   * that are read after this call: a load that is on its way may lack its last events.
   */
  synchronized boolean applied(Term term, long seq) {
    if (!begin(term)) {
      return false;
    }
    journal.applied(seq);
    if (held.drained(journal.applied())) {
      evictions++;
    }
    return true;
  }

  synchronized PartitionState freeze(String token) {
    recorded = true;
    frozen = token;
    return state();
  }

  synchronized boolean reset(Term term, String token) {
    if (!token.equals(frozen) || !identity.equals(term.identity())) {
      return false;
    }
    clock.read();
    held.forgetAll(clock.steady());
    journal = new Journal(term.epoch());
    held = new WorkingSet(keptLimits);
    frozen = null;
    evictions++;
    return true;
  }

  /**
   * Returns whether the partition serves in this term. If it does, reads the clock for the step.
   */
  private boolean begin(Term term) {
    if (!recorded
        || frozen != null
        || term.epoch() != journal.epoch()
        || !identity.equals(term.identity())) {
      return false;
    }
    clock.read();
    return true;
  }
}
