package io.voteengine.redis;

import io.voteengine.VoteStoreException;
import io.voteengine.log.LogThrottle;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Term;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Votes of one partition and term that share one call of {@code cast.lua}. */
record CastBatch(Term term, List<PendingCast> casts) {
  private static final Logger log = LoggerFactory.getLogger(CastBatch.class);
  private static final LogThrottle LOGGED = new LogThrottle();

  void answer(@Nullable List<Object> replies, @Nullable Throwable failure) {
    if (replies != null && Replies.isWrongEpoch(replies)) {
      casts.forEach(cast -> cast.reply().complete(CastReply.Refused.WRONG_EPOCH));
    } else if (replies != null && replies.size() == casts.size()) {
      for (int i = 0; i < casts.size(); i++) {
        answer(casts.get(i), replies.get(i));
      }
    } else {
      Throwable cause =
          failure != null
              ? Failures.of(failure)
              : new VoteStoreException("cast.lua answered " + replies + "; see its header", null);
      casts.forEach(cast -> cast.reply().completeExceptionally(cause));
    }
  }

  private void answer(PendingCast cast, Object reply) {
    try {
      cast.reply().complete(CastCodec.decode((byte[]) reply, term.epoch()));
    } catch (VoteStoreException e) {
      LOGGED.run(
          others ->
              log.error(
                  "Partition {}: a vote could not be looked at, nor {} others since the last such"
                      + " line. {}",
                  term.partition(),
                  others,
                  e.getMessage()));
      cast.reply().completeExceptionally(e);
    } catch (RuntimeException e) {
      cast.reply().completeExceptionally(Failures.of(e));
    }
  }
}
