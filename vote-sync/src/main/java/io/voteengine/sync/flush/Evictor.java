package io.voteengine.sync.flush;

import io.voteengine.spi.EvictReply;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.Term;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the store forget the unused subjects of one partition, sooner when less memory is left. It
 * asks at intervals, and more often while that frees memory, so it costs the store a small part of
 * its time.
 */
public final class Evictor {
  private static final Logger log = LoggerFactory.getLogger(Evictor.class);

  /** How many subjects the store looks at in one call, which takes it about a millisecond. */
  private static final int AT_A_TIME = 500;

  /** Up to this share of the memory in use, unused subjects stay as long as they may. */
  private static final double PLENTY = 0.75;

  /** From this share on, they stay no longer than {@link #SHORTEST}. */
  private static final double SCARCE = 0.95;

  public static final Duration SHORTEST = Duration.ofSeconds(1);

  /** The longest idle time that every store can measure. */
  public static final Duration LONGEST = Duration.ofDays(90);

  /** The share of the store's time that one node's calls for all partitions together may take. */
  private static final double SHARE = 0.02;

  private static final double SHARE_WHEN_SHORT = 0.1;
  private static final double SHARE_WHILE_IT_HELPS = 0.5;
  private static final long LEAST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long MOST_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long PAUSE_AFTER_FAILURE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Receives the outcome of each call: the failure, or null when the store answered. */
  public interface Outcomes {
    void evicted(int partition, @Nullable Throwable failure);
  }

  private final Duration longest;
  private final int partitions;
  private final Outcomes outcomes;
  private final ReconcilerLog events;
  private final AtomicBoolean underWay = new AtomicBoolean();
  private volatile double memory;
  private volatile long begun;
  private volatile long notBefore = System.nanoTime();
  private boolean failing;

  /**
   * @param longest how long an unused subject stays while there is memory
   * @param partitions the number of the store's partitions
   */
  public Evictor(Duration longest, int partitions, Outcomes outcomes, ReconcilerLog events) {
    this.outcomes = outcomes;
    this.events = events;
    this.longest = longest;
    this.partitions = partitions;
  }

  /** Asks the store, if it is time. Does not wait for the answer. */
  void sweep(VoteStore store, Term term) {
    if (System.nanoTime() - notBefore >= 0 && underWay.compareAndSet(false, true)) {
      begun = System.nanoTime();
      CompletionStage<EvictReply> reply;
      try {
        reply = store.evict(term, idle(longest, memory), AT_A_TIME);
      } catch (RuntimeException e) {
        reply = CompletableFuture.failedStage(e);
      }
      reply.whenComplete(
          (answer, failure) -> {
            answered(answer, failure);
            outcomes.evicted(term.partition(), failure);
          });
    }
  }

  private void answered(@Nullable EvictReply reply, @Nullable Throwable failure) {
    double share = SHARE;
    if (reply == null) {
      if (failing) {
        log.debug("The store did not evict", failure);
      } else {
        events.notEvicted(failure);
      }
    } else {
      memory = reply.memory();
      if (memory > PLENTY) {
        share = reply.forgotten() > 0 ? SHARE_WHILE_IT_HELPS : SHARE_WHEN_SHORT;
      }
    }
    failing = reply == null;
    long now = System.nanoTime();
    // The time of a failed call says nothing about the store's work.
    notBefore = now + (failing ? PAUSE_AFTER_FAILURE_NANOS : pause(now - begun, share));
    underWay.set(false);
  }

  private long pause(long took, double share) {
    double pause = took * partitions / share;
    return (long) Math.min(Math.max(pause, LEAST_PAUSE_NANOS), MOST_PAUSE_NANOS);
  }

  /** Falls in equal ratios from the longest time, while memory is plenty, to the shortest. */
  static Duration idle(Duration longest, double memory) {
    double left = Math.min(Math.max((SCARCE - memory) / (SCARCE - PLENTY), 0), 1);
    double ratio = (double) longest.toMillis() / SHORTEST.toMillis();
    return Duration.ofMillis(Math.round(SHORTEST.toMillis() * Math.pow(ratio, left)));
  }
}
