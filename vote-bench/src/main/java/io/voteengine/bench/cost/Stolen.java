package io.voteengine.bench.cost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The share of the processors' time that other guests of the same physical machine took since this
 * object was made. Results of a machine that loses much time say little about what runs on it.
 */
public final class Stolen {
  private static final Path COUNTERS = Path.of("/proc/stat");

  /** See proc(5): user, nice, system, idle, iowait, irq, softirq, steal. */
  private static final int COUNTED = 8;

  private final long[] before = read();

  /** Returns the share in percent; "?" when the system does not report it. */
  public String text() {
    return before.length < COUNTED ? "?" : "%.0f %%".formatted(percent());
  }

  /** Returns the share in percent; 0 when the system does not report it. */
  public double percent() {
    long[] now = read();
    if (now.length < COUNTED) {
      return 0;
    }
    long all = Arrays.stream(now).sum() - Arrays.stream(before).sum();
    long stolen = now[COUNTED - 1] - before[COUNTED - 1];
    return all == 0 ? 0 : 100.0 * stolen / all;
  }

  private static long[] read() {
    if (!Files.isReadable(COUNTERS)) {
      return new long[0];
    }
    try {
      String[] first = Files.readAllLines(COUNTERS).get(0).split(" +");
      return Arrays.stream(first).skip(1).limit(COUNTED).mapToLong(Long::parseLong).toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
