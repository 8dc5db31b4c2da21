package io.voteengine.engine.cache;

import io.voteengine.metrics.CounterMeter;
import io.voteengine.metrics.EngineMeter;
import io.voteengine.metrics.GaugeMeter;
import io.voteengine.metrics.MeterId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Counts how reads were answered that may use copies. */
final class CacheFigures {
  private static final MeterId READS =
      MeterId.of("voteengine.cache.reads", "reads", "Reads that may use copies, by answer");
  private static final MeterId LOADS =
      MeterId.of("voteengine.cache.loads", "loads", "Reads of store or ledger for copies");
  private static final MeterId SIZE =
      MeterId.of("voteengine.cache.size", "entries", "Copies that are kept");

  /** The answers to reads of one kind; of pages each subject counts as one. */
  static final class Reads {
    /** Answered by a copy that is within its time-to-live. */
    final LongAdder hits = new LongAdder();

    /** Answered by a copy that was read again in the background. */
    final LongAdder stale = new LongAdder();

    /** Waited for a read. */
    final LongAdder misses = new LongAdder();

    final LongAdder loads = new LongAdder();

    private long answered() {
      return hits.sum() + stale.sum();
    }
  }

  final Reads subjects = new Reads();
  final Reads rankings = new Reads();

  /** Returns how many reads were answered without a wait. Read it before {@link #total}. */
  long answered() {
    return subjects.answered() + rankings.answered();
  }

  long total() {
    return answered() + subjects.misses.sum() + rankings.misses.sum();
  }

  List<EngineMeter> meters(LongSupplier counts, LongSupplier choices, LongSupplier lists) {
    List<EngineMeter> meters = new ArrayList<>();
    add(meters, "subjects", subjects);
    add(meters, "rankings", rankings);
    meters.add(size("counts", counts));
    meters.add(size("choices", choices));
    meters.add(size("rankings", lists));
    return meters;
  }

  private static void add(List<EngineMeter> meters, String what, Reads reads) {
    MeterId id = READS.tag("what", what);
    meters.add(new CounterMeter(id.tag("result", "hit"), reads.hits::sum));
    meters.add(new CounterMeter(id.tag("result", "stale"), reads.stale::sum));
    meters.add(new CounterMeter(id.tag("result", "miss"), reads.misses::sum));
    meters.add(new CounterMeter(LOADS.tag("what", what), reads.loads::sum));
  }

  private static EngineMeter size(String what, LongSupplier entries) {
    return new GaugeMeter(SIZE.tag("what", what), entries::getAsLong);
  }
}
