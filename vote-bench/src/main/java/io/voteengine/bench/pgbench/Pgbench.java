package io.voteengine.bench.pgbench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.bench.site.PostgresSpace;
import io.voteengine.jdbc.testing.MachineServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the program. */
final class Pgbench {
  private static final int CLIENTS = 16;
  private static final Pattern DONE =
      Pattern.compile("number of transactions actually processed: (\\d+)");
  private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+) ");

  private Pgbench() {}

  /** What it said: transactions, and how many of them in a second. */
  record Done(long transactions, double perSecond) {}

  static boolean isInstalled() {
    return MachineServers.program("pgbench").isPresent();
  }

  /** Runs a script in as many connections as the other opponents have, with prepared statements. */
  static Done run(PostgresSpace space, String script, int seconds)
      throws IOException, InterruptedException {
    Path file = Files.createTempFile("vote-bench", ".sql");
    try {
      Files.writeString(file, script);
      String program = MachineServers.program("pgbench").orElseThrow().toString();
      ProcessBuilder builder =
          new ProcessBuilder(
              List.of(
                  program,
                  "-n",
                  "-M",
                  "prepared",
                  "-c",
                  "" + CLIENTS,
                  "-j",
                  "2",
                  "-T",
                  "" + seconds,
                  "-D",
                  "n=0",
                  "--max-tries=0",
                  "-f",
                  file.toString()));
      builder.environment().putAll(connection(space));
      builder.environment().put("LC_ALL", "C"); // its words are read
      Process process = builder.redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("pgbench failed: " + said);
      }
      return new Done(Long.parseLong(find(DONE, said)), Double.parseDouble(find(RATE, said)));
    } finally {
      Files.delete(file);
    }
  }

  private static String find(Pattern pattern, String said) {
    Matcher found = pattern.matcher(said);
    if (!found.find()) {
      throw new IllegalStateException("pgbench said nothing of " + pattern + ": " + said);
    }
    return found.group(1);
  }

  private static Map<String, String> connection(PostgresSpace space) {
    URI url = URI.create(space.url().replaceFirst("^jdbc:", ""));
    return Map.of(
        "PGHOST", url.getHost(),
        "PGPORT", "" + (url.getPort() < 0 ? 5432 : url.getPort()),
        "PGDATABASE", url.getPath().substring(1),
        "PGUSER", space.user(),
        "PGPASSWORD", space.password(),
        "PGOPTIONS", "-c search_path=" + space.schema());
  }
}
