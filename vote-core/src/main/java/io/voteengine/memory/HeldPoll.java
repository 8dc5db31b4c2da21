package io.voteengine.memory;

import io.voteengine.VoterId;
import io.voteengine.poll.VoteBudget;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.HeldVotes;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.PollSnapshot.State;
import io.voteengine.spi.rules.Holdings;
import io.voteengine.spi.rules.RateLimiter;
import io.voteengine.subject.Listing;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A poll as a partition holds it. Guarded by the partition's lock. */
final class HeldPoll {
  final SubjectOrder ranking = new SubjectOrder();

  /** How many subjects of the poll are held. */
  int subjects;

  /** What voters hold in a ballot poll, as far as it is loaded. */
  private final Map<VoterId, Holdings> ballots = new HashMap<>();

  /** Number of the last event of a ballot poll in this epoch; 0: none. */
  private long lastSeq;

  /** When what a voter holds was last asked for, in {@link SteadyTime}. */
  private long ballotsUsedAt;

  private State state = State.OPEN;
  private boolean marked;
  private @Nullable PollSnapshot poll;

  /** When it was last loaded, in {@link SteadyTime}. */
  private long loadedAt;

  private @Nullable RateLimiter limit;

  boolean isLoaded() {
    return poll != null;
  }

  /** Whether it is not loaded, or was before the snapshot's rules, or its seal, were recorded. */
  boolean isOlderThan(PollSnapshot snapshot) {
    return poll == null
        || poll.revision() < snapshot.revision()
        || (state != State.SEALED && snapshot.state() == State.SEALED);
  }

  /**
   * Whether nothing is lost when the poll is evicted, because a reload restores its whole state.
   */
  boolean isForgettable() {
    return subjects == 0
        && ballots.isEmpty()
        && (state == State.SEALED || (!marked && state == State.OPEN));
  }

  /** Whether nothing is left of a sealed poll that was loaded before a moment. */
  boolean isOver(long unusedSince) {
    return state == State.SEALED && isForgettable() && loadedAt <= unusedSince;
  }

  /** Null: an ordinary poll. */
  @Nullable VoteBudget budget() {
    return poll == null ? null : poll.poll().budget();
  }

  /** Returns what a voter holds; null: it is not loaded. */
  @Nullable Holdings held(VoterId voter, long now) {
    ballotsUsedAt = now;
    return ballots.get(voter);
  }

  /** Installs what a voter holds, if it is not known. */
  void loadHeld(HeldVotes held, long now) {
    ballotsUsedAt = now;
    ballots.computeIfAbsent(held.voter().voter(), voter -> new Holdings(held.votes()));
  }

  void ballotsChanged(long seq) {
    lastSeq = seq;
  }

  /** Forgets what voters hold. Returns the number of the event that the ledger must have first. */
  long unloadBallots() {
    ballots.clear();
    return lastSeq;
  }

  /** Forgets what voters hold, if it was not used lately. Returns whether it did. */
  boolean evictBallots(long unusedSince, long watermark) {
    if (ballots.isEmpty() || ballotsUsedAt > unusedSince || lastSeq > watermark) {
      return false;
    }
    ballots.clear();
    return true;
  }

  /** Null: no limit. */
  @Nullable RateLimiter limit() {
    return limit;
  }

  /**
   * A poll that was closed by hand stays closed, and so does one that has refused a vote since its
   * closing time had come.
   */
  void load(PollSnapshot snapshot, long now) {
    loadedAt = now;
    boolean over = snapshot.over() || (poll != null && poll.over());
    limit = snapshot.poll().limit() == null ? null : RateLimiter.of(snapshot.poll().limit());
    if (snapshot.state().compareTo(state) > 0) {
      state = snapshot.state();
    }
    poll = new PollSnapshot(snapshot.poll(), state, over, snapshot.revision());
  }

  /**
   * Closes the poll. Returns whether this is the first close of the epoch, so that its marker must
   * be written. A sealed poll needs none.
   */
  boolean close() {
    if (state == State.SEALED) {
      return false;
    }
    if (state == State.OPEN) {
      state = State.CLOSING;
    }
    if (poll != null) {
      poll = new PollSnapshot(poll.poll(), state, poll.over(), poll.revision());
    }
    boolean first = !marked;
    marked = true;
    return first;
  }

  /** Returns why the poll, which must be loaded, refuses votes on a subject; null: it does not. */
  CastReply.@Nullable Refused refuses(Listing listing) {
    return Objects.requireNonNull(poll).refuses(listing);
  }

  /** Returns why the poll, which must be loaded, refuses a vote; null: it does not. */
  CastReply.@Nullable Refused refuses(CastCommand vote, long reached) {
    PollSnapshot held = Objects.requireNonNull(poll);
    CastReply.Refused refusal = held.refuses(vote, reached);
    if (vote.castAt() == 0 && refusal == CastReply.Refused.POLL_CLOSED && held.isOverAt(reached)) {
      poll = new PollSnapshot(held.poll(), held.state(), true, held.revision());
    }
    return refusal;
  }
}
