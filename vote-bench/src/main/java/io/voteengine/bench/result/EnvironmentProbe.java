package io.voteengine.bench.result;

import com.sun.management.OperatingSystemMXBean;
import io.voteengine.bench.cost.Stolen;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Looks at the machine before a run and after it. */
public final class EnvironmentProbe {
  private static final double MUCH_STOLEN = 5;
  private static final double MUCH_LOAD = 0.5;
  private static final double GIB = 1L << 30;

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final Instant at = Instant.now();
  private final double loadBefore = Math.max(0, system.getSystemLoadAverage());
  private final Stolen stolen = new Stolen();

  /** Returns the environment from the probe's beginning until now. */
  public Environment end(String servers) {
    double percent = stolen.percent();
    return new Environment(
        at.truncatedTo(ChronoUnit.SECONDS).toString(),
        processor(),
        system.getAvailableProcessors(),
        system.getTotalMemorySize() / GIB,
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        "JDK " + Runtime.version(),
        servers,
        loadBefore,
        percent,
        noise(percent));
  }

  private String noise(double percent) {
    List<String> noise = new ArrayList<>();
    if (percent >= MUCH_STOLEN) {
      noise.add("other guests of the host took %.0f %% of the time".formatted(percent));
    }
    if (loadBefore > MUCH_LOAD * system.getAvailableProcessors()) {
      noise.add("other work ran before, load %.1f".formatted(loadBefore));
    }
    return String.join("; ", noise);
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.replaceFirst("^[^:]*:\\s*", ""))
          .findFirst()
          .orElse("?");
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
