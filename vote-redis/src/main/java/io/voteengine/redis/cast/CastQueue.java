package io.voteengine.redis.cast;

import io.voteengine.redis.client.RedisFailures;
import io.voteengine.redis.client.UnreachableException;
import io.voteengine.spi.StoreUnavailableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The waiting votes of one partition, and the call that is under way: one at a time, until it is
 * answered or all its votes have been given up. It decides under its lock what is sent next and who
 * fails; its {@link CastLane} sends and answers without the lock.
 */
final class CastQueue {
  private final ServerClock clock;
  private final int together;
  private final int limit;
  private final Deque<PendingCast> waiting = new ArrayDeque<>();
  private @Nullable CastBatch underWay;

  /** True when the last call was not sent because there is no connection. */
  private boolean unreachable;

  /**
   * @param clock the partition's clock
   * @param together how many votes may share a call
   * @param limit how many votes may wait; further ones are refused
   */
  CastQueue(ServerClock clock, int together, int limit) {
    this.clock = clock;
    this.together = together;
    this.limit = limit;
  }

  /**
   * Adds a vote.
   *
   * @return the call to send now; null when the vote waits
   * @throws StoreUnavailableException when the vote cannot wait; it is not added
   */
  synchronized @Nullable CastBatch add(PendingCast cast) {
    boolean othersTry = underWay != null || !waiting.isEmpty();
    if (unreachable && othersTry && !cast.canWait()) {
      throw new UnreachableException(null);
    }
    if (waiting.size() >= limit) {
      throw new StoreUnavailableException(
          "%d votes of partition %d wait for Redis already; the vote has not been sent. Votes come faster than Redis takes them, or it is stalled."
              .formatted(limit, cast.term().partition()),
          null);
    }
    waiting.add(cast);
    boolean first = waiting.size() == 1;
    return underWay == null && (first || !unreachable) ? next() : null;
  }

  synchronized int waiting() {
    return waiting.size();
  }

  /**
   * What a tick has found.
   *
   * @param late the votes that may not wait any longer, and were not sent
   * @param unreachable whether they waited for a connection
   * @param sent the call that was under way
   * @param following the call to send now
   * @param used whether votes wait or are under way
   */
  record Tick(
      List<PendingCast> late,
      boolean unreachable,
      @Nullable CastBatch sent,
      @Nullable CastBatch following,
      boolean used) {}

  /** Takes out the votes whose time is over. */
  synchronized Tick tick() {
    List<PendingCast> late = new ArrayList<>();
    boolean lost = unreachable;
    CastBatch sent = underWay;
    waiting.removeIf(cast -> (lost ? !cast.canWait() : cast.isLate()) && late.add(cast));
    if (sent != null && sent.isAnswered()) {
      underWay = null; // All its votes have been given up, so no other vote waits for it.
    }
    CastBatch following = underWay == null && (lost || sent != null) ? next() : null;
    boolean used = sent != null || following != null || !waiting.isEmpty();
    return new Tick(late, lost, sent, following, used);
  }

  /**
   * What follows a call.
   *
   * @param unsent whether there was no connection
   * @param following the next call
   * @param inHurry the votes of an unsent call that cannot wait
   * @param again the votes that are sent once more
   */
  record Ended(
      boolean unsent,
      @Nullable CastBatch following,
      List<PendingCast> inHurry,
      List<PendingCast> again) {}

  /** Records the outcome of a call. */
  @SuppressWarnings("ReferenceEquality") // This very call, or a later one.
  synchronized Ended end(
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
