package io.voteengine.redis.faults;

import static io.voteengine.Choice.UP;
import static io.voteengine.redis.testing.Partition0.A;
import static io.voteengine.redis.testing.Partition0.ADA;
import static io.voteengine.redis.testing.Partition0.B;
import static io.voteengine.redis.testing.Partition0.POSTS;
import static io.voteengine.redis.testing.Partition0.vote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.voteengine.VoterId;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.Partition0;
import io.voteengine.redis.testing.TestRedis;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.StoreUnavailableException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that have been overwritten with something else. */
class DamageTest {
  private final String prefix = UUID.randomUUID().toString();
  private final RedisClient admin = RedisClient.create(TestRedis.uri());
  private final RedisCommands<String, String> commands = admin.connect().sync();
  private final RedisVoteStore store =
      RedisVoteStore.builder(TestRedis.uri()).keyPrefix(prefix).build();
  private final Partition0 partition = new Partition0(store, POSTS, A, B);

  @AfterEach
  void close() {
    admin.shutdown();
    store.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"meta", "journal", "poll:posts", "top:1:posts", "subject:5:posts/a"})
  void keyOfTheWrongTypeIsAnErrorAndNothingChanges(String name) {
    partition.accepted(vote(ADA, B, UP));
    String key = prefix + ":{p00}:" + name;
    String aside = prefix + ":aside";
    commands.rename(key, aside);
    commands.lpush(key, "damage");
    Map<String, String> before = dump();
    assertThatThrownBy(() -> partition.cast(vote(ADA, A, UP)))
        .hasCauseInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("WRONGTYPE");
    assertThat(dump()).isEqualTo(before);
    commands.del(key);
    commands.rename(aside, key);
    assertThat(partition.accepted(vote(ADA, A, UP)).seq()).isEqualTo(2);
  }

  @Test
  void damagedSubjectStopsNoVoteOnAnother() {
    commands.del(subjectA());
    commands.set(subjectA(), "damage");
    var others =
        IntStream.range(0, 50)
            .mapToObj(i -> partition.send(vote(VoterId.of("v" + i), i % 5 == 0 ? A : B, UP)))
            .map(CompletionStage::toCompletableFuture)
            .toList();
    for (int i = 0; i < others.size(); i++) {
      if (i % 5 == 0) {
        var damaged = others.get(i);
        assertThatThrownBy(() -> Partition0.await(damaged))
            .hasCauseInstanceOf(StoreUnavailableException.class);
      } else {
        assertThat(Partition0.await(others.get(i))).isInstanceOf(CastReply.Accepted.class);
      }
    }
    assertThat(partition.view(B).tally().up()).isEqualTo(40);
  }

  @Test
  void unloadMendsADamagedSubject() {
    partition.accepted(vote(ADA, B, UP));
    commands.del(subjectA());
    commands.set(subjectA(), "damage");
    assertThat(Partition0.await(store.unload(partition.term, List.of(A)))).isTrue();
    assertThat(Partition0.await(store.applied(partition.term, 1))).isTrue();
    partition.load(A);
    partition.accepted(vote(ADA, A, UP));
  }

  private String subjectA() {
    return prefix + ":{p00}:subject:5:posts/a";
  }

  private Map<String, String> dump() {
    Map<String, String> all = new HashMap<>();
    commands.keys(prefix + "*").forEach(key -> all.put(key, Arrays.toString(commands.dump(key))));
    return all;
  }
}
