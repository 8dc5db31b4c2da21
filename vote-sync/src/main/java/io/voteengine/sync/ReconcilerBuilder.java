package io.voteengine.sync;

import io.voteengine.sync.flush.Evictor;
import io.voteengine.sync.flush.ReconcilerOptions;
import java.time.Duration;

/** Collects the options of a {@link Reconciler}. Not safe for use by many threads. */
public final class ReconcilerBuilder {
  private static final Duration SHORTEST_LEASE = Duration.ofMillis(100);
  private static final Duration LONGEST_LEASE = Duration.ofHours(1);

  private int threads = 2;
  private int batch = 1_000;
  private Duration linger = Duration.ofMillis(20);
  private Duration storeTimeout = Duration.ofSeconds(5);
  private Duration firstBackoff = Duration.ofMillis(100);
  private Duration maxBackoff = Duration.ofSeconds(20);
  private Duration lease = Duration.ofSeconds(3);
  private Duration evictAfter = Duration.ofHours(1);
  private Duration maintenance = Duration.ofHours(1);
  private Duration audit = Duration.ofDays(1);
  private boolean degrades = true;

  ReconcilerBuilder() {}

  /**
   * How many threads flush; each uses at most one connection to the ledger. None: nothing is
   * flushed but by {@link Reconciler#step}.
   *
   * @param threads 0 to 64; 2 by default
   * @return this builder
   * @throws IllegalArgumentException when it is out of range; the message names it
   */
  public ReconcilerBuilder threads(int threads) {
    require(threads >= 0 && threads <= 64, "threads", threads);
    this.threads = threads;
    return this;
  }

  /**
   * How many events a transaction carries.
   *
   * @param events 1 to 100,000 at most; 1,000 by default
   * @return this builder
   * @throws IllegalArgumentException when it is out of range; the message names it
   */
  public ReconcilerBuilder batch(int events) {
    require(events >= 1 && events <= 100_000, "batch", events);
    this.batch = events;
    return this;
  }

  /**
   * How long a vote may wait for others to share its transaction, when nobody waits for it to be
   * durable.
   *
   * @param linger zero or more; 20 ms by default
   * @return this builder
   * @throws IllegalArgumentException when it is out of range; the message names it
   */
  public ReconcilerBuilder linger(Duration linger) {
    require(!linger.isNegative(), "linger", linger);
    this.linger = linger;
    return this;
  }

  /**
   * Refuses votes while the store cannot be reached. Otherwise they are cast in the ledger then
   * ("degraded mode"): durable at once, at the database's pace, limited by what each node itself
   * has seen, and with counts that lack what the store had not passed on.
   *
   * @return this builder
   */
  public ReconcilerBuilder withoutDegradedMode() {
    this.degrades = false;
    return this;
  }

  /**
   * How long to wait for one answer of the store.
   *
   * @param timeout more than zero; 5 s by default
   * @return this builder
   * @throws IllegalArgumentException when it is out of range; the message names it
   */
  public ReconcilerBuilder storeTimeout(Duration timeout) {
    require(timeout.compareTo(Duration.ZERO) > 0, "storeTimeout", timeout);
    this.storeTimeout = timeout;
    return this;
  }

  /**
   * How long a partition that failed pauses: first, then twice as long each time, each shortened by
   * up to a half at random.
   *
   * @param first more than zero; 100 ms by default
   * @param longest at least {@code first}; 20 s by default
   * @return this builder
   * @throws IllegalArgumentException when it is out of range; the message names it
   */
  public ReconcilerBuilder backoff(Duration first, Duration longest) {
    require(first.compareTo(Duration.ZERO) > 0, "backoff", first);
    require(longest.compareTo(first) >= 0, "backoff", longest);
    this.firstBackoff = first;
    this.maxBackoff = longest;
    return this;
  }

  /**
   * For how long this node is taken for alive after it last said so, which it does three times as
   * often. Several nodes share the partitions by such leases; what a dead node held is flushed by
   * others after one and a third of the time, and votes wait until then. Shorter ones cost a small
   * transaction more often, and are lost to pauses of the JVM or a slow database, which costs a
   * change of hands and no vote. All nodes should have the same.
   *
   * @param lease 100 ms to 1 h; 3 s by default
   * @return this builder
   * @throws IllegalArgumentException when it is out of range; the message names it
   */
  public ReconcilerBuilder lease(Duration lease) {
    require(
        lease.compareTo(SHORTEST_LEASE) >= 0 && lease.compareTo(LONGEST_LEASE) <= 0,
        "lease",
        lease);
    this.lease = lease;
    return this;
  }

  /**
   * How long a subject that nobody votes on or reads stays in the store, which holds the working
   * set; the ledger has everything. Where the store's memory has a limit, subjects stay for less
   * from three quarters of it on, and for a second only from 95 %. Never where there are no
   * threads.
   *
   * @param idle 1 s to 90 days; 1 h by default
   * @return this builder
   * @throws IllegalArgumentException when it is out of range; the message names it
   */
  public ReconcilerBuilder evictAfter(Duration idle) {
    require(
        idle.compareTo(Evictor.SHORTEST) >= 0 && idle.compareTo(Evictor.LONGEST) <= 0,
        "evictAfter",
        idle);
    this.evictAfter = idle;
    return this;
  }

  /**
   * How often the ledger keeps house, which drops what has outlived its retention; first at the
   * start. Never where there are no threads.
   *
   * @param pause more than zero; 1 h by default
   * @return this builder
   * @throws IllegalArgumentException when it is out of range; the message names it
   */
  public ReconcilerBuilder maintenance(Duration pause) {
    require(pause.compareTo(Duration.ZERO) > 0, "maintenance", pause);
    this.maintenance = pause;
    return this;
  }

  /**
   * How often every subject is audited: its votes are counted, and its tallies in ledger and store
   * compared with the count and with each other. What differs is corrected by the votes. An audit
   * reads all votes, at a fiftieth of one thread's time, so with many it takes longer. To the store
   * it is a use of the subjects that it holds: one much more frequent than {@link #evictAfter}
   * keeps them there. Never where there are no threads.
   *
   * @param pass more than zero; 1 day by default
   * @return this builder
   * @throws IllegalArgumentException when it is out of range; the message names it
   */
  public ReconcilerBuilder audit(Duration pass) {
    require(pass.compareTo(Duration.ZERO) > 0, "audit", pass);
    this.audit = pass;
    return this;
  }

  /**
   * Builds the reconciler; the engine starts it.
   *
   * @return a reconciler for one engine
   */
  public Reconciler build() {
    return new Reconciler(
        new ReconcilerOptions(
            threads,
            batch,
            linger,
            storeTimeout,
            firstBackoff,
            maxBackoff,
            lease,
            evictAfter,
            maintenance,
            audit,
            degrades));
  }

  private static void require(boolean holds, String option, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(option + " is out of range: " + value);
    }
  }
}
