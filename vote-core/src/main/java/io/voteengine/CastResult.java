package io.voteengine;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a cast: the vote counts, it certainly does not, or nobody knows yet. What a host
 * must expect in daily life is a result; what it must repair is an exception ({@link
 * VoteException}).
 */
public sealed interface CastResult {
  /**
   * The request that was answered.
   *
   * @return its id
   */
  RequestId requestId();

  /**
   * Whether the vote counts.
   *
   * @return true for {@link Accepted} only
   */
  default boolean isAccepted() {
    return this instanceof Accepted;
  }

  /**
   * The accepted vote, for callers that do not look at refusals.
   *
   * @return this
   * @throws VoteRejectedException when the vote was rejected
   * @throws VoteUnknownException when it is not known whether the vote counts
   */
  Accepted orElseThrow();

  /**
   * The vote counts, or counted already.
   *
   * @param receipt all about it
   */
  record Accepted(VoteReceipt receipt) implements CastResult {
    @Override
    public RequestId requestId() {
      return receipt.requestId();
    }

    @Override
    public Accepted orElseThrow() {
      return this;
    }

    /**
     * The subject's counts with this vote.
     *
     * @return see {@link VoteReceipt#tally()}
     */
    public Tally tally() {
      return receipt.tally();
    }

    /**
     * What the cast did.
     *
     * @return see {@link VoteReceipt#action()}
     */
    public Action action() {
      return receipt.action();
    }

    /**
     * The voter's choice now.
     *
     * @return see {@link VoteReceipt#choice()}
     */
    public Choice choice() {
      return receipt.choice();
    }

    /**
     * When the ledger has the vote.
     *
     * @return see {@link VoteReceipt#durable()}
     */
    public CompletionStage<@Nullable Void> durable() {
      return receipt.durable();
    }
  }

  /**
   * The vote was certainly not cast, and changed nothing: neither counts nor the limits of others.
   *
   * @param requestId the request that was answered
   * @param reason why
   * @param retryAfter when the next attempt can succeed, more than zero; null where the reason is
   *     neither {@link Reason#RATE_LIMITED} nor {@link Reason#UNAVAILABLE}
   * @param choice the voter's present choice on the subject; null where it was not looked up
   * @param tally the subject's present counts; null where they were not looked up
   */
  record Rejected(
      RequestId requestId,
      Reason reason,
      @Nullable Duration retryAfter,
      @Nullable Choice choice,
      @Nullable Tally tally)
      implements CastResult {
    private static final Set<Reason> TEMPORARY =
        EnumSet.of(Reason.RATE_LIMITED, Reason.UNAVAILABLE);

    /** Checks that exactly the temporary reasons say when to try again. */
    public Rejected {
      boolean later = retryAfter != null && retryAfter.compareTo(Duration.ZERO) > 0;
      if (later != TEMPORARY.contains(reason)) {
        throw new IllegalArgumentException(reason + " with retryAfter " + retryAfter);
      }
    }

    @Override
    public Accepted orElseThrow() {
      throw new VoteRejectedException(this);
    }
  }

  /** Why a vote was not cast. */
  enum Reason {
    /**
     * The vote is older than the voter's present choice: it was cast with a time of its own that is
     * not later, or it is the retry of a request that a newer one of the same voter overtook. A
     * request whose first attempt was lost on the way may get this answer too, where the voter's
     * choice was cast through another engine, moments before it: ask the voter again.
     */
    SUPERSEDED,
    /**
     * Votes come more often than the poll's limit, or the engine's limit per voter or per key,
     * allows. Try again after {@link Rejected#retryAfter}.
     */
    RATE_LIMITED,
    /** There is no such poll, or its opening time has not come. */
    POLL_NOT_OPEN,
    /** The poll has closed. */
    POLL_CLOSED,
    /** The poll's rules do not allow this choice. */
    CHOICE_NOT_ALLOWED,
    /** The request id was used before, for a vote with another content. Use a new id. */
    REQUEST_ID_REUSED,
    /**
     * The vote cannot be taken now: the store or the ledger cannot be reached or is overwhelmed, or
     * too many votes wait for the ledger. {@link VoteEngine#health} and the log say which. Try
     * again after {@link Rejected#retryAfter}, with the same request id.
     */
    UNAVAILABLE
  }

  /**
   * The deadline passed while the outcome was open: the vote may or may not count, or (with {@link
   * Ack#DURABLE}) it counts but is not known to be durable. Cast it again with the same request id,
   * or ask {@link VoteEngine#status}.
   *
   * @param requestId the request whose outcome is open
   */
  record Unknown(RequestId requestId) implements CastResult {
    @Override
    public Accepted orElseThrow() {
      throw new VoteUnknownException(this);
    }
  }
}
