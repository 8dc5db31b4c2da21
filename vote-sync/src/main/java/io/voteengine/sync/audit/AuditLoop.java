package io.voteengine.sync.audit;

import io.voteengine.SubjectId;
import io.voteengine.spi.VoteLedger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Audits all subjects part by part, in a small share of the time, then starts over. Used by one
 * thread.
 */
public final class AuditLoop {
  /** After a part follows a pause of this many times the time that the part took. */
  private static final int REST = 49;

  private static final long LEAST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final AuditedPart NOTHING = new AuditedPart(List.of(), null, 0);

  private final Auditor auditor;
  private final VoteLedger ledger;
  private final int partitions;
  private final IntPredicate isOurs;
  private final long passNanos;

  private final AuditPlaces places = new AuditPlaces();
  private @Nullable SubjectId after;
  private long passBegan = System.nanoTime();

  /**
   * @param isOurs whether to audit a partition
   * @param pass the least time from the start of one pass to the start of the next
   */
  public AuditLoop(
      Auditor auditor, VoteLedger ledger, int partitions, IntPredicate isOurs, Duration pass) {
    this.auditor = auditor;
    this.ledger = ledger;
    this.partitions = partitions;
    this.isOurs = isOurs;
    this.passNanos = pass.toNanos();
  }

  /**
   * Audits one part, and returns how long to wait before the next. A part that fails is tried again
   * at the end of the pass.
   */
  public Duration step() {
    if (places.isEmpty()) {
      passBegan = System.nanoTime();
      places.addAll(ledger, partitions);
    }
    AuditPlaces.Place place = places.current();
    AuditedPart part = NOTHING;
    boolean done = false;
    try {
      if (place != null && isOurs.test(place.partition())) {
        part = auditor.audit(place.partition(), place.poll(), after);
        done = true;
      }
    } finally {
      after = part.next();
      if (after == null) {
        places.next(done);
      }
    }
    long rest = Math.max(REST * part.workNanos(), LEAST_PAUSE_NANOS);
    long untilNextPass = passNanos - (System.nanoTime() - passBegan);
    return Duration.ofNanos(places.isEmpty() ? Math.max(untilNextPass, rest) : rest);
  }
}
