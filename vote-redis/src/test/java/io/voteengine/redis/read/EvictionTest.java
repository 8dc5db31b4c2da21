package io.voteengine.redis.read;

import static io.voteengine.Choice.UP;
import static io.voteengine.redis.testing.Partition0.ADA;
import static io.voteengine.redis.testing.Partition0.vote;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.Partition0;
import io.voteengine.redis.testing.TestRedis;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.PollSnapshot;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The keys that an eviction looks at, and those that it leaves. */
class EvictionTest {
  private static final int POLLS = 300;

  private final String prefix = UUID.randomUUID().toString();
  private final RedisClient admin = RedisClient.create(TestRedis.uri());
  private final RedisCommands<String, String> commands = admin.connect().sync();
  private final RedisVoteStore store =
      RedisVoteStore.builder(TestRedis.uri()).keyPrefix(prefix).build();
  private final Partition0 partition = new Partition0(store, Poll.named("posts").unlimited());

  @AfterEach
  void close() {
    admin.shutdown();
    store.close();
  }

  @Test
  void pollsWithoutSubjectsAreForgottenBitByBit() {
    fill();
    long before = keys();
    evict(10);
    assertThat(before - keys()).isBetween(1L, 30L);
    for (int i = 0; i < 4 * POLLS / 10; i++) {
      evict(10);
    }
    assertThat(keys()).isEqualTo(1); // the record
  }

  @Test
  void pollsOfAnEarlierEpochAreForgottenBitByBit() {
    fill();
    Partition0 next = partition.recovered(Poll.named("poll-7").unlimited());
    long before = keys();
    Partition0.await(store.evict(next.term, Duration.ofDays(1), 10));
    assertThat(before - keys()).isBetween(1L, 30L);
    for (int i = 0; i < 4 * POLLS / 10; i++) {
      Partition0.await(store.evict(next.term, Duration.ofDays(1), 10));
    }
    assertThat(commands.keys(prefix + ":{p00}:*"))
        .containsExactlyInAnyOrder(
            prefix + ":{p00}:meta", prefix + ":{p00}:poll:poll-7", prefix + ":{p00}:polls:2");
  }

  @Test
  void closedPollStaysClosed() {
    Partition0.await(store.closePoll(partition.term, "posts"));
    Partition0.await(store.applied(partition.term, partition.meta().seq()));
    evict(100);
    evict(100);
    partition.load(Poll.named("posts").unlimited());
    partition.load(Partition0.A);
    assertThat(partition.cast(vote(ADA, Partition0.A, UP)))
        .isInstanceOfSatisfying(
            CastReply.Declined.class,
            refusal -> assertThat(refusal.reason()).isEqualTo(CastReply.Refused.POLL_CLOSED));
  }

  private void fill() {
    for (int i = 0; i < POLLS; i++) {
      Poll poll = Poll.named("poll-" + i).unlimited();
      Partition0.await(
          store.loadPoll(partition.term, new PollSnapshot(poll, PollSnapshot.State.OPEN)));
      partition.load(SubjectId.of(poll.name(), "x"));
    }
  }

  private void evict(int limit) {
    Partition0.await(store.evict(partition.term, Duration.ZERO, limit));
  }

  private long keys() {
    return commands.keys(prefix + ":{p00}:*").size();
  }
}
