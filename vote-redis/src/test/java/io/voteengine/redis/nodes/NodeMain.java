package io.voteengine.redis.nodes;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.TrackedVoter;
import io.voteengine.sync.Reconciler;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * A node of a site as a process: an engine, and voters who write down what must count. It votes
 * until it reads a line or the input ends, then settles every vote.
 */
final class NodeMain {
  static final String POLL = "posts";
  static final int PARTITIONS = 16;

  /** Enough that every partition has some. */
  static final List<SubjectId> SUBJECTS =
      IntStream.range(0, 80).mapToObj(i -> SubjectId.of(POLL, "s" + i)).toList();

  private static final int VOTERS = 10;
  private static final int THREADS = 4;
  private static final long PACE_MILLIS = 20;

  private NodeMain() {}

  /**
   * Runs a node.
   *
   * @param args name, Redis, database, user, password, diary
   */
  public static void main(String[] args) throws Exception {
    Path path = Path.of(args[5]);
    Diary.Contents past = Diary.read(path, POLL);
    long seed = args[0].hashCode() + (Files.exists(path) ? Files.size(path) : 0);
    try (Diary diary = new Diary(path);
        VoteEngine engine = build(args);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      engine.polls().define(Poll.named(POLL).unlimited());
      List<TrackedVoter> voters = new ArrayList<>();
      for (int i = 0; i < VOTERS; i++) {
        VoterId id = VoterId.of(args[0] + "-" + i);
        TrackedVoter voter = new TrackedVoter(id, SUBJECTS, seed * VOTERS + i, true, diary);
        voter.resume(past.choices(id), past.open(id));
        voters.add(voter);
      }
      ScheduledExecutorService crowd = Executors.newScheduledThreadPool(THREADS);
      for (TrackedVoter voter : voters) {
        crowd.scheduleWithFixedDelay(
            () -> voter.vote(engine), 0, PACE_MILLIS, TimeUnit.MILLISECONDS);
      }
      in.readLine();
      crowd.shutdown();
      end(crowd, voters, engine, diary);
    }
  }

  private static VoteEngine build(String[] args) {
    return VoteEngine.builder(
            RedisVoteStore.connect(args[1]), JdbcVoteLedger.connect(args[2], args[3], args[4]))
        .reconciler(
            Reconciler.builder().backoff(Duration.ofMillis(10), Duration.ofMillis(500)).build())
        .acceptedDeadline(Duration.ofMillis(200))
        .durableDeadline(Duration.ofSeconds(2))
        .drainTimeout(AMPLE)
        .build();
  }

  private static void end(
      ScheduledExecutorService crowd, List<TrackedVoter> voters, VoteEngine engine, Diary diary)
      throws InterruptedException {
    boolean ended = crowd.awaitTermination(AMPLE.toSeconds(), TimeUnit.SECONDS);
    long end = System.nanoTime() + AMPLE.toNanos();
    while (!settled(voters, engine) && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PACE_MILLIS));
    }
    if (!ended || !settled(voters, engine) || !engine.drain(AMPLE)) {
      diary.wrong("the node did not come to rest");
    }
    diary.end();
  }

  private static boolean settled(List<TrackedVoter> voters, VoteEngine engine) {
    return voters.stream().map(voter -> voter.settle(engine)).reduce(true, Boolean::logicalAnd);
  }
}
