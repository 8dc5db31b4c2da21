package io.voteengine.bench.cost;

import com.sun.management.OperatingSystemMXBean;
import io.voteengine.bench.site.RedisServer;
import io.voteengine.bench.site.Servers;
import io.voteengine.bench.site.SqlSpace;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/** Measures what the votes of one round cost, from the moment when it is made. */
public final class RoundMeter {
  private final Servers servers;
  private final SqlSpace space;
  private final Reading start;

  private RoundMeter(Servers servers, SqlSpace space) {
    this.servers = servers;
    this.space = space;
    this.start = read();
  }

  public static RoundMeter start(Servers servers, SqlSpace space) {
    space.settle();
    return new RoundMeter(servers, space);
  }

  private record Reading(
      Processors seconds, long disk, long log, long redis, Map<String, Long> parts) {}

  private Reading read() {
    RedisServer redis = servers.redis();
    Processors seconds =
        new Processors(
            ProcessorTime.ofTree(redis == null ? 0 : redis.pid()),
            ProcessorTime.ofTree(servers.sql().pid()),
            jvmSeconds());
    return new Reading(
        seconds,
        space.bytes(),
        space.logBytes(),
        redis == null ? 0 : redis.usedMemory(),
        space.parts());
  }

  private static double jvmSeconds() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }

  /**
   * Returns the cost of each vote so far.
   *
   * @param votes how many are durable since the start
   */
  public VoteCost perVote(long votes) {
    Reading end = read();
    double each = Math.max(1, votes);
    Map<String, Double> parts = new LinkedHashMap<>();
    end.parts()
        .forEach(
            (name, bytes) ->
                parts.put(name, (bytes - start.parts().getOrDefault(name, 0L)) / each));
    return new VoteCost(
        end.seconds().since(start.seconds()).per(votes),
        (end.disk() - start.disk()) / each,
        (end.log() - start.log()) / each,
        (end.redis() - start.redis()) / each,
        parts);
  }
}
