package io.voteengine.redis.cast;

import io.voteengine.redis.client.UnreachableException;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.DeadlinePassedException;
import io.voteengine.spi.StoreUnavailableException;
import io.voteengine.spi.journal.Term;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends the votes of one partition. One call is under way at a time; votes that arrive meanwhile
 * share the next one. A single vote is sent at once. While there is no connection votes wait, and
 * one of them is tried with every tick of {@link DeadlineTicker}.
 *
 * <p>Callers, the ticker and the client's threads run it at once: its {@link CastQueue} orders
 * them, and no lock is held while a call is sent or a vote is answered.
 */
public final class CastLane {
  /**
   * The most votes that may share a call, whatever is configured: a journal entry holds as many
   * events.
   */
  public static final int MAX_TOGETHER = 256;

  private final Function<CastBatch, CompletionStage<List<Object>>> sender;
  private final CastQueue queue;

  /**
   * @param clock the partition's clock
   * @param together how many votes may share a call
   * @param limit how many votes may wait; further ones are refused
   */
  public CastLane(
      Function<CastBatch, CompletionStage<List<Object>>> sender,
      ServerClock clock,
      int together,
      int limit) {
    this.sender = sender;
    this.queue = new CastQueue(clock, together, limit);
  }

  public CompletionStage<CastReply> cast(Term term, CastCommand vote, Deadline deadline) {
    PendingCast cast = PendingCast.of(term, vote, deadline);
    CastBatch batch;
    try {
      batch = queue.add(cast);
    } catch (StoreUnavailableException e) {
      return CompletableFuture.failedStage(e);
    }
    send(batch);
    return cast.reply();
  }

  /** Returns how many votes wait for their turn. */
  public int waiting() {
    return queue.waiting();
  }

  /** Ends the wait of votes whose time is over. Returns whether the lane is in use. */
  boolean tick() {
    CastQueue.Tick tick = queue.tick();
    send(tick.following());
    endUnsent(tick.late(), tick.unreachable());
    CastBatch sent = tick.sent();
    if (sent != null) {
      sent.casts().forEach(PendingCast::endSentIfLate);
    }
    return tick.used();
  }

  private static void endUnsent(List<PendingCast> casts, boolean unreachable) {
    if (casts.isEmpty()) {
      return;
    }
    StoreUnavailableException failure =
        unreachable
            ? new UnreachableException(null)
            : new DeadlinePassedException(
                "The deadline passed while the vote waited for others of its partition; it has not"
                    + " been sent to Redis. Try again, or give the engine a longer deadline.");
    casts.forEach(cast -> cast.reply().completeExceptionally(failure));
  }

  /** Sends calls in a loop: those that fail at once, since they could not be sent, do not nest. */
  private void send(@Nullable CastBatch first) {
    CastBatch batch = first;
    while (batch != null) {
      CastBatch sent = batch;
      CompletableFuture<List<Object>> reply = sender.apply(sent).toCompletableFuture();
      if (!reply.isDone()) {
        // The next call is sent before these votes are answered, so that Redis need not wait.
        reply.whenComplete(
            (replies, failure) -> {
              CastQueue.Ended ended = queue.end(sent, replies, failure);
              send(ended.following());
              answer(sent, ended, replies, failure);
            });
        return;
      }
      CastQueue.Ended ended =
          reply.handle((replies, failure) -> queue.end(sent, replies, failure)).join();
      reply.whenComplete((replies, failure) -> answer(sent, ended, replies, failure));
      batch = ended.following();
    }
  }

  private static void answer(
      CastBatch batch,
      CastQueue.Ended ended,
      @Nullable List<Object> replies,
      @Nullable Throwable failure) {
    if (ended.unsent()) {
      endUnsent(ended.inHurry(), true);
    } else {
      batch.answer(replies, ended.again(), failure);
    }
  }
}
