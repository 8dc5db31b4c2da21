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
 *
 * <p>One call is under way at a time. The worker begins it, and the thread that completes it sets
 * when the next may begin.
 */
public final class Evictor {
  private static final Logger log = LoggerFactory.getLogger(Evictor.class);

  /** How many subjects the store looks at in one call, which takes it about a millisecond. */
  private static final int AT_A_TIME = 500;

  public static final Duration SHORTEST = Duration.ofSeconds(1);

  /** The longest idle time that every store can measure. */
  public static final Duration LONGEST = Duration.ofDays(90);

  private static final long PAUSE_AFTER_FAILURE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Receives the outcome of each call: the failure, or null when the store answered. */
  public interface Outcomes {
    void evicted(int partition, @Nullable Throwable failure);
  }

  private final EvictionPace pace;
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
    this.pace = new EvictionPace(longest, partitions);
    this.outcomes = outcomes;
    this.events = events;
  }

  /** Asks the store, if it is time. Does not wait for the answer. */
  void sweep(VoteStore store, Term term) {
    if (System.nanoTime() - notBefore >= 0 && underWay.compareAndSet(false, true)) {
      begun = System.nanoTime();
      CompletionStage<EvictReply> reply;
      try {
        reply = store.evict(term, pace.idle(memory), AT_A_TIME);
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
    // The time of a failed call says nothing about the store's work.
    long pause = PAUSE_AFTER_FAILURE_NANOS;
    long now = System.nanoTime();
    if (reply != null) {
      memory = reply.memory();
      pause = pace.pauseNanos(now - begun, reply);
    } else if (failing) {
      log.debug("The store did not evict", failure);
    } else {
      events.notEvicted(failure);
    }
    failing = reply == null;
    notBefore = now + pause;
    underWay.set(false);
  }
}
