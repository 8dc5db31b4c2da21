package io.voteengine.redis;

import io.voteengine.metrics.EngineMeter;
import io.voteengine.redis.cast.CastLane;
import io.voteengine.redis.cast.CastSender;
import io.voteengine.redis.cast.DeadlineTicker;
import io.voteengine.redis.cast.PermitScripts;
import io.voteengine.redis.cast.ServerClock;
import io.voteengine.redis.client.RedisConnection;
import io.voteengine.redis.journal.Journals;
import io.voteengine.redis.journal.PartitionStates;
import io.voteengine.redis.journal.Recoveries;
import io.voteengine.redis.meters.RedisMeters;
import io.voteengine.redis.read.Evictions;
import io.voteengine.redis.read.Loads;
import io.voteengine.redis.read.Reads;
import io.voteengine.redis.script.Keys;
import io.voteengine.redis.script.Script;
import io.voteengine.redis.script.Scripts;
import io.voteengine.redis.startup.Ownership;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.journal.Term;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** An open store: its connection and the parts that use it. */
public final class OpenStore {
  final Scripts scripts;
  final Reads reads;
  final Loads loads;
  final Evictions removals;
  final PartitionStates states;
  final Journals journals;
  final Recoveries recoveries;
  final PermitScripts limits;

  private final RedisMeters meters;
  private final RedisConnection link;
  private final boolean sharded;
  private final List<ServerClock> clocks;
  private final List<CastLane> lanes;
  private final DeadlineTicker expiry;

  /**
   * @param sharded whether the servers know sharded Pub/Sub, and are a cluster
   */
  OpenStore(
      RedisConnection link, StoreOptions options, Ownership ownership, int count, boolean sharded) {
    Keys keys = options.keys();
    this.meters = new RedisMeters(Stream.of(Script.values()).map(Enum::name));
    link.addListener(meters);
    this.scripts = new Scripts(link, meters);
    CastSender sender = new CastSender(scripts, keys, options.backlog(), meters);
    this.link = link;
    this.sharded = sharded;
    this.reads = new Reads(scripts, keys);
    this.loads = new Loads(scripts, keys);
    this.removals = new Evictions(scripts, keys);
    this.clocks = Stream.generate(ServerClock::new).limit(count).toList();
    this.states = new PartitionStates(scripts, keys, ownership, clocks);
    this.journals = new Journals(scripts, keys, states);
    this.recoveries = new Recoveries(scripts, keys, ownership, states);
    this.limits = new PermitScripts(scripts, keys);
    this.lanes =
        clocks.stream()
            .map(clock -> new CastLane(sender, clock, options.together(), options.waiting()))
            .toList();
    this.expiry = new DeadlineTicker(lanes);
  }

  int count() {
    return lanes.size();
  }

  RedisConnection link() {
    return link;
  }

  boolean sharded() {
    return sharded;
  }

  CompletionStage<CastReply> cast(Term term, CastCommand command, Deadline deadline) {
    CompletionStage<CastReply> reply = lanes.get(term.partition()).cast(term, command, deadline);
    expiry.wake();
    return reply;
  }

  long latestTime(int partition) {
    return clocks.get(partition).atMost();
  }

  List<EngineMeter> meters() {
    return meters.all(
        () -> lanes.stream().mapToInt(CastLane::waiting).sum(), () -> link.isDown() ? 0 : 1);
  }

  void close() {
    expiry.close();
    link.close();
  }
}
