package io.voteengine.redis.cast;

import io.voteengine.redis.client.RedisFailures;
import io.voteengine.redis.client.UnreachableException;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.DeadlinePassedException;
import io.voteengine.spi.StoreUnavailableException;
import io.voteengine.spi.journal.Term;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends the votes of one partition. One call is under way at a time, until it is answered or all
 * its votes have been given up; votes that arrive meanwhile share the next one. A single vote is
 * sent at once. While there is no connection votes wait, and one of them is tried with every tick
 * of {@link DeadlineTicker}.
 */
public final class CastLane {
  /**
   * The most votes that may share a call, whatever is configured: a journal entry holds as many
   * events.
   */
  public static final int MAX_TOGETHER = 256;

  private final Function<CastBatch, CompletionStage<List<Object>>> sender;
  private final int together;
  private final int limit;
  private final ServerClock clock;
  private final Deque<PendingCast> waiting = new ArrayDeque<>();
  private @Nullable CastBatch underWay;

  /** True when the last call was not sent because there is no connection. */
  private boolean unreachable;

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
    this.clock = clock;
    this.together = together;
    this.limit = limit;
  }

  public CompletionStage<CastReply> cast(Term term, CastCommand vote, Deadline deadline) {
    PendingCast cast = PendingCast.of(term, vote, deadline);
    CastBatch batch;
    synchronized (this) {
      boolean othersTry = underWay != null || !waiting.isEmpty();
      if (unreachable && othersTry && !cast.canWait()) {
        return CompletableFuture.failedStage(new UnreachableException(null));
      }
      if (waiting.size() >= limit) {
        return CompletableFuture.failedStage(
            new StoreUnavailableException(
                "%d votes of partition %d wait for Redis already; the vote has not been sent. Votes come faster than Redis takes them, or it is stalled."
                    .formatted(limit, term.partition()),
                null));
      }
      waiting.add(cast);
      boolean first = waiting.size() == 1;
      batch = underWay == null && (first || !unreachable) ? next() : null;
    }
    send(batch);
    return cast.reply();
  }

  /** Ends the wait of votes whose time is over. Returns whether the lane is in use. */
  boolean tick() {
    List<PendingCast> late = new ArrayList<>();
    CastBatch sent;
    CastBatch attempt;
    boolean lost;
    boolean used;
    synchronized (this) {
      lost = unreachable;
      sent = underWay;
      waiting.removeIf(cast -> (lost ? !cast.canWait() : cast.isLate()) && late.add(cast));
      if (sent != null && sent.isAnswered()) {
        underWay = null; // All its votes have been given up, so no other vote waits for it.
      }
      attempt = underWay == null && (lost || sent != null) ? next() : null;
      used = sent != null || attempt != null || !waiting.isEmpty();
    }
    send(attempt);
    endUnsent(late, lost);
    if (sent != null) {
      sent.casts().forEach(PendingCast::endSentIfLate);
    }
    return used;
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
      CompletableFuture<List<Object>> answer = sender.apply(sent).toCompletableFuture();
      if (!answer.isDone()) {
        // The next call is sent before these votes are answered, so that Redis need not wait.
        answer.whenComplete(
            (replies, failure) -> {
              Ended ended = end(sent, replies, failure);
              send(ended.following());
              tell(sent, ended, replies, failure);
            });
        return;
      }
      Ended ended = answer.handle((replies, failure) -> end(sent, replies, failure)).join();
      answer.whenComplete((replies, failure) -> tell(sent, ended, replies, failure));
      batch = ended.following();
    }
  }

  /**
   * What follows a call.
   *
   * @param unsent whether there was no connection
   * @param following the next call
   * @param inHurry the votes of an unsent call that cannot wait
   * @param again the votes that are sent once more
   */
  private record Ended(
      boolean unsent,
      @Nullable CastBatch following,
      List<PendingCast> inHurry,
      List<PendingCast> again) {}

  @SuppressWarnings("ReferenceEquality") // This very call, or a later one.
  private synchronized Ended end(
      CastBatch batch, @Nullable List<Object> replies, @Nullable Throwable failure) {
    if (underWay != batch) {
      return new Ended(false, null, List.of(), List.of());
    }
    underWay = null;
    unreachable = failure != null && RedisFailures.of(failure) instanceof UnreachableException;
    if (unreachable) {
      return new Ended(true, null, putBack(batch.casts()), List.of());
    }
    List<PendingCast> again = batch.refusedTooEarly(replies);
    for (int i = again.size() - 1; i >= 0; i--) {
      waiting.addFirst(again.get(i));
    }
    return new Ended(false, next(), List.of(), again);
  }

  private static void tell(
      CastBatch batch, Ended ended, @Nullable List<Object> replies, @Nullable Throwable failure) {
    if (ended.unsent()) {
      endUnsent(ended.inHurry(), true);
    } else {
      batch.answer(replies, ended.again(), failure);
    }
  }

  /**
   * Makes unsent votes wait again, except those that were meanwhile answered that their deadline
   * has passed. Returns those that cannot wait; they fail and are never sent.
   */
  private List<PendingCast> putBack(List<PendingCast> casts) {
    List<PendingCast> inHurry = new ArrayList<>();
    for (int i = casts.size() - 1; i >= 0; i--) {
      PendingCast cast = casts.get(i);
      if (!cast.canWait()) {
        inHurry.add(cast);
      } else if (!cast.reply().isDone()) {
        waiting.addFirst(cast);
      }
    }
    return inHurry;
  }

  /** Takes the oldest votes of one term as the batch under way; null when none waits. */
  private @Nullable CastBatch next() {
    List<PendingCast> casts = new ArrayList<>();
    PendingCast first = waiting.peek();
    int most = unreachable ? 1 : together;
    while (first != null && casts.size() < most) {
      PendingCast cast = waiting.peek();
      if (cast == null || !cast.term().equals(first.term())) {
        break;
      }
      casts.add(waiting.remove());
    }
    underWay = first == null ? null : CastBatch.of(first.term(), casts, clock);
    return underWay;
  }
}
