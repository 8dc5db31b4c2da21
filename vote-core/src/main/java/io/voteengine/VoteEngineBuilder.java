package io.voteengine;

import io.voteengine.engine.DefaultVoteEngine;
import io.voteengine.engine.EngineOptions;
import io.voteengine.listener.CacheInvalidator;
import io.voteengine.listener.VoteListener;
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

/** Collects the options of a {@link VoteEngine}. Not safe for use by many threads. */
public final class VoteEngineBuilder {
  private static final Duration LONGEST_DEBOUNCE = Duration.ofDays(1);

  private final VoteStore store;
  private final VoteLedger ledger;
  private @Nullable VoteReconciler reconciler;
  private int partitions = 16;
  private Duration acceptedDeadline = Duration.ofSeconds(1);
  private Duration durableDeadline = Duration.ofSeconds(5);
  private Duration drainTimeout = Duration.ofSeconds(10);
  private int unconfirmedLimit = 100_000;
  private int loaders = 4;
  private @Nullable RateLimit limitPerVoter;
  private @Nullable RateLimit limitPerKey;
  private @Nullable Executor callbacks;
  private InstantSource clock = Clock.systemUTC();
  private final List<VoteListener> listeners = new ArrayList<>();
  private @Nullable CacheInvalidator cacheInvalidator;
  private Duration debounce = Duration.ofSeconds(2);

  private boolean built;

  VoteEngineBuilder(VoteStore store, VoteLedger ledger) {
    this.store = Objects.requireNonNull(store, "store");
    this.ledger = Objects.requireNonNull(ledger, "ledger");
  }

  /**
   * What carries votes from store to ledger. Required.
   *
   * @param reconciler {@code Reconciler.withDefaults()} of vote-sync
   * @return this builder
   */
  public VoteEngineBuilder reconciler(VoteReconciler reconciler) {
    this.reconciler = Objects.requireNonNull(reconciler, "reconciler");
    return this;
  }

  /**
   * Into how many partitions the subjects fall. Chosen once: store and ledger record it, and refuse
   * any other number from then on. A partition lies on one node of the store and is flushed by one
   * engine, and each commit is of one partition: many spread the votes, few make commits larger.
   *
   * @param partitions a power of two from 1 to 1024; 16 by default
   * @return this builder
   */
  public VoteEngineBuilder partitions(int partitions) {
    this.partitions = partitions;
    return this;
  }

  /**
   * By when a call is answered: a vote cast with {@link Ack#ACCEPTED}, a page. The engine ends what
   * has no answer a tenth earlier, at most 5 ms, so that the caller hears of it in time.
   *
   * @param deadline more than zero; 1 s by default
   * @return this builder
   */
  public VoteEngineBuilder acceptedDeadline(Duration deadline) {
    this.acceptedDeadline = Objects.requireNonNull(deadline, "acceptedDeadline");
    return this;
  }

  /**
   * By when a vote cast with {@link Ack#DURABLE} is answered; ends early as {@link
   * #acceptedDeadline} does.
   *
   * @param deadline more than zero; 5 s by default
   * @return this builder
   */
  public VoteEngineBuilder durableDeadline(Duration deadline) {
    this.durableDeadline = Objects.requireNonNull(deadline, "durableDeadline");
    return this;
  }

  /**
   * How long {@link VoteEngine#close()} tries to carry the remaining votes to the ledger.
   *
   * @param timeout zero or more; 10 s by default
   * @return this builder
   */
  public VoteEngineBuilder drainTimeout(Duration timeout) {
    this.drainTimeout = Objects.requireNonNull(timeout, "drainTimeout");
    return this;
  }

  /**
   * How many acknowledged votes this engine remembers until the ledger has them, to send them again
   * should the store lose them; about 300 bytes each. Beyond, casts are answered {@link
   * CastResult.Reason#UNAVAILABLE}.
   *
   * @param votes 1 or more; 100,000 by default
   * @return this builder
   */
  public VoteEngineBuilder unconfirmedLimit(int votes) {
    this.unconfirmedLimit = votes;
    return this;
  }

  /**
   * How often one voter may vote on all subjects together, beside what each poll allows on one
   * subject. All engines of a site should be given the same. Costs each vote a second round trip to
   * the store, before the vote's own. Votes that are accepted, change nothing or are superseded
   * take a permit, replays and refused ones do not; each lost answer of the store may take one
   * more.
   *
   * @param permits size of a burst, 1 to 1,000,000
   * @param per time in which they come back, 1 ms to 1 day
   * @return this builder
   * @throws IllegalArgumentException when an argument is out of range
   */
  public VoteEngineBuilder limitPerVoter(int permits, Duration per) {
    this.limitPerVoter = new RateLimit(permits, per);
    return this;
  }

  /**
   * As {@link #limitPerVoter}, by what {@link VoteRequest#limitKey} says; votes without a key are
   * not limited by it. Both limits together cost one round trip.
   *
   * @param permits size of a burst, 1 to 1,000,000
   * @param per time in which they come back, 1 ms to 1 day
   * @return this builder
   * @throws IllegalArgumentException when an argument is out of range
   */
  public VoteEngineBuilder limitPerKey(int permits, Duration per) {
    this.limitPerKey = new RateLimit(permits, per);
    return this;
  }

  /**
   * How many threads read the ledger for votes on subjects that the store does not hold; each uses
   * at most one connection.
   *
   * @param threads 1 to 256; 4 by default
   * @return this builder
   */
  public VoteEngineBuilder loaders(int threads) {
    this.loaders = threads;
    return this;
  }

  /**
   * Completes the futures that the host gets before they are complete, and so runs what it attaches
   * to them. By default the engine has four threads for this, and up to 64 where callbacks wait for
   * other futures of the engine; where they block on anything else, only other futures wait for
   * them; votes are answered {@link CastResult.Reason#UNAVAILABLE} once 100,000 of these wait. An
   * executor given here stays the host's to shut down; what it refuses runs on the common pool.
   * {@code Runnable::run} saves the change of thread: then callbacks run on the threads of store,
   * ledger and engine, and must not block.
   *
   * @param executor for callbacks
   * @return this builder
   */
  public VoteEngineBuilder callbacks(Executor executor) {
    this.callbacks = Objects.requireNonNull(executor, "callbacks");
    return this;
  }

  /**
   * The clock by which the engine judges given times. Times of votes come from the store's clock.
   *
   * @param clock the system's by default
   * @return this builder
   */
  public VoteEngineBuilder clock(InstantSource clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
    return this;
  }

  /**
   * Adds a listener, beside those that were given before. It gets a thread of its own.
   *
   * @param listener hears what the engine does
   * @return this builder
   */
  public VoteEngineBuilder listener(VoteListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  /**
   * Has a cache of the host's told of changed subjects, two seconds after the first change.
   *
   * @param invalidator clears what has changed; replaces one that was given before
   * @return this builder
   */
  public VoteEngineBuilder cacheInvalidator(CacheInvalidator invalidator) {
    return cacheInvalidator(invalidator, debounce);
  }

  /**
   * Has a cache of the host's told of changed subjects.
   *
   * @param invalidator clears what has changed; replaces one that was given before
   * @param debounce how long after the first change of a batch it is told, zero to one day
   * @return this builder
   */
  public VoteEngineBuilder cacheInvalidator(CacheInvalidator invalidator, Duration debounce) {
    this.cacheInvalidator = Objects.requireNonNull(invalidator, "cacheInvalidator");
    this.debounce = Objects.requireNonNull(debounce, "debounce");
    return this;
  }

  /**
   * Opens store and ledger, starts the reconciler, warms up, for a few seconds at most where the
   * store stalls, and returns when votes can be cast. Where that fails, store and ledger are closed
   * again.
   *
   * @return the engine
   * @throws IllegalArgumentException when an option is out of range; the message names it
   * @throws IllegalStateException when no reconciler was given, it was started before, or this
   *     builder has built before
   * @throws VoteConfigurationException when the parts contradict each other or what is recorded
   * @throws VoteException when store or ledger cannot be reached
   */
  public VoteEngine build() {
    require(
        partitions > 0 && partitions <= 1024 && Integer.bitCount(partitions) == 1,
        "partitions",
        partitions);
    require(isPositive(acceptedDeadline), "acceptedDeadline", acceptedDeadline);
    require(isPositive(durableDeadline), "durableDeadline", durableDeadline);
    require(!drainTimeout.isNegative(), "drainTimeout", drainTimeout);
    require(unconfirmedLimit > 0, "unconfirmedLimit", unconfirmedLimit);
    require(loaders > 0 && loaders <= 256, "loaders", loaders);
    require(
        !debounce.isNegative() && debounce.compareTo(LONGEST_DEBOUNCE) <= 0, "debounce", debounce);
    if (reconciler == null) {
      throw new IllegalStateException(
          "No reconciler: nothing would carry votes to the ledger. Add vote-sync and call"
              + " reconciler(Reconciler.withDefaults()).");
    }
    if (built) {
      throw new IllegalStateException(
          "This builder has built its engine, which owns store and ledger: begin with another"
              + " builder, store, ledger and reconciler.");
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
            unconfirmedLimit,
            loaders,
            limitPerVoter,
            limitPerKey,
            callbacks,
            clock,
            List.copyOf(listeners),
            cacheInvalidator,
            debounce));
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isZero() && !duration.isNegative();
  }

  private static void require(boolean holds, String option, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(option + " is out of range: " + value);
    }
  }
}
