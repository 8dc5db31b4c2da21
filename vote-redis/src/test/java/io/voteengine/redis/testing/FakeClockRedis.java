package io.voteengine.redis.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.voteengine.jdbc.testing.MachineServers;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.Term;
import io.voteengine.util.Micros;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * A Redis 6.2 whose clock a test sets through libfaketime (the package {@code faketime} of Debian
 * and others). Newer servers are mostly built with jemalloc, which does not work with libfaketime.
 */
public final class FakeClockRedis implements AutoCloseable {
  private static final long LRU_CLOCK_MASK = 0xff_ffff;

  private final Path folder;
  private final Path clock;
  private final RedisProcess redis;
  private final RedisClient client;
  private final RedisCommands<String, String> commands;
  private long shown;

  private FakeClockRedis(Path library) {
    try {
      folder = Files.createTempDirectory("vote-redis-clock");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    clock = folder.resolve("now");
    write(0);
    redis =
        RedisProcess.start(
            RedisProgram.embedded(),
            Map.of(
                "LD_PRELOAD", library.toString(),
                "FAKETIME_FMT", "%s",
                "FAKETIME_TIMESTAMP_FILE", clock.toString(),
                "FAKETIME_NO_CACHE", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1"),
            "--hz",
            "500");
    client = RedisClient.create(redis.uri());
    commands = client.connect().sync();
  }

  /**
   * Starts a server.
   *
   * @return the server, with a stopped clock
   */
  public static FakeClockRedis start() {
    return new FakeClockRedis(
        MachineServers.faketime()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Redis's clock can only be set by libfaketime: install faketime")));
  }

  /**
   * Sets the clock, which then stands still until it is set again.
   *
   * @param micros microseconds since 1970
   * @return whether it showed another time before
   */
  public synchronized boolean setClock(long micros) {
    if (micros == shown) {
      return false;
    }
    write(micros);
    shown = micros;
    String second = "lru_clock:" + (micros / 1_000_000 & LRU_CLOCK_MASK) + "\r";
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> commands.info("server").contains(second));
    return true;
  }

  /**
   * Returns a store that sets this clock before each of its calls.
   *
   * @param time what the clock shows
   * @param store a store on this server
   * @return the store with that clock
   */
  public VoteStore following(InstantSource time, VoteStore store) {
    return (VoteStore)
        Proxy.newProxyInstance(
            VoteStore.class.getClassLoader(),
            new Class<?>[] {VoteStore.class},
            (proxy, method, args) -> {
              // Reads write nothing, so they leave no trace of the clock; this step does.
              if (setClock(Micros.of(time.instant()))
                  && args != null
                  && args[0] instanceof Term term) {
                store.applied(term, 0).toCompletableFuture().join();
              }
              try {
                return method.invoke(store, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void write(long micros) {
    try {
      Path next = clock.resolveSibling("next");
      // Half a microsecond more: libfaketime rounds, and would sometimes be one microsecond short.
      String text = String.format(Locale.ROOT, "%d.%06d5", micros / 1_000_000, micros % 1_000_000);
      Files.write(next, text.getBytes(UTF_8));
      Files.move(next, clock, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns where it listens.
   *
   * @return its URI
   */
  public String uri() {
    return redis.uri();
  }

  @Override
  public void close() {
    client.shutdown();
    redis.close();
    RedisProcess.delete(folder);
  }
}
