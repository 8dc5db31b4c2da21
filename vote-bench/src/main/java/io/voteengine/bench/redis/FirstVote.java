package io.voteengine.bench.redis;

import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.bench.load.Crowd;
import io.voteengine.bench.redis.site.RedisOption;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.sync.Reconciler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long the first votes of a process take, before anything is compiled or loaded. */
@Command(
    name = "first-vote",
    mixinStandardHelpOptions = true,
    description = "The first votes of a cold process, one by one.")
final class FirstVote implements Callable<Integer> {
  @Mixin private RedisOption redis = new RedisOption();

  @Option(names = "--in-memory", description = "Without Redis, in the in-memory store")
  private boolean inMemory;

  @Option(names = "--votes", defaultValue = "5", description = "Default ${DEFAULT-VALUE}")
  private int votes;

  @Override
  public Integer call() {
    List<VoterId> voters = IntStream.range(0, votes).mapToObj(Crowd::voter).toList();
    try (RedisOption server = redis) {
      try (VoteEngine engine =
          VoteEngine.builder(
                  inMemory ? InMemoryVoteStore.create() : RedisVoteStore.connect(server.connect()),
                  JdbcVoteLedger.memory())
              .reconciler(Reconciler.withDefaults())
              .acceptedDeadline(Duration.ofMinutes(1))
              .build()) {
        engine.polls().define(Poll.named("posts"));
        for (int i = 0; i < votes; i++) {
          long start = System.nanoTime();
          CastResult result =
              engine.cast(voters.get(i), SubjectId.of("posts", "subject-" + i), Choice.UP);
          double millis = (System.nanoTime() - start) / 1e6;
          System.out.printf("%.1f ms %s%n", millis, result.getClass().getSimpleName());
        }
      }
    }
    return 0;
  }
}
