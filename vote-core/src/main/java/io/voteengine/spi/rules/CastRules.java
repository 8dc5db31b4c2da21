package io.voteengine.spi.rules;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.poll.HeldChoice;
import io.voteengine.poll.VoteBudget;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastCommand.Kind;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.CastReply.Missing;
import io.voteengine.spi.CastReply.Refused;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a cast, for whatever holds the state: which checks there are, and in which order.
 * The first that fails decides: request known or perhaps forgotten; probe; deadline; poll not
 * sealed, opening hours, choice allowed ({@link io.voteengine.spi.PollSnapshot#refuses}); subject
 * listed and not withdrawn; overtaken or older than the voter's choice; in a ballot poll the
 * budget; rate limit; backlog. Before these, each server finds poll, subject and voter its own way;
 * see {@link io.voteengine.spi.VoteServer#cast}.
 *
 * <p>{@code cast.lua} of vote-redis is a translation of this class; change both.
 */
public final class CastRules {
  private CastRules() {}

  /**
   * Casts a vote.
   *
   * @param vote the vote
   * @param state the state that it is cast on, which this call changes if the vote is accepted
   * @return the answer
   */
  public static CastReply cast(CastCommand vote, CastState state) {
    CastReply known = known(vote, state);
    if (known != null) {
      return known;
    }
    if (vote.kind() == Kind.PROBE) {
      return declined(Refused.UNKNOWN_REQUEST, state);
    }
    if (state.isExpired()) {
      return Refused.EXPIRED;
    }
    Choice choice = choice(vote, state.choice());
    Refused refusal = state.refuses(vote);
    if (refusal == null && !isAllowedOnAnySubject(vote, choice, state)) {
      refusal = state.refusesSubject();
    }
    if (refusal != null) {
      return declined(refusal, state);
    }
    if (isOvertaken(vote, state)) {
      return overtaken(vote, state);
    }
    Holdings.Held moved = needsRoom(vote, choice, state) ? state.held().oldest() : null;
    if (moved != null) {
      CastReply without = withoutRoom(vote, moved, state);
      if (without != null) {
        return without;
      }
    }
    // A vote that is sent again was accepted before.
    if (vote.kind() != Kind.RESENT) {
      long tooEarly = state.takePermit();
      if (tooEarly > 0) {
        return declined(new CastReply.RateLimited(tooEarly), state);
      }
      if (state.isFull()) {
        return declined(Refused.BACKLOG_FULL, state);
      }
    }
    return moved == null
        ? state.write(vote, choice, time(vote, 0, state), null)
        : state.write(vote, choice, time(vote, moved.castAt(), state), moved.subject());
  }

  /** A voter may always take back a choice. A vote that is sent again was accepted before. */
  private static boolean isAllowedOnAnySubject(CastCommand vote, Choice choice, CastState state) {
    return vote.kind() == Kind.RESENT || (choice == Choice.NONE && state.choice() != Choice.NONE);
  }

  /** Whether the voter holds as many choices as the poll allows, and this is one more. */
  private static boolean needsRoom(CastCommand vote, Choice choice, CastState state) {
    VoteBudget budget = state.budget();
    return budget != null
        && choice != Choice.NONE
        && !state.held().holds(vote.subject())
        && state.held().size() >= budget.votes();
  }

  /**
   * Returns why no room can be made for a vote by taking back the choice that was cast first; null:
   * it can.
   */
  private static @Nullable CastReply withoutRoom(
      CastCommand vote, Holdings.Held oldest, CastState state) {
    VoteBudget budget = Objects.requireNonNull(state.budget());
    if (budget.whenSpent() == VoteBudget.WhenSpent.REFUSE || state.held().size() > budget.votes()) {
      return declined(Refused.BUDGET_SPENT, state);
    }
    if (vote.castAt() != 0 && vote.castAt() <= oldest.castAt()) {
      return overtaken(vote, state);
    }
    Missing missing = state.missing(oldest.subject());
    return missing == null ? null : new CastReply.NotLoaded(missing, oldest.subject());
  }

  /** Returns the answer to a request that was, or may have been, cast before; null: it is new. */
  private static @Nullable CastReply known(CastCommand vote, CastState state) {
    Missing missing = vote.fresh() ? null : state.missing();
    if (missing != null) {
      return new CastReply.NotLoaded(missing);
    }
    EarlierRequest earlier = state.earlier(vote);
    if (earlier == null) {
      return null;
    }
    if (!earlier.same()) {
      return new CastReply.Reused(state.choice(), state.tally(), held(state));
    }
    return earlier.overtaken()
        ? superseded(state)
        : new CastReply.Replayed(
            state.seq(),
            earlier.previous(),
            earlier.choice(),
            state.tally(),
            earlier.castAt(),
            held(state),
            state.owner());
  }

  /** A vote with a time of its own is ordered by that time alone, whether it is a retry or not. */
  private static boolean isOvertaken(CastCommand vote, CastState state) {
    if (vote.castAt() == 0) {
      return vote.kind() == Kind.RETRY && state.castAt() > vote.seen();
    }
    if (vote.castAt() != state.castAt()) {
      return vote.castAt() < state.castAt();
    }
    RequestId present = state.requestId();
    return present != null && vote.requestId().compareTo(present) <= 0;
  }

  private static CastReply overtaken(CastCommand vote, CastState state) {
    if (vote.kind() == Kind.RESENT) {
      return state.writeOvertaken(vote);
    }
    if (vote.castAt() == 0) {
      state.rememberOvertaken(vote);
    }
    return superseded(state);
  }

  private static Choice choice(CastCommand vote, Choice present) {
    return vote.toggle() && vote.choice() == present ? Choice.NONE : vote.choice();
  }

  /**
   * The own times of the voter's last vote, and of the choice that moves, can raise this time, but
   * no other voter's.
   */
  private static long time(CastCommand vote, long movedAt, CastState state) {
    return vote.castAt() != 0
        ? vote.castAt()
        : Math.max(state.nextTime(vote.seen()), Math.max(state.castAt(), movedAt) + 1);
  }

  private static CastReply superseded(CastState state) {
    return new CastReply.Superseded(
        state.seq(), state.choice(), state.tally(), state.castAt(), held(state));
  }

  private static CastReply declined(CastReply.Refusal reason, CastState state) {
    return new CastReply.Declined(reason, state.choice(), state.tally(), held(state));
  }

  private static List<HeldChoice> held(CastState state) {
    return state.budget() == null ? List.of() : state.held().choices();
  }
}
