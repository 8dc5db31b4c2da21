package io.voteengine.bench.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.voteengine.Poll;
import io.voteengine.VoterId;
import io.voteengine.bench.load.InFlight;
import io.voteengine.redis.RedisVoteStore;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How much of the server's memory a vote takes, in the store's layout and in that of hand-written
 * code.
 */
@Command(name = "memory", description = "Bytes per vote, beside the layout of hand-written code.")
final class RedisMemory implements Callable<Integer> {
  private static final int IN_FLIGHT = 2_000;

  @Mixin private RedisOption redis = new RedisOption();

  @Option(
      names = "--most",
      defaultValue = "1000000",
      description = "Leave out subjects with more voters; default ${DEFAULT-VALUE}")
  private int most;

  /** The kinds of voter ids. */
  private enum IdRules {
    DIGITS_8("8 digits") {
      @Override
      String id(int number) {
        return Integer.toString(10_000_000 + scattered(number));
      }
    },
    CHARS_9("9 characters") {
      @Override
      String id(int number) {
        return "u%08d".formatted(scattered(number));
      }
    },
    UUIDS("UUID") {
      @Override
      String id(int number) {
        return UUID.nameUUIDFromBytes(DIGITS_8.id(number).getBytes(US_ASCII)).toString();
      }
    };

    final String text;

    IdRules(String text) {
      this.text = text;
    }

    abstract String id(int number);

    /** Returns a number below 90 million, a different one for each argument. */
    private static int scattered(int number) {
      return (int) (number * 48_271L % 89_999_999);
    }
  }

  /** A number of subjects with a number of voters each. */
  private record Shape(int subjects, int voters) {
    int votes() {
      return subjects * voters;
    }

    int subject(int vote) {
      return vote % subjects;
    }

    /** Returns a voter, out of as many people as there are voters and at least 10,000. */
    int voter(int vote) {
      int nth = vote / subjects;
      int people = Math.max(voters, 10_000);
      return (int) (((long) subject(vote) * voters + nth) % people);
    }
  }

  private record Taken(double used, double usage) {}

  @Override
  public Integer call() throws Exception {
    String uri = redis.connect();
    try (RedisOption server = redis) {
      ours(uri, IdRules.DIGITS_8, new Shape(100, 10)); // the scripts' own memory
      System.out.printf(
          "%nRedis %s; bytes per vote: used_memory (sum of MEMORY USAGE)%n%n",
          server.info("server", "redis_version"));
      System.out.println("| voters of a subject | subjects | ids | the store | hand-written |");
      System.out.println("|---|---|---|---|---|");
      for (Shape shape :
          List.of(
              new Shape(20_000, 10),
              new Shape(400, 500),
              new Shape(20, 10_000),
              new Shape(1, 1_000_000))) {
        for (IdRules ids : IdRules.values()) {
          if (shape.voters() <= most) {
            Taken ours = ours(uri, ids, shape);
            Taken others = handWritten(uri, ids, shape);
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
  private Taken ours(String uri, IdRules ids, Shape shape) throws InterruptedException {
    long before = redis.usedMemory();
    try (RedisSite site =
        RedisSite.open(RedisVoteStore.builder(uri), Poll.named("posts"), shape.subjects())) {
      InFlight.run(
          IN_FLIGHT,
          shape.votes(),
          i -> site.cast(shape.subject(i), VoterId.of(ids.id(shape.voter(i))), i));
      site.trim();
    }
    return taken(before, shape);
  }

  /** A string per voter and subject, a set per voter, a hash per subject, and nothing else. */
  private Taken handWritten(String uri, IdRules ids, Shape shape) throws InterruptedException {
    long before = redis.usedMemory();
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
    return taken(before, shape);
  }

  /** Measures with closed connections, and empties the server. */
  private Taken taken(long before, Shape shape) throws InterruptedException {
    double used = redis.usedMemory() - before;
    LongAdder usage = new LongAdder();
    RedisAsyncCommands<String, String> commands = redis.async();
    KeyScanCursor<String> page = redis.commands().scan(ScanArgs.Builder.limit(1_000));
    while (true) {
      List<String> keys = page.getKeys();
      InFlight.run(
          IN_FLIGHT,
          keys.size(),
          i -> commands.memoryUsage(keys.get(i)).thenAccept(bytes -> usage.add(bytes)));
      if (page.isFinished()) {
        break;
      }
      page = redis.commands().scan(ScanCursor.of(page.getCursor()), ScanArgs.Builder.limit(1_000));
    }
    redis.commands().flushall();
    return new Taken(used / shape.votes(), (double) usage.sum() / shape.votes());
  }
}
