package io.voteengine.engine.metrics;

import static io.voteengine.metrics.CastTags.ACCEPTED;
import static io.voteengine.metrics.CastTags.FAILED;
import static io.voteengine.metrics.CastTags.NONE;
import static io.voteengine.metrics.CastTags.UNKNOWN;

import io.voteengine.Action;
import io.voteengine.CastResult;
import io.voteengine.metrics.CastTags;
import io.voteengine.metrics.CounterMeter;
import io.voteengine.metrics.EngineMeter;
import io.voteengine.metrics.HistogramMeter;
import io.voteengine.metrics.MeterId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts the casts by their answers, without locks: every vote comes through here. */
public final class CastMeters {
  private static final MeterId VOTES =
      MeterId.of("voteengine.votes", "votes", "Casts that have ended, by answer");
  private static final MeterId ERRORS =
      MeterId.of("voteengine.errors", "errors", "Casts that have failed, by what failed");

  final HistogramMeter latency =
      new HistogramMeter(
          MeterId.of(
              "voteengine.cast.latency",
              "seconds",
              "Time from the call of a cast until the store's or the ledger's answer"),
          true);

  private final EnumCounters<Action> accepted = new EnumCounters<>(Action.class);
  private final EnumCounters<CastResult.Reason> rejected =
      new EnumCounters<>(CastResult.Reason.class);
  private final EnumCounters<CastError> errors = new EnumCounters<>(CastError.class);
  private final LongAdder unknown = new LongAdder();
  private final LongAdder failed = new LongAdder();

  /** Records how long the store or the ledger took to answer a cast. */
  public void answered(long nanos) {
    latency.record(nanos);
  }

  /**
   * Records the end of a cast.
   *
   * @param result the answer; null: an exception
   * @param error what failed; null: nothing
   */
  public void ended(@Nullable CastResult result, @Nullable CastError error) {
    counter(result).increment();
    if (error != null) {
      errors.of(error).increment();
    }
  }

  private LongAdder counter(@Nullable CastResult result) {
    if (result instanceof CastResult.Accepted vote) {
      return accepted.of(vote.action());
    }
    if (result instanceof CastResult.Rejected vote) {
      return rejected.of(vote.reason());
    }
    return result == null ? failed : unknown;
  }

  /** Returns how many casts have failed. Read it before {@link #total()}, which is never less. */
  long errors() {
    return errors.sum();
  }

  long total() {
    return accepted.sum() + rejected.sum() + unknown.sum() + failed.sum();
  }

  List<EngineMeter> meters() {
    List<EngineMeter> meters = new ArrayList<>();
    accepted.forEach((action, count) -> meters.add(votes(ACCEPTED, CastTags.of(action), count)));
    rejected.forEach((reason, count) -> meters.add(votes(CastTags.of(reason), NONE, count)));
    meters.add(votes(UNKNOWN, NONE, unknown));
    meters.add(votes(FAILED, NONE, failed));
    errors.forEach(
        (error, count) ->
            meters.add(new CounterMeter(ERRORS.tag("error", CastTags.of(error)), count::sum)));
    meters.add(latency);
    return meters;
  }

  private static EngineMeter votes(String outcome, String action, LongAdder count) {
    return new CounterMeter(
        VOTES.tag(CastTags.OUTCOME, outcome).tag(CastTags.ACTION, action), count::sum);
  }
}
