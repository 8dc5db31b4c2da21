package io.voteengine.engine.live.topic;

import io.voteengine.Poll;
import io.voteengine.live.Interest;
import io.voteengine.live.LiveUpdate.PollState;
import io.voteengine.live.LiveUpdate.PollState.Occasion;
import io.voteengine.live.LiveUpdate.PollState.Stage;
import io.voteengine.live.SharedUpdate;
import io.voteengine.spi.PollSnapshot;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A watched poll's rules and stage. The rules come from the ledger, the stage from the engine's
 * clock. A closed poll stays closed, and rules of an older revision are ignored.
 */
public final class PollTopic extends NewestTopic {
  public final String poll;

  /** Whether it is being read. */
  public volatile boolean reading;

  private final Duration closingSoon;
  private @Nullable PollSnapshot recorded;
  private @Nullable Stage stage;

  public PollTopic(String poll, Duration closingSoon) {
    super(Interest.pollState(poll));
    this.poll = poll;
    this.closingSoon = closingSoon;
  }

  /** Takes what the ledger has recorded. Returns whether watchers lack something. */
  public synchronized boolean offer(PollSnapshot read, Instant now) {
    PollSnapshot before = recorded;
    if (before != null && read.revision() < before.revision()) {
      return false;
    }
    recorded = read;
    boolean changed = before != null && !before.poll().equals(read.poll());
    return look(now, changed);
  }

  /** Looks at the clock. Returns whether watchers lack something. */
  public synchronized boolean look(Instant now) {
    return look(now, false);
  }

  private boolean look(Instant now, boolean changed) {
    PollSnapshot read = recorded;
    if (read == null) {
      return false;
    }
    Stage before = stage;
    Stage reached = reached(read, now);
    if (before != null && before.compareTo(Stage.CLOSED) >= 0 && reached.compareTo(before) < 0) {
      reached = before;
    }
    if (reached == before && !changed) {
      return false;
    }
    stage = reached;
    Occasion occasion =
        before == null
            ? Occasion.SNAPSHOT
            : reached.compareTo(before) <= 0 ? Occasion.RULES_CHANGED : of(reached);
    set(new PollState(read.poll(), reached, occasion));
    return true;
  }

  private Stage reached(PollSnapshot read, Instant now) {
    if (read.state() == PollSnapshot.State.SEALED) {
      return Stage.SEALED;
    }
    Poll rules = read.poll();
    Instant closesAt = rules.closesAt();
    if (read.state() == PollSnapshot.State.CLOSING
        || read.over()
        || (closesAt != null && !now.isBefore(closesAt))) {
      return Stage.CLOSED;
    }
    Instant opensAt = rules.opensAt();
    if (opensAt != null && now.isBefore(opensAt)) {
      return Stage.AHEAD;
    }
    return closesAt != null && !now.isBefore(closesAt.minus(closingSoon))
        ? Stage.CLOSING_SOON
        : Stage.OPEN;
  }

  private static Occasion of(Stage reached) {
    return switch (reached) {
      case AHEAD -> Occasion.RULES_CHANGED;
      case OPEN -> Occasion.OPENED;
      case CLOSING_SOON -> Occasion.CLOSING_SOON;
      case CLOSED -> Occasion.CLOSED;
      case SEALED -> Occasion.SEALED;
    };
  }

  @Override
  public SharedUpdate snapshot(SharedUpdate update) {
    PollState state = (PollState) update.update();
    return new SharedUpdate(new PollState(state.poll(), state.stage(), Occasion.SNAPSHOT));
  }
}
