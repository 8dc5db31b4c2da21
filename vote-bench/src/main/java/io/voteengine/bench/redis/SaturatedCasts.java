package io.voteengine.bench.redis;

import com.sun.management.OperatingSystemMXBean;
import io.voteengine.bench.load.Crowd;
import io.voteengine.bench.load.InFlight;
import io.voteengine.bench.load.Spread;
import io.voteengine.bench.redis.site.RedisOption;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * One kind of casting with many votes in flight, and the figures that it reached.
 *
 * @param subjects how many are voted on
 * @param trim deletes the journals after a round
 */
record SaturatedCasts(
    String name,
    int subjects,
    CastRequest request,
    Runnable trim,
    Spread perSecond,
    Spread serverMicros,
    Spread clientMicros) {
  SaturatedCasts(String name, int subjects, CastRequest request, Runnable trim) {
    this(name, subjects, request, trim, new Spread(), new Spread(), new Spread());
  }

  /** Runs one round; a round below 0 warms up. */
  void round(RedisOption redis, int inFlight, int votes, int round) throws InterruptedException {
    long server = redis.figures().cpuMicros();
    long client = ownCpuMicros();
    long start = System.nanoTime();
    castAll(inFlight, votes, round);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (round >= 0) {
      perSecond.add(votes / seconds);
      serverMicros.add((double) (redis.figures().cpuMicros() - server) / votes);
      clientMicros.add((double) (ownCpuMicros() - client) / votes);
    }
    trim.run();
  }

  private void castAll(int inFlight, int votes, int round) throws InterruptedException {
    SplittableRandom random = new SplittableRandom(round);
    InFlight.run(
        inFlight,
        votes,
        i ->
            request.send(
                random.nextInt(subjects), random.nextInt(Crowd.SIZE), ((long) round << 32) + i));
  }

  private static long ownCpuMicros() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return TimeUnit.NANOSECONDS.toMicros(system.getProcessCpuTime());
  }
}
