package io.voteengine.bench.live;

import java.lang.management.ManagementFactory;

/** The load of this machine, which other work may cause. */
final class Load {
  private Load() {}

  /** Returns the average of the last minute, by the system. */
  static String now() {
    return "%.0f".formatted(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
