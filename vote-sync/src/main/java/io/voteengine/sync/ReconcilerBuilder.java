package io.voteengine.sync;

import io.voteengine.sync.flush.Evictor;
import io.voteengine.sync.flush.ReconcilerOptions;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
  private @Nullable Duration finalizeAfter = Duration.ofMinutes(5);
  private Duration finalizeFor = Duration.ofSeconds(30);
  private boolean degrades = true;

  ReconcilerBuilder() {}

  /**
   * Sets the number of threads that flush journals to the ledger; each uses at most one connection.
   * With 0, no thread is started: events are flushed by {@link Reconciler#step} only, votes are
   * refused while the store cannot be reached, and there is no maintenance, eviction or background
   * audit.
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
   * Sets how many events one transaction carries at most.
   *
   * @param events 1 to 100,000; 1,000 by default
   * @return this builder
   * @throws IllegalArgumentException when it is out of range; the message names it
   */
  public ReconcilerBuilder maxBatchSize(int events) {
    require(events >= 1 && events <= 100_000, "maxBatchSize", events);
    this.batch = events;
    return this;
  }

  /**
   * Sets how long a vote may wait for others to share its transaction, while no caller waits for it
   * to become durable.
   *
   * @param linger zero or more; 20 ms by default
   * @return this builder
   * @throws IllegalArgumentException when it is out of range; the message names it
   */
  public ReconcilerBuilder linger(Duration linger) {
    Objects.requireNonNull(linger, "linger");
    require(!linger.isNegative(), "linger", linger);
    this.linger = linger;
    return this;
  }

  /**
   * Turns degraded mode off: votes are refused while the store cannot be reached. By default they
   * are cast in the ledger during that time. They are then durable at once and as fast as the
   * database allows, each node limits only what it has seen itself, and the counts lack the votes
   * that the store had accepted and not passed on.
   *
   * @return this builder
   */
  public ReconcilerBuilder withoutDegradedMode() {
    this.degrades = false;
    return this;
  }

  /**
   * Sets how long to wait for one answer of the store.
   *
   * @param timeout more than zero; 5 s by default
   * @return this builder
   * @throws IllegalArgumentException when it is out of range; the message names it
   */
  public ReconcilerBuilder storeTimeout(Duration timeout) {
    this.storeTimeout = positive("storeTimeout", timeout);
    return this;
  }

  /**
   * Sets how long a partition pauses after a failure. The pause doubles with each further failure,
   * and each is shortened at random by up to a half.
   *
   * @param first the first pause, more than zero; 100 ms by default
   * @param longest the longest pause, at least {@code first}; 20 s by default
   * @return this builder
   * @throws IllegalArgumentException when one is out of range; the message names it
   */
  public ReconcilerBuilder backoff(Duration first, Duration longest) {
    positive("backoff", first);
    Objects.requireNonNull(longest, "backoff");
    require(longest.compareTo(first) >= 0, "backoff", longest);
    this.firstBackoff = first;
    this.maxBackoff = longest;
    return this;
  }

  /**
   * Sets how long this node counts as alive after it renewed its lease, which it does every third
   * of this time. Nodes share the partitions by such leases. When a node dies, others flush its
   * partitions after one and a third of this time; until then the votes there wait.
   *
   * <p>A shorter lease costs a small transaction more often. It may also expire during a pause of
   * the JVM or of the database; its partitions then change hands, and no vote is lost. Use the same
   * value on all nodes.
   *
   * @param lease 100 ms to 1 h; 3 s by default
   * @return this builder
   * @throws IllegalArgumentException when it is out of range; the message names it
   */
  public ReconcilerBuilder lease(Duration lease) {
    Objects.requireNonNull(lease, "lease");
    require(
        lease.compareTo(SHORTEST_LEASE) >= 0 && lease.compareTo(LONGEST_LEASE) <= 0,
        "lease",
        lease);
    this.lease = lease;
    return this;
  }

  /**
   * Sets how long the store keeps a subject that is neither voted on nor read. The store holds the
   * working set, the ledger has everything. Where the store's memory has a limit, the time shrinks
   * once three quarters of it are used, down to one second at 95 %. Without threads nothing is
   * evicted.
   *
   * @param idle 1 s to 90 days; 1 h by default
   * @return this builder
   * @throws IllegalArgumentException when it is out of range; the message names it
   */
  public ReconcilerBuilder evictAfter(Duration idle) {
    Objects.requireNonNull(idle, "evictAfter");
    require(
        idle.compareTo(Evictor.SHORTEST) >= 0 && idle.compareTo(Evictor.LONGEST) <= 0,
        "evictAfter",
        idle);
    this.evictAfter = idle;
    return this;
  }

  /**
   * Sets the pause between two runs of the ledger's maintenance, which removes what has outlived
   * its retention. The first run is at the start. Without threads there is none.
   *
   * @param pause more than zero; 1 h by default
   * @return this builder
   * @throws IllegalArgumentException when it is out of range; the message names it
   */
  public ReconcilerBuilder maintenanceInterval(Duration pause) {
    this.maintenance = positive("maintenanceInterval", pause);
    return this;
  }

  /**
   * Sets how often every subject is audited. An audit counts the votes of each subject, compares
   * the tallies in ledger and store with that count and with each other, and corrects those that
   * differ.
   *
   * <p>It reads all votes and takes a fiftieth of one thread's time, so a pass over many votes
   * takes longer than set here. An audit counts as a use of the subjects that the store holds:
   * audits more frequent than {@link #evictAfter} keep them there. Without threads there are none.
   *
   * @param pass the time of one pass over all subjects, more than zero; 1 day by default
   * @return this builder
   * @throws IllegalArgumentException when it is out of range; the message names it
   */
  public ReconcilerBuilder auditInterval(Duration pass) {
    this.audit = positive("auditInterval", pass);
    return this;
  }

  /**
   * Sets how long after its close a poll is finalized: backed up, sealed, and its result computed.
   * By then clocks that disagree and imports that are late should be done. Without threads, and for
   * polls that were over already when they were recorded, this happens on request only.
   *
   * @param grace zero or more; 5 minutes by default; null: on request only
   * @return this builder
   * @throws IllegalArgumentException when it is out of range; the message names it
   */
  public ReconcilerBuilder finalizeAfter(@Nullable Duration grace) {
    require(grace == null || !grace.isNegative(), "finalizeAfter", String.valueOf(grace));
    this.finalizeAfter = grace;
    return this;
  }

  /**
   * Sets how long one attempt to finalize a poll waits until every partition and every live node
   * has nothing of it under way. After that the attempt fails, and what it has done stays.
   *
   * @param patience more than zero; 30 s by default
   * @return this builder
   * @throws IllegalArgumentException when it is out of range; the message names it
   */
  public ReconcilerBuilder finalizeWithin(Duration patience) {
    this.finalizeFor = positive("finalizeWithin", patience);
    return this;
  }

  /**
   * Builds the reconciler. The engine starts it.
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
            finalizeAfter,
            finalizeFor,
            degrades));
  }

  private static Duration positive(String option, Duration duration) {
    Objects.requireNonNull(duration, option);
    require(duration.compareTo(Duration.ZERO) > 0, option, duration);
    return duration;
  }

  private static void require(boolean holds, String option, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(option + " is out of range: " + value);
    }
  }
}
