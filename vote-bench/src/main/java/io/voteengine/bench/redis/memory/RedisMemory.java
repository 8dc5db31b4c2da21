package io.voteengine.bench.redis.memory;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.voteengine.Poll;
import io.voteengine.VoterId;
import io.voteengine.bench.load.InFlight;
import io.voteengine.bench.redis.site.RedisOption;
import io.voteengine.bench.redis.site.RedisSite;
import io.voteengine.bench.result.EnvironmentProbe;
import io.voteengine.bench.result.FigureTable;
import io.voteengine.bench.result.ResultFile;
import io.voteengine.bench.result.RunResult;
import io.voteengine.bench.site.Require;
import io.voteengine.redis.RedisVoteStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How much of the server's memory a vote takes, in the store's layout and in that of hand-written
 * code.
 */
@Command(
    name = "memory",
    mixinStandardHelpOptions = true,
    description = "Bytes per vote, beside the layout of hand-written code.")
public final class RedisMemory implements Callable<Integer> {
  private static final int IN_FLIGHT = 2_000;

  private static final List<VotesShape> SHAPES =
      List.of(
          new VotesShape(20_000, 10),
          new VotesShape(400, 500),
          new VotesShape(20, 10_000),
          new VotesShape(1, 1_000_000));

  @Spec private @Nullable CommandSpec command;
  @Mixin private RedisOption redis = new RedisOption();

  @Option(
      names = "--most",
      defaultValue = "1000000",
      description = "Leave out subjects with more voters; default ${DEFAULT-VALUE}")
  private int most;

  @Option(
      names = "--fewer",
      defaultValue = "1",
      description = "Divides the number of subjects, for a quick look; default ${DEFAULT-VALUE}")
  private int fewer;

  @Option(names = "--output", description = "A file for the result, as JSON")
  private @Nullable Path output;

  private long held;
  private long cast;

  @Override
  public Integer call() throws Exception {
    Require require = new Require(command);
    require.range("--fewer", fewer, 1, 1_000_000);
    require.range("--most", most, 10, 1_000_000);
    EnvironmentProbe probe = new EnvironmentProbe();
    List<List<String>> rows = new ArrayList<>();
    String uri = redis.connect();
    try (RedisOption server = redis) {
      ours(uri, IdKind.DIGITS_8, new VotesShape(100, 10)); // the scripts' own memory
      held = 0;
      cast = 0;
      for (VotesShape whole : SHAPES) {
        VotesShape shape = whole.fewer(fewer);
        for (IdKind ids : IdKind.values()) {
          if (shape.voters() <= most) {
            rows.add(row(shape, ids, ours(uri, ids, shape), handWritten(uri, ids, shape)));
          }
        }
      }
      String version = "Redis " + server.figures().version();
      FigureTable table =
          new FigureTable(
              "Bytes per vote: used_memory (sum of MEMORY USAGE)",
              List.of("voters of a subject", "subjects", "ids", "the store", "hand-written"),
              rows,
              "cast %,d: accepted %,d, refused 0; in the store's tallies %,d, differences %,d"
                  .formatted(cast, cast, held, cast - held));
      RunResult result = RunResult.of("memory", version, probe.end(version), table, List.of());
      ResultFile.write(output, result);
      System.out.printf("%s%n%n%s%n", result.environment().text(), table.text());
    }
    return held == cast ? 0 : 1;
  }

  private static List<String> row(
      VotesShape shape, IdKind ids, MemoryTaken ours, MemoryTaken others) {
    return List.of(
        "%,d".formatted(shape.voters()),
        "%,d".formatted(shape.subjects()),
        ids.text,
        "%.1f (%.1f)".formatted(ours.used(), ours.usage()),
        "%.1f (%.1f)".formatted(others.used(), others.usage()));
  }

  /** Votes under the default limit, with their events committed and dropped. */
  private MemoryTaken ours(String uri, IdKind ids, VotesShape shape) throws InterruptedException {
    long before = redis.figures().usedMemory();
    try (RedisSite site =
        RedisSite.open(RedisVoteStore.builder(uri), Poll.named("posts"), shape.subjects())) {
      InFlight.run(
          IN_FLIGHT,
          shape.votes(),
          i -> site.cast(shape.subject(i), VoterId.of(ids.id(shape.voter(i))), i));
      site.trim();
      cast += shape.votes();
      held += site.tallies();
    }
    return MemoryTaken.measure(redis, before, shape.votes(), IN_FLIGHT);
  }

  /** A string per voter and subject, a set per voter, a hash per subject, and nothing else. */
  private MemoryTaken handWritten(String uri, IdKind ids, VotesShape shape)
      throws InterruptedException {
    long before = redis.figures().usedMemory();
    RedisClient client = RedisClient.create(uri);
    RedisAsyncCommands<String, String> commands = client.connect().async();
    InFlight.run(
        IN_FLIGHT,
        shape.votes(),
        i -> {
          String voter = ids.id(shape.voter(i));
          String subject = "subject-%05d".formatted(shape.subject(i));
          return CompletableFuture.allOf(
              commands.set("vote:" + subject + ":" + voter, "1").toCompletableFuture(),
              commands.sadd("voter:" + voter, subject).toCompletableFuture(),
              commands.hincrby("subject:" + subject, "up", 1).toCompletableFuture());
        });
    client.shutdown();
    return MemoryTaken.measure(redis, before, shape.votes(), IN_FLIGHT);
  }
}
