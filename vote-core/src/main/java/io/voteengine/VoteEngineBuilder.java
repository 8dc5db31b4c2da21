package io.voteengine;

import io.voteengine.cache.NearCacheOptions;
import io.voteengine.engine.DefaultVoteEngine;
import io.voteengine.engine.EngineOptions;
import io.voteengine.engine.cache.CaffeineCheck;
import io.voteengine.listener.CacheInvalidator;
import io.voteengine.listener.VoteListener;
import io.voteengine.live.LiveOptions;
import io.voteengine.metrics.CastObserver;
import io.voteengine.result.ResultOptions;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.VoteStore;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Builds a {@link VoteEngine} from its options. Not safe for use by many threads. */
public final class VoteEngineBuilder {
  private static final Duration DEBOUNCE = Duration.ofSeconds(2);
  private static final Duration LONGEST_DEBOUNCE = Duration.ofDays(1);

  private final VoteStore store;
  private final VoteLedger ledger;
  private @Nullable VoteReconciler reconciler;
  private int partitions = 16;
  private Duration acceptedDeadline = Duration.ofSeconds(1);
  private Duration durableDeadline = Duration.ofSeconds(5);
  private Duration drainTimeout = Duration.ofSeconds(10);
  private int maxPending = 100_000;
  private int loaderThreads = 4;
  private @Nullable RateLimit limitPerVoter;
  private @Nullable RateLimit limitPerKey;
  private @Nullable Executor callbackExecutor;
  private InstantSource clock = Clock.systemUTC();
  private final List<VoteListener> listeners = new ArrayList<>();
  private @Nullable CacheInvalidator cacheInvalidator;
  private Duration debounce = DEBOUNCE;
  private LiveOptions live = LiveOptions.defaults();
  private ResultOptions results = ResultOptions.defaults();
  private @Nullable NearCacheOptions nearCache;
  private @Nullable CastObserver castObserver;

  private boolean built;

  VoteEngineBuilder(VoteStore store, VoteLedger ledger) {
    this.store = Objects.requireNonNull(store, "store");
    this.ledger = Objects.requireNonNull(ledger, "ledger");
  }

  /**
   * Sets the reconciler, which carries votes from the store to the ledger. Required.
   *
   * @param reconciler {@code Reconciler.withDefaults()} of vote-sync
   * @return this builder
   */
  public VoteEngineBuilder reconciler(VoteReconciler reconciler) {
    this.reconciler = Objects.requireNonNull(reconciler, "reconciler");
    return this;
  }

  /**
   * Sets the number of partitions. Choose it once: store and ledger record the number and refuse
   * any other from then on. One node of the store holds a partition, one engine at a time flushes
   * it, and each commit contains votes of one partition only. Many partitions spread the votes; few
   * partitions make larger commits.
   *
   * @param partitions a power of two from 1 to 1024; 16 by default
   * @return this builder
   * @throws IllegalArgumentException when it is out of range; the message names it
   */
  public VoteEngineBuilder partitions(int partitions) {
    require(
        partitions > 0 && partitions <= 1024 && Integer.bitCount(partitions) == 1,
        "partitions",
        partitions);
    this.partitions = partitions;
    return this;
  }

  /**
   * Sets the time within which a vote cast with {@link Ack#ACCEPTED} or a page is answered. The
   * engine ends a call without an answer slightly earlier, by a tenth of the deadline and at most 5
   * ms, so that the caller gets its result in time.
   *
   * @param deadline more than zero; 1 s by default
   * @return this builder
   * @throws IllegalArgumentException when it is out of range; the message names it
   */
  public VoteEngineBuilder acceptedDeadline(Duration deadline) {
    this.acceptedDeadline = positive("acceptedDeadline", deadline);
    return this;
  }

  /**
   * Sets the time within which a vote cast with {@link Ack#DURABLE} is answered. The engine ends
   * the call slightly earlier, as with {@link #acceptedDeadline}.
   *
   * @param deadline more than zero; 5 s by default
   * @return this builder
   * @throws IllegalArgumentException when it is out of range; the message names it
   */
  public VoteEngineBuilder durableDeadline(Duration deadline) {
    this.durableDeadline = positive("durableDeadline", deadline);
    return this;
  }

  /**
   * Sets how long {@link VoteEngine#close()} tries to carry the remaining votes to the ledger.
   *
   * @param timeout zero or more; 10 s by default
   * @return this builder
   * @throws IllegalArgumentException when it is out of range; the message names it
   */
  public VoteEngineBuilder drainTimeout(Duration timeout) {
    Objects.requireNonNull(timeout, "drainTimeout");
    require(!timeout.isNegative(), "drainTimeout", timeout);
    this.drainTimeout = timeout;
    return this;
  }

  /**
   * Sets how many acknowledged votes this engine remembers until the ledger has them, to send them
   * again if the store loses them. Each takes about 300 bytes. When the limit is reached, casts are
   * answered with {@link CastResult.Reason#UNAVAILABLE}.
   *
   * @param votes 1 or more; 100,000 by default
   * @return this builder
   * @throws IllegalArgumentException when it is out of range; the message names it
   */
  public VoteEngineBuilder maxPending(int votes) {
    require(votes > 0, "maxPending", votes);
    this.maxPending = votes;
    return this;
  }

  /**
   * Limits how often one voter may vote on all subjects together, in addition to each poll's limit
   * on one subject. Set the same limit in all engines of a site. The limit costs each vote one more
   * round trip to the store, before the vote's own. Votes that are accepted, change nothing or are
   * superseded take a permit; replays and rejected votes do not. Each lost answer of the store may
   * take one more permit.
   *
   * @param permits the size of a burst, 1 to 1,000,000
   * @param per the time in which the permits are refilled, 1 ms to 1 day
   * @return this builder
   * @throws IllegalArgumentException when an argument is out of range
   */
  public VoteEngineBuilder limitPerVoter(int permits, Duration per) {
    this.limitPerVoter = new RateLimit(permits, per);
    return this;
  }

  /**
   * Limits how often votes with the same {@link VoteRequest#limitKey} may be cast, in the same way
   * as {@link #limitPerVoter}. Votes without a key are not limited by it. Both limits together cost
   * one round trip.
   *
   * @param permits the size of a burst, 1 to 1,000,000
   * @param per the time in which the permits are refilled, 1 ms to 1 day
   * @return this builder
   * @throws IllegalArgumentException when an argument is out of range
   */
  public VoteEngineBuilder limitPerKey(int permits, Duration per) {
    this.limitPerKey = new RateLimit(permits, per);
    return this;
  }

  /**
   * Sets how many threads read the ledger for votes on subjects that the store does not hold. Each
   * thread uses at most one connection.
   *
   * @param threads 1 to 256; 4 by default
   * @return this builder
   * @throws IllegalArgumentException when it is out of range; the message names it
   */
  public VoteEngineBuilder loaderThreads(int threads) {
    require(threads > 0 && threads <= 256, "loaderThreads", threads);
    this.loaderThreads = threads;
    return this;
  }

  /**
   * Sets the executor that completes futures which are not complete when the host gets them, and so
   * runs the callbacks that the host attaches to them. By default the engine uses four threads of
   * its own, and up to 64 while callbacks wait for other futures of the engine. A callback that
   * blocks on anything else delays other futures only. When 100,000 completions wait, votes are
   * answered with {@link CastResult.Reason#UNAVAILABLE}.
   *
   * <p>The engine never shuts down an executor that is set here, and runs what it refuses on the
   * common pool. {@code Runnable::run} saves the change of thread: callbacks then run on the
   * threads of store, ledger and engine, and must not block.
   *
   * @param executor for callbacks
   * @return this builder
   */
  public VoteEngineBuilder callbackExecutor(Executor executor) {
    this.callbackExecutor = Objects.requireNonNull(executor, "callbackExecutor");
    return this;
  }

  /**
   * Sets the clock by which the engine checks {@link VoteRequest#castAt}, and finds the present
   * window of a {@link io.voteengine.poll.Series}. The times of other votes come from the store's
   * clock.
   *
   * @param clock the system's clock by default
   * @return this builder
   */
  public VoteEngineBuilder clock(InstantSource clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
    return this;
  }

  /**
   * Adds a listener to those already added. Each listener is called on a thread of its own.
   *
   * @param listener receives the engine's events
   * @return this builder
   */
  public VoteEngineBuilder listener(VoteListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  /**
   * Registers a callback that invalidates cached pages of changed subjects, two seconds after the
   * first change.
   *
   * @param invalidator invalidates the changed subjects; replaces one that was set before
   * @return this builder
   */
  public VoteEngineBuilder cacheInvalidator(CacheInvalidator invalidator) {
    return cacheInvalidator(invalidator, DEBOUNCE);
  }

  /**
   * Registers a callback that invalidates cached pages of changed subjects.
   *
   * @param invalidator invalidates the changed subjects; replaces one that was set before
   * @param debounce how long after the first change of a batch it is called, zero to one day
   * @return this builder
   */
  public VoteEngineBuilder cacheInvalidator(CacheInvalidator invalidator, Duration debounce) {
    Objects.requireNonNull(debounce, "debounce");
    require(
        !debounce.isNegative() && debounce.compareTo(LONGEST_DEBOUNCE) <= 0, "debounce", debounce);
    this.cacheInvalidator = Objects.requireNonNull(invalidator, "cacheInvalidator");
    this.debounce = debounce;
    return this;
  }

  /**
   * Sets the options of results: the key that signs them, the order of equal scores, and what the
   * host does when a poll is sealed.
   *
   * @param options the options, the same on every node
   * @return this builder
   */
  public VoteEngineBuilder results(ResultOptions options) {
    this.results = Objects.requireNonNull(options, "results");
    return this;
  }

  /**
   * Sets the options of live counts.
   *
   * @param options {@link LiveOptions#defaults()} by default
   * @return this builder
   */
  public VoteEngineBuilder live(LiveOptions options) {
    this.live = Objects.requireNonNull(options, "live");
    return this;
  }

  /**
   * Gives this node a near cache: copies in its own memory, which answer the reads whose {@link
   * io.voteengine.cache.ReadMode} allows it. Other reads stay as they are. Needs Caffeine ({@code
   * com.github.ben-manes.caffeine:caffeine}) on the class path.
   *
   * @param options {@link NearCacheOptions#defaults()}, for example; there is no near cache by
   *     default
   * @return this builder
   */
  public VoteEngineBuilder nearCache(NearCacheOptions options) {
    this.nearCache = Objects.requireNonNull(options, "nearCache");
    return this;
  }

  /**
   * Sets what follows each cast from its call to its answer, such as traces. Without one, a cast
   * costs nothing for it.
   *
   * @param observer {@code CastObservations} of {@code io.voteengine.micrometer}, or your own;
   *     replaces one that was set before
   * @return this builder
   */
  public VoteEngineBuilder castObserver(CastObserver observer) {
    this.castObserver = Objects.requireNonNull(observer, "castObserver");
    return this;
  }

  /**
   * Opens store and ledger, starts the reconciler, warms up (which takes a few seconds at most if
   * the store stalls), and returns when votes can be cast. If opening or starting fails, store and
   * ledger are closed; start again with a new builder and new parts.
   *
   * @return the engine
   * @throws IllegalStateException when no reconciler was set or it was started before, or when this
   *     method was called before and got as far as opening; nothing is opened or closed then
   * @throws VoteConfigurationException when the parts contradict each other or what is recorded;
   *     also when {@link #nearCache} was called and Caffeine is missing: nothing is opened then
   * @throws VoteException when store or ledger cannot be reached
   */
  public VoteEngine build() {
    if (reconciler == null) {
      throw new IllegalStateException(
          "No reconciler: nothing would carry votes to the ledger. Add vote-sync and call"
              + " reconciler(Reconciler.withDefaults()).");
    }
    if (built) {
      throw new IllegalStateException(
          "build() was called before, and store and ledger belong to that engine, or were closed"
              + " when it failed. Use a new builder with a new store, ledger and reconciler.");
    }
    if (nearCache != null) {
      CaffeineCheck.run();
    }
    built = true;
    return DefaultVoteEngine.start(
        new EngineOptions(
            store,
            ledger,
            reconciler,
            partitions,
            acceptedDeadline,
            durableDeadline,
            drainTimeout,
            maxPending,
            loaderThreads,
            limitPerVoter,
            limitPerKey,
            callbackExecutor,
            clock,
            List.copyOf(listeners),
            cacheInvalidator,
            debounce,
            live,
            results,
            nearCache,
            castObserver));
  }

  private static Duration positive(String option, Duration duration) {
    Objects.requireNonNull(duration, option);
    require(!duration.isZero() && !duration.isNegative(), option, duration);
    return duration;
  }

  private static void require(boolean holds, String option, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(option + " is out of range: " + value);
    }
  }
}
