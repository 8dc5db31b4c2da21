package io.voteengine.memory;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.VoterId;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.subject.Listing;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A loaded subject and the voters known on it. Guarded by the partition's lock. */
final class Subject {
  final SubjectId id;
  final HeldPoll room;
  final Listing listing;
  final @Nullable VoterId owner;
  long up;
  long down;
  long version;

  /** Number of its last event in this epoch; 0: none. */
  long lastSeq;

  /** When it was last cast on or read, in {@link SteadyTime}. */
  long usedAt;

  /** When all voters have all permits back, in {@link SteadyTime}. */
  long limitedUntil;

  final Map<VoterId, Voter> voters = new HashMap<>();
  private final boolean complete;
  private final KeptLimits limits;

  Subject(SubjectSnapshot snapshot, HeldPoll room, KeptLimits limits) {
    this.id = snapshot.subject();
    this.room = room;
    this.listing = snapshot.listing();
    this.owner = snapshot.owner();
    this.up = snapshot.up();
    this.down = snapshot.down();
    this.version = snapshot.version();
    this.complete = snapshot.complete();
    this.limits = limits;
    this.limitedUntil = limits.until(id);
    snapshot.votes().forEach(this::load);
  }

  /** Whether it belongs on lists: it has votes, and was not withdrawn. */
  boolean isRanked() {
    return (up != 0 || down != 0) && listing != Listing.WITHDRAWN;
  }

  long score() {
    return up - down;
  }

  /** Installs a voter who is not known yet. */
  void load(VoteSnapshot vote) {
    if (!voters.containsKey(vote.voter())) {
      keep(vote.voter(), limited(vote.voter(), Voter.loaded(vote)));
    }
  }

  /**
   * Returns the voter: a new one if the voter has certainly not voted, null if that is not known.
   */
  @Nullable Voter voter(VoterId voter) {
    Voter known = voters.get(voter);
    return known == null && complete ? limited(voter, new Voter()) : known;
  }

  private Voter limited(VoterId id, Voter voter) {
    voter.limiter = limits.limiter(this.id, id);
    return voter;
  }

  /** Keeps the voter, and extends the time until which their rate limit has a state. */
  void keep(VoterId id, Voter voter) {
    voters.put(id, voter);
    limitedUntil = Math.max(limitedUntil, voter.limiter);
  }

  void change(Choice from, Choice to) {
    if (from != to) {
      room.ranking.countsMove(this);
      count(from, -1);
      count(to, 1);
    }
    version++;
  }

  private void count(Choice choice, int by) {
    switch (choice) {
      case UP -> up += by;
      case DOWN -> down += by;
      case NONE -> {}
    }
  }

  Tally tally(long epoch) {
    return new Tally(up, down, epoch, version);
  }

  SubjectView view(long epoch, Choice choice) {
    return new SubjectView(id, tally(epoch), choice, true);
  }
}
