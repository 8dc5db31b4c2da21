package io.voteengine.redis.nodes;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.poll.VoteBudget.WhenSpent;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.RedisProcess;
import io.voteengine.spi.HeldVotes;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.VoterInPoll;
import io.voteengine.spi.rules.SubjectPlaces;
import io.voteengine.sync.Reconciler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Voters hammer a ballot poll from two nodes, and Redis loses everything in the middle. */
class BallotsOnRedisTest {
  private static final Logger log = LoggerFactory.getLogger(BallotsOnRedisTest.class);
  private static final int PARTITIONS = 4;
  private static final int CASTS = 6;
  private static final int UNDER_WAY = 500;
  private static final List<SubjectId> LOGOS =
      IntStream.range(0, 8).mapToObj(i -> SubjectId.of("logos", "logo-" + i)).toList();

  private final RedisProcess redis = RedisProcess.start();
  private final RedisClient admin = RedisClient.create(redis.uri());
  private final RedisCommands<String, String> commands = admin.connect().sync();
  private final JdbcConnectionPool database =
      JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");
  private final VoteLedger ledger = JdbcVoteLedger.over(database);
  private final List<VoteEngine> nodes = new ArrayList<>();

  @BeforeEach
  void start() {
    database.setMaxConnections(50);
    VoteSchema.migrate(database);
    ledger.open(PARTITIONS);
    for (int i = 0; i < 2; i++) {
      nodes.add(
          VoteEngine.builder(RedisVoteStore.connect(redis.uri()), JdbcVoteLedger.over(database))
              .reconciler(Reconciler.withDefaults())
              .partitions(PARTITIONS)
              .acceptedDeadline(Duration.ofSeconds(10))
              .build());
    }
  }

  @AfterEach
  void end() {
    nodes.forEach(VoteEngine::close);
    ledger.close();
    database.dispose();
    admin.shutdown();
    redis.close();
  }

  @ParameterizedTest
  @CsvSource({"1,REFUSE", "1,MOVE", "3,REFUSE", "3,MOVE"})
  void nobodyEverHoldsMore(int votes, WhenSpent whenSpent) throws InterruptedException {
    hammer(300, votes, whenSpent);
  }

  @Tag("chaos")
  @ParameterizedTest
  @CsvSource({"1,REFUSE", "3,MOVE"})
  void nobodyOfManyEverHoldsMore(int votes, WhenSpent whenSpent) throws InterruptedException {
    hammer(100_000, votes, whenSpent);
  }

  private void hammer(int count, int votes, WhenSpent whenSpent) throws InterruptedException {
    nodes.get(0).polls().define(Poll.named("logos").unlimited().votesPerVoter(votes, whenSpent));
    List<VoterId> voters = IntStream.range(0, count).mapToObj(i -> VoterId.of("v" + i)).toList();
    Set<VoterId> counted = ConcurrentHashMap.newKeySet();
    LongAdder accepted = new LongAdder();
    Semaphore underWay = new Semaphore(UNDER_WAY);
    Random random = new Random(count + votes);
    long began = System.nanoTime();
    for (int i = 0; i < CASTS * count; i++) {
      if (i == CASTS * count / 2) {
        commands.flushall();
      }
      // A voter's casts follow each other closely, on either node.
      VoterId voter = voters.get((i / (2 * CASTS * 10) * 20 + random.nextInt(20)) % count);
      SubjectId logo = LOGOS.get(random.nextInt(LOGOS.size()));
      Choice choice = random.nextBoolean() ? Choice.UP : Choice.DOWN;
      underWay.acquire();
      nodes
          .get(random.nextInt(2))
          .castAsync(VoteRequest.cast(voter, logo, choice))
          .whenComplete(
              (result, failure) -> {
                underWay.release();
                if (result != null && result.isAccepted()) {
                  accepted.increment();
                  counted.add(voter);
                }
              });
    }
    underWay.acquire(UNDER_WAY);
    long took = System.nanoTime() - began;
    await()
        .atMost(AMPLE.multipliedBy(4))
        .until(() -> nodes.stream().allMatch(node -> node.figures().unconfirmed() == 0));
    nodes.forEach(node -> assertThat(node.drain(AMPLE)).isTrue());
    await().atMost(AMPLE).until(() -> ledger.stale(null, 1).isEmpty());

    Set<VoterId> holding = checkLedger(voters, votes);
    counted.removeAll(holding);
    assertThat(counted).as("acknowledged voters who are left with nothing").isEmpty();
    checkStore(voters, votes);
    assertThat(nodes.get(0).auditNow("logos").exact()).isTrue();
    log.info(
        "{} voters, {} {}: {} of {} casts accepted in {} s, {} in quarantine",
        count,
        votes,
        whenSpent,
        accepted,
        CASTS * count,
        took / 1_000_000_000,
        ledger.quarantine().list(null, 10_000).size());
  }

  /** Returns the voters who hold something. */
  private Set<VoterId> checkLedger(List<VoterId> voters, int votes) {
    Set<VoterId> holding = new HashSet<>();
    for (int from = 0; from < voters.size(); from += 1_000) {
      List<VoterInPoll> some =
          voters.subList(from, Math.min(from + 1_000, voters.size())).stream()
              .map(voter -> new VoterInPoll("logos", voter))
              .toList();
      for (HeldVotes held : ledger.held(partition(), some).value()) {
        assertThat(held.votes()).hasSizeLessThanOrEqualTo(votes);
        if (!held.votes().isEmpty()) {
          holding.add(held.voter().voter());
        }
      }
    }
    return holding;
  }

  private void checkStore(List<VoterId> voters, int votes) {
    for (int i = 0; i < voters.size(); i += Math.max(voters.size() / 500, 1)) {
      VoterId voter = voters.get(i);
      List<SubjectId> chosen =
          nodes.get(i % 2).page(LOGOS, voter).stream()
              .filter(view -> view.choice() != Choice.NONE)
              .map(SubjectView::subject)
              .toList();
      assertThat(chosen).hasSizeLessThanOrEqualTo(votes);
      assertThat(chosen)
          .containsExactlyInAnyOrderElementsOf(
              ledger
                  .held(partition(), List.of(new VoterInPoll("logos", voter)))
                  .value()
                  .get(0)
                  .votes()
                  .stream()
                  .map(VoteSnapshot::subject)
                  .toList());
    }
  }

  private static int partition() {
    return SubjectPlaces.ofBallots("logos", PARTITIONS);
  }
}
