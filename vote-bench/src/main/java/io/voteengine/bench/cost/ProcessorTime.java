package io.voteengine.bench.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The processor time of a process and its children, from {@code /proc}; see proc(5). PostgreSQL
 * works in children, and the time of a child that ended is in its parent's sum.
 */
final class ProcessorTime {
  /** What {@code sysconf(_SC_CLK_TCK)} returns on Linux. */
  private static final double TICKS_PER_SECOND = 100;

  /** The fields after the name, which is in parentheses and may hold anything. */
  private static final int PARENT = 1;

  private static final int USER = 11;

  private ProcessorTime() {}

  /** Returns the seconds since the process began; NaN when they cannot be read. */
  static double ofTree(long pid) {
    if (pid <= 0) {
      return Double.NaN;
    }
    String[] own = fields(Path.of("/proc", Long.toString(pid)));
    if (own.length <= USER + 3) {
      return Double.NaN;
    }
    return (ticks(own, 4) + ofChildren(pid)) / TICKS_PER_SECOND;
  }

  private static double ofChildren(long pid) {
    String parent = Long.toString(pid);
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(path -> Character.isDigit(path.getFileName().toString().charAt(0)))
          .map(ProcessorTime::fields)
          .filter(fields -> fields.length > USER + 3 && fields[PARENT].equals(parent))
          .mapToDouble(fields -> ticks(fields, 2))
          .sum();
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  /** The first two are its own time in user and system mode, the others that of ended children. */
  private static double ticks(String[] fields, int count) {
    double sum = 0;
    for (int i = USER; i < USER + count; i++) {
      sum += Long.parseLong(fields[i]);
    }
    return sum;
  }

  private static String[] fields(Path process) {
    try {
      String line = Files.readString(process.resolve("stat"));
      return line.substring(line.lastIndexOf(')') + 2).split(" ");
    } catch (IOException gone) {
      return new String[0];
    }
  }
}
