package io.voteengine;

import io.voteengine.poll.HeldChoice;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a cast: the vote counts, it certainly does not count, or its outcome is not known
 * yet. What a host must expect in normal operation is a result; what somebody must repair is an
 * exception ({@link VoteException}).
 */
public sealed interface CastResult {
  /**
   * Returns the id of the request that was answered.
   *
   * @return the request id
   */
  RequestId requestId();

  /**
   * Returns whether the vote counts.
   *
   * @return true for {@link Accepted} only
   */
  default boolean isAccepted() {
    return this instanceof Accepted;
  }

  /**
   * Returns the accepted vote, for callers that do not handle rejections themselves.
   *
   * @return this
   * @throws VoteRejectedException when the vote was rejected
   * @throws VoteUnknownException when it is not known whether the vote counts
   */
  Accepted orElseThrow();

  /**
   * The vote counts, or counted already.
   *
   * @param receipt the details of the vote
   * @param durable completes when the ledger has committed the vote; completes with a {@link
   *     VoteException} when it is known that it never will, or that the database refused it ({@link
   *     VoteEngine#quarantine()}). Callbacks attached to it run on the threads of {@link
   *     VoteEngineBuilder#callbackExecutor}
   */
  record Accepted(VoteReceipt receipt, CompletableFuture<@Nullable Void> durable)
      implements CastResult {
    @Override
    public RequestId requestId() {
      return receipt.requestId();
    }

    @Override
    public Accepted orElseThrow() {
      return this;
    }

    /**
     * Returns the subject's counts with this vote.
     *
     * @return see {@link VoteReceipt#tally()}
     */
    public Tally tally() {
      return receipt.tally();
    }

    /**
     * Returns what the cast changed.
     *
     * @return see {@link VoteReceipt#action()}
     */
    public Action action() {
      return receipt.action();
    }

    /**
     * Returns the voter's choice after the cast.
     *
     * @return see {@link VoteReceipt#choice()}
     */
    public Choice choice() {
      return receipt.choice();
    }
  }

  /**
   * The vote was certainly not cast. It changed no counts and took no permits; only {@link
   * Reason#SUPERSEDED} takes permits of the engine's limits per voter and per key.
   *
   * @param requestId the request that was answered
   * @param reason why the vote was not cast
   * @param retryAfter the time after which the next attempt can succeed, more than zero; null where
   *     the reason is neither {@link Reason#RATE_LIMITED} nor {@link Reason#UNAVAILABLE}
   * @param choice the voter's present choice on the subject; null where it was not looked up
   * @param tally the subject's present counts; null where they were not looked up, {@link
   *     Tally#HIDDEN} where the poll's visibility hides them from the voter
   * @param held in a ballot poll the choices that the voter holds in it, the one that was cast
   *     first is first; empty also where they were not looked up, which is where {@code choice} is
   *     null
   */
  record Rejected(
      RequestId requestId,
      Reason reason,
      @Nullable Duration retryAfter,
      @Nullable Choice choice,
      @Nullable Tally tally,
      List<HeldChoice> held)
      implements CastResult {
    private static final Set<Reason> TEMPORARY =
        EnumSet.of(Reason.RATE_LIMITED, Reason.UNAVAILABLE);

    /**
     * Checks that {@code retryAfter} is set for the temporary reasons and for no others.
     *
     * @throws IllegalArgumentException when it is not so
     */
    public Rejected {
      boolean later = retryAfter != null && retryAfter.compareTo(Duration.ZERO) > 0;
      if (later != TEMPORARY.contains(reason)) {
        throw new IllegalArgumentException(reason + " with retryAfter " + retryAfter);
      }
      held = List.copyOf(held);
    }

    /**
     * Creates the answer in an ordinary poll.
     *
     * @param requestId see {@link Rejected}
     * @param reason see {@link Rejected}
     * @param retryAfter see {@link Rejected}
     * @param choice see {@link Rejected}
     * @param tally see {@link Rejected}
     */
    public Rejected(
        RequestId requestId,
        Reason reason,
        @Nullable Duration retryAfter,
        @Nullable Choice choice,
        @Nullable Tally tally) {
      this(requestId, reason, retryAfter, choice, tally, List.of());
    }

    @Override
    public Accepted orElseThrow() {
      throw new VoteRejectedException(this);
    }
  }

  /** The reason why a vote was not cast. */
  enum Reason {
    /**
     * The vote is older than the voter's present choice. Either it was cast with a time of its own
     * that is not later (in a ballot poll whose votes move, than all choices that the voter holds),
     * or it is the retry of a request that a newer one of the same voter overtook. A request whose
     * first attempt got lost can also get this answer, if the voter's choice was cast through
     * another engine moments before it. Ask the voter again.
     */
    SUPERSEDED,
    /**
     * Votes come more often than the poll's limit, or the engine's limit per voter or per key,
     * allows. Try again after {@link Rejected#retryAfter}.
     */
    RATE_LIMITED,
    /**
     * There is no such poll, or it has not opened yet, or the vote's own time is before the poll
     * opened.
     */
    POLL_NOT_OPEN,
    /** The poll has closed. */
    POLL_CLOSED,
    /** The poll's rules do not allow this choice. */
    CHOICE_NOT_ALLOWED,
    /**
     * The poll lists its subjects ({@link Poll#listedSubjects}), and this is none of them. Nothing
     * is kept of such a vote. The host may list the subject ({@link
     * io.voteengine.subject.Subjects#add}); then votes on it are accepted.
     */
    SUBJECT_UNKNOWN,
    /**
     * The host has withdrawn the subject ({@link io.voteengine.subject.Subjects#withdraw}). A voter
     * may still take back a choice on it.
     */
    SUBJECT_WITHDRAWN,
    /**
     * The voter holds as many choices in the ballot poll as it allows ({@link Rejected#held}), and
     * its votes do not move. The voter may take one back, and vote again.
     */
    BUDGET_SPENT,
    /** The request id was used before for a different vote. Use a new id. */
    REQUEST_ID_REUSED,
    /**
     * The engine cannot take the vote now: the store or the ledger cannot be reached or is
     * overloaded, or too many votes wait for the ledger. {@link VoteEngine#health} and the log say
     * which of these. Try again after {@link Rejected#retryAfter}, with the same request id.
     */
    UNAVAILABLE
  }

  /**
   * The deadline passed before the outcome was known. The vote may or may not count, or (with
   * {@link Ack#DURABLE}) it counts and may not be durable yet. Cast it again with the same request
   * id, or ask {@link VoteEngine#status}.
   *
   * @param requestId the request whose outcome is not known
   */
  record Unknown(RequestId requestId) implements CastResult {
    @Override
    public Accepted orElseThrow() {
      throw new VoteUnknownException(this);
    }
  }
}
