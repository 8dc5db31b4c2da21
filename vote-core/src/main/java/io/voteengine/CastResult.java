package io.voteengine;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a cast. What a host must expect in daily life is a result; what it must repair is
 * an exception ({@link VoteException}). A vote that was refused has changed nothing.
 */
public sealed interface CastResult {
  /**
   * The request that was answered.
   *
   * @return its id
   */
  RequestId requestId();

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
   * The vote is older than the voter's present choice: it was cast with a time of its own that is
   * not later, or it is the retry of a request that a newer one of the same voter overtook. A
   * request whose first attempt was lost on the way may be told so too, where the voter's choice
   * was cast through another engine, moments before it: ask the voter again.
   *
   * @param requestId the request that was answered
   * @param choice the voter's present choice
   * @param tally the subject's present counts
   */
  record Superseded(RequestId requestId, Choice choice, Tally tally) implements CastResult {}

  /**
   * Refused: votes come more often than the poll's limit, or the engine's limit per voter or per
   * key, allows.
   *
   * @param requestId the request that was answered
   * @param retryAfter when the next attempt can succeed, more than zero
   */
  record RateLimited(RequestId requestId, Duration retryAfter) implements CastResult {}

  /**
   * Refused: there is no such poll, or its opening time has not come.
   *
   * @param requestId the request that was answered
   */
  record PollNotOpen(RequestId requestId) implements CastResult {}

  /**
   * Refused: the poll has closed.
   *
   * @param requestId the request that was answered
   */
  record PollClosed(RequestId requestId) implements CastResult {}

  /**
   * Refused: the poll's rules do not allow this choice.
   *
   * @param requestId the request that was answered
   */
  record ChoiceNotAllowed(RequestId requestId) implements CastResult {}

  /**
   * Refused: as many votes wait for the ledger as this engine or the store is set to hold, or as
   * many answers wait for the host's callbacks as may. Try again once the ledger is back.
   *
   * @param requestId the request that was answered
   */
  record BacklogFull(RequestId requestId) implements CastResult {}

  /**
   * The deadline passed while the outcome was open: the vote may or may not count, or (with {@link
   * Ack#DURABLE}) it counts but is not known to be durable. Cast it again with the same request id,
   * or ask {@link VoteEngine#status}.
   *
   * @param requestId the request whose outcome is open
   */
  record Unknown(RequestId requestId) implements CastResult {}
}
