package io.voteengine.engine.lifecycle;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.voteengine.engine.EngineOptions;
import io.voteengine.engine.durable.Confirmations;
import io.voteengine.engine.health.Counters;
import io.voteengine.engine.notify.Listeners;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.VoteStore;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine's threads, the calls under way, and the order in which everything ends. */
public final class Lifecycle {
  private static final Logger log = LoggerFactory.getLogger(Lifecycle.class);
  private static final int QUEUED_LOADS = 10_000;
  private static final int CALLBACK_THREADS = 4;
  private static final int MOST_CALLBACK_THREADS = 64;
  private static final long DRAIN_PAUSE_MILLIS = 5;

  public final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, named("vote-timer"));
  public final ExecutorService loaders;
  public final Executor callbacks;
  public final Duration drainTimeout;
  public final Listeners listeners;
  public final Counters counters = new Counters();

  /**
   * Reads the ledger's state for its health, and its positions for pending votes. Each has one task
   * at a time and so a thread of its own: a ledger that is slow for one delays only that one.
   */
  public final ThreadPoolExecutor prober =
      new ThreadPoolExecutor(
          2, 2, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), named("vote-prober"));

  private final @Nullable ExecutorService ownCallbacks;

  private final VoteStore store;
  private final VoteLedger ledger;
  private final VoteReconciler reconciler;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicInteger underWay = new AtomicInteger();
  private final CompletableFuture<@Nullable Void> quiet = new CompletableFuture<>();

  public Lifecycle(EngineOptions options, VoteReconciler reconciler) {
    this.store = options.store();
    this.ledger = options.ledger();
    this.reconciler = reconciler;
    this.drainTimeout = options.drainTimeout();
    this.loaders =
        new ThreadPoolExecutor(
            options.loaderThreads(),
            options.loaderThreads(),
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(QUEUED_LOADS),
            named("vote-loader"));
    this.ownCallbacks = options.callbackExecutor() == null ? callbackThreads() : null;
    this.callbacks = Objects.requireNonNullElse(options.callbackExecutor(), ownCallbacks);
    this.listeners =
        new Listeners(options.listeners(), options.cacheInvalidator(), options.debounce());
    timer.setRemoveOnCancelPolicy(true);
    prober.allowCoreThreadTimeOut(true);
  }

  private static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Creates a pool that adds a thread when a callback waits for another future, up to a limit. */
  private static ForkJoinPool callbackThreads() {
    AtomicInteger number = new AtomicInteger();
    ClassLoader classes = Thread.currentThread().getContextClassLoader();
    return new ForkJoinPool(
        CALLBACK_THREADS,
        pool -> {
          ForkJoinWorkerThread thread =
              ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
          thread.setName("vote-callbacks-" + number.incrementAndGet());
          thread.setContextClassLoader(classes);
          return thread;
        },
        null,
        true,
        CALLBACK_THREADS,
        MOST_CALLBACK_THREADS,
        1,
        pool -> true,
        1,
        TimeUnit.MINUTES);
  }

  /** Refuses a call that needs nothing which closing takes away. */
  public void requireOpen() {
    if (closed.get()) {
      throw new IllegalStateException("The engine is closed.");
    }
  }

  /** Registers a call that begins; it must call {@link #leave()} when it ends. */
  public void enter() {
    underWay.incrementAndGet();
    if (closed.get()) {
      leave();
      throw new IllegalStateException("The engine is closed.");
    }
  }

  public void leave() {
    if (underWay.decrementAndGet() == 0 && closed.get()) {
      quiet.complete(null);
    }
  }

  public <T> T whileOpen(Supplier<T> call) {
    enter();
    try {
      return call.get();
    } finally {
      leave();
    }
  }

  public <T> CompletableFuture<T> during(Supplier<CompletableFuture<T>> call) {
    enter();
    CompletableFuture<T> answer;
    try {
      answer = call.get();
    } catch (RuntimeException | Error e) {
      leave();
      throw e;
    }
    return answer.whenComplete((value, failure) -> leave());
  }

  /**
   * Closes the engine. Concurrent callers block until the first one has finished.
   *
   * @param lastMessages sends the last messages to other nodes, once no more votes come
   */
  public synchronized void close(Confirmations confirmations, Runnable lastMessages) {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    Deadline deadline = Deadline.in(drainTimeout);
    if (underWay.get() == 0) {
      quiet.complete(null);
    }
    // Calls under way get half of the time, so that some is left to drain.
    quiet.completeOnTimeout(null, deadline.remainingNanos() / 2, TimeUnit.NANOSECONDS).join();
    AtomicBoolean drained = new AtomicBoolean();
    quietly("drain", () -> drained.set(settle(confirmations.open(), deadline)));
    quietly("close the reconciler", reconciler::close);
    confirmations.close();
    quietly("send the last messages", lastMessages);
    sayWhatIsLeft(confirmations, drained.get());
    listeners.close(deadline);
    endThreads();
    quietly("close the store", store::close);
    quietly("close the ledger", ledger::close);
  }

  /**
   * Waits until the ledger has all votes that were acknowledged before the call, including those
   * that are sent again. Returns whether it has them. Interrupts do not end the wait, and are
   * preserved.
   */
  public boolean drain(Confirmations confirmations, Deadline deadline) {
    List<CompletableFuture<@Nullable Void>> acknowledged = confirmations.open();
    return settle(acknowledged, deadline)
        && acknowledged.stream().noneMatch(CompletableFuture::isCompletedExceptionally);
  }

  /**
   * Waits until all acknowledged votes are confirmed or failed and the ledger has the journals.
   * Returns whether that is so.
   */
  public boolean settle(List<CompletableFuture<@Nullable Void>> acknowledged, Deadline deadline) {
    boolean settled = drainOnce(acknowledged, deadline);
    while (!settled && !deadline.passed()) {
      // Parking would not pause an interrupted thread.
      new CompletableFuture<>().completeOnTimeout(null, DRAIN_PAUSE_MILLIS, MILLISECONDS).join();
      settled = drainOnce(acknowledged, deadline);
    }
    return settled;
  }

  private boolean drainOnce(
      List<CompletableFuture<@Nullable Void>> acknowledged, Deadline deadline) {
    return reconciler.drain(Duration.ofNanos(Math.max(deadline.remainingNanos(), 0)))
        && acknowledged.stream().allMatch(CompletableFuture::isDone);
  }

  private void sayWhatIsLeft(Confirmations confirmations, boolean drained) {
    if (confirmations.size() > 0) {
      log.warn(
          "Closed with {} acknowledged votes, in {} partitions, that are not known to be in the"
              + " ledger after {}. Only the store has them: another engine, or the next start,"
              + " carries them to the ledger; with a store in memory they are lost",
          confirmations.size(),
          confirmations.partitionsLeft(),
          drainTimeout);
    } else if (!drained) {
      log.warn(
          "Closed before all journals were read to their end within {}. The ledger has every vote"
              + " that this engine acknowledged; it may lack votes of other engines",
          drainTimeout);
    }
  }

  public boolean isClosed() {
    return closed.get();
  }

  /** Closes everything after a failed start. */
  public void abort(Throwable cause) {
    closed.set(true);
    listeners.close(Deadline.in(Duration.ZERO));
    endThreads();
    closeParts(store, ledger, cause);
  }

  public static void closeParts(VoteStore store, VoteLedger ledger, Throwable cause) {
    suppress(cause, store::close);
    suppress(cause, ledger::close);
  }

  private void endThreads() {
    // Calls that are not answered yet still end at their deadlines.
    timer.shutdown();
    loaders.shutdown();
    prober.shutdown();
    boolean ended = ended(loaders);
    if (ownCallbacks != null) {
      ownCallbacks.shutdown();
      ended &= ended(ownCallbacks);
    }
    if (!ended) {
      log.warn("Threads of the engine were still busy when it closed");
    }
  }

  private static boolean ended(ExecutorService threads) {
    try {
      return threads.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void quietly(String what, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      log.warn("Failed to {}; closing the rest", what, e);
    }
  }

  public static void suppress(Throwable cause, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
