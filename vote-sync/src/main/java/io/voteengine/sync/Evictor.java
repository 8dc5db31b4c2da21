package io.voteengine.sync;

import io.voteengine.spi.EvictReply;
import io.voteengine.spi.Term;
import io.voteengine.spi.VoteStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the store forget what nobody uses in one partition: the sooner, the less memory is left. Asks
 * now and then, and again at once while that helps.
 */
final class Evictor {
  private static final Logger log = LoggerFactory.getLogger(Evictor.class);

  /** How many subjects the store looks at in one call, which takes it some milliseconds. */
  private static final int AT_A_TIME = 500;

  /** Up to this part of the memory, subjects are left alone for as long as they may stay. */
  private static final double PLENTY = 0.75;

  /** From this part on, they are left alone for no longer than {@link #SHORTEST}. */
  private static final double SCARCE = 0.95;

  static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long SHORT_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Duration longest;
  private final AtomicBoolean underWay = new AtomicBoolean();
  private volatile double memory;
  private volatile long notBefore = System.nanoTime();

  /**
   * @param longest how long a subject that nobody uses stays while there is memory
   */
  Evictor(Duration longest) {
    this.longest = longest;
  }

  /** Asks the store, if it is time to. Does not wait for its answer. */
  void sweep(VoteStore store, Term term) {
    if (System.nanoTime() - notBefore >= 0 && underWay.compareAndSet(false, true)) {
      CompletionStage<EvictReply> reply;
      try {
        reply = store.evict(term, idle(longest, memory), AT_A_TIME);
      } catch (RuntimeException e) {
        reply = CompletableFuture.failedStage(e);
      }
      reply.whenComplete(this::answered);
    }
  }

  private void answered(@Nullable EvictReply reply, @Nullable Throwable failure) {
    long pause = PAUSE_NANOS;
    if (reply == null) {
      log.debug("The store did not evict", failure);
    } else {
      memory = reply.memory();
      if (memory > PLENTY) {
        pause = reply.forgotten() > 0 ? 0 : SHORT_PAUSE_NANOS;
      }
    }
    notBefore = System.nanoTime() + pause;
    underWay.set(false);
  }

  /** In equal ratios from the longest, where memory is plenty, to the shortest. */
  static Duration idle(Duration longest, double memory) {
    double left = Math.min(Math.max((SCARCE - memory) / (SCARCE - PLENTY), 0), 1);
    double ratio = (double) longest.toMillis() / SHORTEST.toMillis();
    return Duration.ofMillis(Math.round(SHORTEST.toMillis() * Math.pow(ratio, left)));
  }
}
