package io.voteengine.engine.cast;

import io.voteengine.CastResult;
import io.voteengine.RequestId;
import io.voteengine.Tally;
import io.voteengine.metrics.CastTags;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes one line for each cast, with keys and values, where the level is DEBUG. It names neither
 * voter nor subject; the ledger's audit log has them, by the request's id.
 */
final class CastLog {
  private static final Logger log = LoggerFactory.getLogger("io.voteengine.cast");

  private CastLog() {}

  static void ended(
      RequestId id, @Nullable CastResult result, @Nullable Throwable failure, long began) {
    if (log.isDebugEnabled()) {
      LoggingEventBuilder line =
          log.atDebug()
              .addKeyValue("request", id)
              .addKeyValue(CastTags.OUTCOME, CastTags.outcome(result))
              .addKeyValue(CastTags.ACTION, CastTags.action(result));
      Tally tally = tally(result);
      if (tally != null && !tally.isHidden()) {
        line = line.addKeyValue("up", tally.up()).addKeyValue("down", tally.down());
      }
      if (failure != null) {
        line = line.addKeyValue("failure", failure);
      }
      long nanos = System.nanoTime() - began;
      line.addKeyValue("latency_us", TimeUnit.NANOSECONDS.toMicros(nanos)).log("cast");
    }
  }

  private static @Nullable Tally tally(@Nullable CastResult result) {
    if (result instanceof CastResult.Accepted accepted) {
      return accepted.tally();
    }
    return result instanceof CastResult.Rejected rejected ? rejected.tally() : null;
  }
}
