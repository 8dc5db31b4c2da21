package io.voteengine.redis.cast;

import io.voteengine.VoteStoreException;
import io.voteengine.log.LogThrottle;
import io.voteengine.redis.client.RedisFailures;
import io.voteengine.redis.script.Replies;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.journal.Term;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The votes of one partition and term that share one call of {@code cast.lua}.
 *
 * @param clock the partition's clock, which the answer updates
 * @param sent a moment before the call is sent, on the clock of {@link System#nanoTime()}
 */
record CastBatch(Term term, List<PendingCast> casts, ServerClock clock, long sent) {
  private static final Logger log = LoggerFactory.getLogger(CastBatch.class);
  private static final LogThrottle LOGGED = new LogThrottle();

  static CastBatch of(Term term, List<PendingCast> casts, ServerClock clock) {
    return new CastBatch(term, casts, clock, System.nanoTime());
  }

  /** Returns whether all its votes have been answered or given up. */
  boolean isAnswered() {
    return casts.stream().allMatch(cast -> cast.reply().isDone());
  }

  private boolean isAnsweredBy(@Nullable List<Object> replies) {
    return replies != null && replies.size() == 1 + casts.size() && replies.get(0) instanceof Long;
  }

  /**
   * Reads the server's clock from the reply, and picks the votes that were refused although their
   * deadline has not passed: the clock was not known yet, or it leapt ahead.
   *
   * @return those votes, which were not cast, in their order
   */
  List<PendingCast> refusedTooEarly(@Nullable List<Object> replies) {
    List<PendingCast> tooEarly = new ArrayList<>();
    String server = term.identity();
    if (replies != null && server != null && isAnsweredBy(replies)) {
      clock.read(server, (Long) replies.get(0), sent);
      for (int i = 0; i < casts.size(); i++) {
        if (isRefusedTooEarly(casts.get(i), replies.get(1 + i))) {
          tooEarly.add(casts.get(i));
        }
      }
    }
    return tooEarly;
  }

  private static boolean isRefusedTooEarly(PendingCast cast, Object reply) {
    return CastCodec.isExpired((byte[]) reply) && !cast.deadline().passed();
  }

  /**
   * Answers the votes.
   *
   * @param tooEarly those picked by {@link #refusedTooEarly}, which are sent again
   */
  void answer(
      @Nullable List<Object> replies, List<PendingCast> tooEarly, @Nullable Throwable failure) {
    if (replies != null && Replies.isWrongEpoch(replies)) {
      casts.forEach(cast -> cast.reply().complete(CastReply.Refused.WRONG_EPOCH));
    } else if (replies != null && isAnsweredBy(replies)) {
      for (int i = 0; i < casts.size(); i++) {
        // Picked once: the deadline of a vote that is sent again may pass in between.
        if (!tooEarly.contains(casts.get(i))) {
          answer(casts.get(i), replies.get(1 + i));
        }
      }
    } else {
      Throwable cause =
          failure != null
              ? RedisFailures.of(failure)
              : new VoteStoreException("cast.lua answered " + replies + "; see its header", null);
      casts.forEach(cast -> cast.reply().completeExceptionally(cause));
    }
  }

  private void answer(PendingCast cast, Object reply) {
    try {
      cast.reply()
          .complete(CastCodec.decode((byte[]) reply, term.epoch(), cast.vote().subject().poll()));
    } catch (VoteStoreException e) {
      LOGGED.run(
          others ->
              log.error(
                  "Partition {}: a vote could not be processed, nor {} others since the last such"
                      + " line. {}",
                  term.partition(),
                  others,
                  e.getMessage()));
      cast.reply().completeExceptionally(e);
    } catch (RuntimeException e) {
      cast.reply().completeExceptionally(RedisFailures.of(e));
    }
  }
}
