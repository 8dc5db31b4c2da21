package io.voteengine.memory;

import io.voteengine.Choice;
import io.voteengine.Micros;
import io.voteengine.Poll;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastCommand.Kind;
import io.voteengine.spi.CastReply.Refused;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.PollSnapshot.State;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a partition holds of a poll. Guarded by the partition's lock. */
final class PollRoom {
  final Ranking ranking = new Ranking();

  private State state = State.OPEN;
  private boolean loaded;
  private boolean marked;
  private final Set<Choice> allowed = EnumSet.of(Choice.NONE);
  private long opensAt;
  private long closesAt;
  private @Nullable Gcra limit;

  boolean isLoaded() {
    return loaded;
  }

  /** Null: without limit. */
  @Nullable Gcra limit() {
    return limit;
  }

  /** A poll that was closed before it was loaded stays closed. */
  void load(PollSnapshot snapshot) {
    Poll poll = snapshot.poll();
    allowed.addAll(poll.choices());
    opensAt = micros(poll.opensAt(), Long.MIN_VALUE);
    closesAt = micros(poll.closesAt(), Long.MAX_VALUE);
    limit = poll.limit() == null ? null : Gcra.of(poll.limit());
    if (snapshot.state().compareTo(state) > 0) {
      state = snapshot.state();
    }
    loaded = true;
  }

  /** Whether this is the first close of the epoch, so that its marker must be written. */
  boolean close() {
    if (state == State.OPEN) {
      state = State.CLOSING;
    }
    boolean first = !marked;
    marked = true;
    return first;
  }

  @Nullable Refused refuses(CastCommand vote, long now) {
    if (state == State.SEALED) {
      return Refused.POLL_CLOSED;
    }
    if (vote.kind() != Kind.RESENT) {
      if (state == State.CLOSING || now >= closesAt) {
        return Refused.POLL_CLOSED;
      }
      if (now < opensAt) {
        return Refused.POLL_NOT_OPEN;
      }
    }
    return allowed.contains(vote.choice()) ? null : Refused.CHOICE_NOT_ALLOWED;
  }

  private static long micros(@Nullable Instant instant, long otherwise) {
    return instant == null ? otherwise : Micros.of(instant);
  }
}
