package io.voteengine.redis.cast;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.UP;
import static io.voteengine.redis.testing.Partition0.A;
import static io.voteengine.redis.testing.Partition0.vote;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.Partition0;
import io.voteengine.redis.testing.TestRedis;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.journal.Term;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Subjects with more voters than one small hash holds. */
class ManyVotersTest {
  private static final int VOTERS = 5000;

  private final String prefix = UUID.randomUUID().toString();
  private final RedisClient admin = RedisClient.create(TestRedis.uri());
  private final RedisCommands<String, String> commands = admin.connect().sync();
  private final RedisVoteStore store =
      RedisVoteStore.builder(TestRedis.uri()).keyPrefix(prefix).build();
  private final Partition0 partition = new Partition0(store, Poll.named("posts"), A);

  @AfterEach
  void close() {
    admin.shutdown();
    store.close();
  }

  @Test
  void everyVoterIsKnownWhileASubjectGrows() {
    List<CastCommand> votes = castAll(A, VOTERS);
    assertThat(commands.keys(prefix + ":{p00}:voters:*").size()).isGreaterThan(50);
    for (CastCommand vote : votes) {
      assertThat(Partition0.await(store.vote(partition.term, A, vote.voter())))
          .map(VoteSnapshot::requestId)
          .isEqualTo(Optional.of(vote.requestId()));
    }
    votes.forEach(vote -> assertThat(partition.cast(vote)).isInstanceOf(CastReply.Replayed.class));
    assertThat(partition.view(A).tally().up()).isEqualTo(VOTERS);
    assertThat(partition.accepted(vote(votes.get(7).voter(), A, DOWN)).previous()).isEqualTo(UP);
  }

  @Test
  void unloadedSubjectLeavesNoKeys() {
    castAll(A, 1000);
    assertThat(Partition0.await(store.unload(partition.term, List.of(A)))).isTrue();
    assertThat(commands.keys(prefix + ":{p00}:subject:*")).isEmpty();
    assertThat(commands.keys(prefix + ":{p00}:voters:*")).isEmpty();
  }

  @Test
  void whatAnEarlierEpochHeldIsFreedByEviction() {
    castAll(A, 1000);
    Partition0.await(store.freeze(0, "again"));
    Term next = new Term(0, 2, partition.term.identity());
    assertThat(Partition0.await(store.reset(next, "again"))).isTrue();
    for (int i = 0; i < 3; i++) {
      assertThat(Partition0.await(store.evict(next, Duration.ofHours(1), 10)).forgotten()).isZero();
    }
    // Limits outlive the subject, and expire by themselves.
    List<String> left = commands.keys(prefix + ":{p00}:*");
    assertThat(left).contains(prefix + ":{p00}:meta");
    left.remove(prefix + ":{p00}:meta");
    assertThat(left)
        .isNotEmpty()
        .allMatch(key -> key.startsWith(prefix + ":{p00}:kept:"))
        .allMatch(key -> commands.pttl(key) > 0);
  }

  /** Hand-written systems need about 200 bytes for this. The journal is trimmed and not counted. */
  @ParameterizedTest
  @CsvSource({"500, 45", "10000, 45"})
  void voteTakesFewBytes(int voters, int bytes) {
    castAll(A, voters);
    long total = 0;
    for (String kind : List.of("subject", "voters")) {
      for (String key : commands.keys(prefix + ":{p00}:" + kind + ":*")) {
        total += commands.memoryUsage(key);
      }
    }
    assertThat((double) total / voters).isLessThan(bytes);
  }

  private List<CastCommand> castAll(SubjectId subject, int voters) {
    List<CastCommand> votes = new ArrayList<>();
    List<CompletableFuture<CastReply>> replies = new ArrayList<>();
    for (int i = 0; i < voters; i++) {
      CastCommand any = vote(VoterId.of("user%04d".formatted(i)), subject, UP);
      RequestId id = RequestId.of(new UUID(42, any.requestId().value().getLeastSignificantBits()));
      CastCommand vote = CastCommand.first(any.voter(), subject, UP, false, id, 0, 0, null, true);
      votes.add(vote);
      replies.add(partition.send(vote).toCompletableFuture());
      if (replies.size() >= 1000) {
        replies.forEach(Partition0::await);
        replies.clear();
      }
    }
    replies.forEach(
        reply -> assertThat(Partition0.await(reply)).isInstanceOf(CastReply.Accepted.class));
    return votes;
  }
}
