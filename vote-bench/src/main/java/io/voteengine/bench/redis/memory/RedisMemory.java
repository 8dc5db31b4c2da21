package io.voteengine.bench.redis.memory;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.voteengine.Poll;
import io.voteengine.VoterId;
import io.voteengine.bench.load.InFlight;
import io.voteengine.bench.redis.site.RedisOption;
import io.voteengine.bench.redis.site.RedisSite;
import io.voteengine.redis.RedisVoteStore;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How much of the server's memory a vote takes, in the store's layout and in that of hand-written
 * code.
 */
@Command(name = "memory", description = "Bytes per vote, beside the layout of hand-written code.")
public final class RedisMemory implements Callable<Integer> {
  private static final int IN_FLIGHT = 2_000;

  @Mixin private RedisOption redis = new RedisOption();

  @Option(
      names = "--most",
      defaultValue = "1000000",
      description = "Leave out subjects with more voters; default ${DEFAULT-VALUE}")
  private int most;

  @Override
  public Integer call() throws Exception {
    String uri = redis.connect();
    try (RedisOption server = redis) {
      ours(uri, IdKind.DIGITS_8, new VotesShape(100, 10)); // the scripts' own memory
      System.out.printf(
          "%nRedis %s; bytes per vote: used_memory (sum of MEMORY USAGE)%n%n",
          server.figures().version());
      System.out.println("| voters of a subject | subjects | ids | the store | hand-written |");
      System.out.println("|---|---|---|---|---|");
      for (VotesShape shape :
          List.of(
              new VotesShape(20_000, 10),
              new VotesShape(400, 500),
              new VotesShape(20, 10_000),
              new VotesShape(1, 1_000_000))) {
        for (IdKind ids : IdKind.values()) {
          if (shape.voters() <= most) {
            MemoryTaken ours = ours(uri, ids, shape);
            MemoryTaken others = handWritten(uri, ids, shape);
            System.out.printf(
                "| %,d | %,d | %s | %.1f (%.1f) | %.1f (%.1f) |%n",
                shape.voters(),
                shape.subjects(),
                ids.text,
                ours.used(),
                ours.usage(),
                others.used(),
                others.usage());
          }
        }
      }
    }
    return 0;
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
