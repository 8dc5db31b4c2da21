package io.voteengine.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoterId;
import io.voteengine.metrics.EngineMeter;
import io.voteengine.redis.client.OwnClient;
import io.voteengine.redis.client.SafeOptions;
import io.voteengine.redis.signal.Signals;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.EvictReply;
import io.voteengine.spi.HeldVotes;
import io.voteengine.spi.LoadReply;
import io.voteengine.spi.PermitReply;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.ReadReply;
import io.voteengine.spi.SharedLimit;
import io.voteengine.spi.StoreSignals;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.JournalSlice;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Term;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A store in Redis 6.2 or newer, or in Valkey. Each step of {@link VoteStore} is one script and one
 * round trip. Votes of a partition that arrive while a call for it is under way share the next
 * call.
 *
 * <p>Safe for use by many threads. Stages complete on the client's I/O threads; never block them. A
 * stage fails with {@link io.voteengine.spi.StoreUnavailableException} when Redis refused the call,
 * was not reached, or too many votes wait already: nothing was done. It fails with another {@link
 * io.voteengine.VoteStoreException} when the answer was lost: the outcome is unknown.
 *
 * <p>The server must run with {@code maxmemory-policy noeviction}. {@link #evict} measures idle
 * time in whole seconds, and may be wrong by one. Voters' limiters outlive {@link #evict}, {@link
 * #unload} and {@link #reset} for as long as they remember something.
 */
public final class RedisVoteStore implements VoteStore {
  private final AbstractRedisClient client;
  private final boolean owned;
  private final StoreOptions options;
  private final StoreOpening opening;
  private volatile @Nullable OpenStore current;

  RedisVoteStore(RedisVoteStoreBuilder builder, AbstractRedisClient client) {
    this.client = client;
    this.owned = builder.owned;
    this.options = builder.options();
    this.opening = new StoreOpening(client, options);
  }

  /**
   * Returns a store with the default options, which suit production. It owns its connection.
   *
   * @param uri of a server, {@code redis://host:port}; of Sentinels, {@code
   *     redis-sentinel://host:port,host:port?sentinelMasterId=name}; or of some nodes of a cluster,
   *     which name the others, {@code redis-cluster://host:port,host:port}. Use {@code rediss} for
   *     TLS
   * @return the store, which connects when it is opened
   * @throws IllegalArgumentException when the URI is none of these
   */
  public static RedisVoteStore connect(String uri) {
    return builder(uri).build();
  }

  /**
   * Returns a builder of a store that owns its connection.
   *
   * @param uri as for {@link #connect}
   * @return a builder with the default options, which suit production
   * @throws IllegalArgumentException when the URI is none of those
   */
  public static RedisVoteStoreBuilder builder(String uri) {
    return new RedisVoteStoreBuilder(OwnClient.of(uri)::client, true);
  }

  /**
   * Returns a builder of a store that owns its connection.
   *
   * @param server a server, or Sentinels and the name of their master
   * @return a builder with the default options, which suit production
   */
  public static RedisVoteStoreBuilder builder(RedisURI server) {
    return new RedisVoteStoreBuilder(OwnClient.of(List.of(server), false)::client, true);
  }

  /**
   * Returns a builder of a store in a cluster that owns its connections.
   *
   * @param nodes some nodes of the cluster, which name the others; at least one
   * @return a builder with the default options, which suit production
   * @throws IllegalArgumentException when there is no node
   */
  public static RedisVoteStoreBuilder builder(List<RedisURI> nodes) {
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("nodes must not be empty");
    }
    return new RedisVoteStoreBuilder(OwnClient.of(nodes, true)::client, true);
  }

  /**
   * Returns a builder of a store that uses your own client. Closing the store does not shut the
   * client down.
   *
   * @param client a client with {@link #clientOptions()}, or with other options that keep the same
   *     promises
   * @return a builder with the default options, which suit production
   */
  public static RedisVoteStoreBuilder builder(RedisClient client) {
    Objects.requireNonNull(client, "client");
    return new RedisVoteStoreBuilder((timeout, ssl) -> client, false);
  }

  /**
   * Returns a builder of a store that uses your own cluster client. Closing the store does not shut
   * the client down.
   *
   * @param client a client with {@link #clusterClientOptions()}, or with other options that keep
   *     the same promises
   * @return a builder with the default options, which suit production
   */
  public static RedisVoteStoreBuilder builder(RedisClusterClient client) {
    Objects.requireNonNull(client, "client");
    return new RedisVoteStoreBuilder((timeout, ssl) -> client, false);
  }

  /**
   * Returns the options that a client of your own needs: it does not send commands again after a
   * lost connection, its calls time out, and its queue is bounded. Use {@code mutate()} to add
   * others.
   *
   * @return the options
   */
  public static ClientOptions clientOptions() {
    return SafeOptions.standalone();
  }

  /**
   * Returns {@link #clientOptions()} with the options that make a client follow a cluster's slots,
   * and with a timeout of 2 s for each call.
   *
   * @return the options
   */
  public static ClusterClientOptions clusterClientOptions() {
    return SafeOptions.cluster(SafeOptions.TIMEOUT);
  }

  @Override
  public synchronized void open(int count, UUID ledger) {
    if (count < 1 || count > 1024 || Integer.bitCount(count) != 1) {
      throw new IllegalArgumentException(
          "partitions must be a power of two from 1 to 1024: " + count);
    }
    current = opening.run(current, count, ledger);
  }

  @Override
  public String toString() {
    String server = client instanceof RedisClusterClient ? "Redis Cluster" : "Redis";
    return server + " with keys '" + options.keys().prefix() + ":*'";
  }

  @Override
  public CompletionStage<CastReply> cast(Term term, CastCommand command, Deadline deadline) {
    return opened(term).cast(term, command, deadline);
  }

  @Override
  public long latestTime(int partition) {
    return opened(partition).latestTime(partition);
  }

  @Override
  public CompletionStage<PermitReply> takePermit(Term term, SharedLimit limit) {
    return opened(term).limits.take(term, limit);
  }

  @Override
  public CompletionStage<Boolean> returnPermit(Term term, SharedLimit limit) {
    return opened(term).limits.giveBack(term, limit);
  }

  @Override
  public CompletionStage<ReadReply> read(
      Term term, List<SubjectId> subjects, @Nullable VoterId voter) {
    return opened(term).reads.read(term, subjects, voter);
  }

  @Override
  public CompletionStage<List<SubjectView>> top(Term term, String poll, int limit) {
    return opened(term).reads.top(term, poll, limit);
  }

  @Override
  public CompletionStage<Optional<VoteSnapshot>> vote(Term term, SubjectId subject, VoterId voter) {
    return opened(term).reads.vote(term, subject, voter);
  }

  @Override
  public CompletionStage<PartitionState> state(int partition) {
    return opened(partition).states.state(partition);
  }

  @Override
  public CompletionStage<LoadReply> loadPoll(Term term, PollSnapshot poll) {
    return opened(term).loads.poll(term, poll);
  }

  @Override
  public CompletionStage<LoadReply> loadSubjects(
      Term term, long evictions, List<SubjectSnapshot> subjects) {
    return opened(term).loads.subjects(term, evictions, subjects);
  }

  @Override
  public CompletionStage<LoadReply> loadVotes(Term term, long evictions, List<VoteSnapshot> votes) {
    return opened(term).loads.votes(term, evictions, votes);
  }

  @Override
  public CompletionStage<LoadReply> loadHeld(Term term, long evictions, List<HeldVotes> held) {
    return opened(term).loads.held(term, evictions, held);
  }

  @Override
  public CompletionStage<Boolean> unload(Term term, List<SubjectId> subjects) {
    return opened(term).removals.unload(term, subjects);
  }

  @Override
  public CompletionStage<EvictReply> evict(Term term, Duration idle, int limit) {
    return opened(term).removals.evict(term, idle, limit);
  }

  @Override
  public CompletionStage<Boolean> closePoll(Term term, String poll) {
    return opened(term).journals.closePoll(term, poll);
  }

  @Override
  public CompletionStage<JournalSlice> journal(int partition, long after, int limit) {
    return opened(partition).journals.read(partition, after, limit);
  }

  @Override
  public CompletionStage<Boolean> applied(Term term, long seq) {
    return opened(term).journals.applied(term, seq);
  }

  @Override
  public CompletionStage<PartitionState> freeze(int partition, String token) {
    return opened(partition).recoveries.freeze(partition, token);
  }

  @Override
  public CompletionStage<Boolean> reset(Term term, String token) {
    return opened(term).recoveries.reset(term, token);
  }

  @Override
  public StoreSignals signals() {
    OpenStore opened = opened(0);
    return new Signals(client, opened.link(), options.keys(), opened.count(), opened.sharded());
  }

  @Override
  public List<EngineMeter> meters() {
    return opened(0).meters();
  }

  /** Closes the connection, and the client if the store made it. Calls under way fail. */
  @Override
  public synchronized void close() {
    OpenStore opened = current;
    if (opened != null) {
      opened.close();
    }
    if (owned) {
      OwnClient.end(client);
    }
  }

  private OpenStore opened(Term term) {
    return opened(term.partition());
  }

  private OpenStore opened(int partition) {
    OpenStore opened = current;
    if (opened == null) {
      throw new IllegalStateException("The store is not open: call open first");
    }
    Objects.checkIndex(partition, opened.count());
    return opened;
  }
}
