package io.voteengine.redis.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.Partition0;
import io.voteengine.redis.testing.TestRedis;
import io.voteengine.spi.VoteLedger;
import io.voteengine.sync.Reconciler;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Compares all keys before and after reads. */
class NothingLeftTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final VoterId ADA = VoterId.of("ada");
  private static final SubjectId SMALL = SubjectId.of("posts", "small");
  private static final SubjectId LARGE = SubjectId.of("posts", "large");

  private final String prefix = UUID.randomUUID().toString();
  private final RedisClient admin = RedisClient.create(TestRedis.uri());
  private final RedisCommands<String, String> commands = admin.connect().sync();
  private final VoteLedger ledger = JdbcVoteLedger.memory();
  private final RedisVoteStore store =
      RedisVoteStore.builder(TestRedis.uri()).keyPrefix(prefix).build();

  /** Votes stay where they are: only the test moves a key. */
  private final VoteEngine engine =
      VoteEngine.builder(store, ledger)
          .partitions(1)
          .acceptedDeadline(PATIENCE)
          .reconciler(Reconciler.builder().evictAfter(Duration.ofDays(1)).build())
          .build();

  @AfterEach
  void close() {
    engine.close();
    ledger.close();
    admin.shutdown();
  }

  @Test
  void readingInventedNamesLeavesNoKey() {
    engine.polls().define(Poll.named("posts").unlimited());
    engine.cast(ADA, SMALL, Choice.UP);
    assertThat(engine.drain(PATIENCE)).isTrue();
    Map<String, String> before = held();
    List<SubjectId> invented =
        IntStream.range(0, 500).mapToObj(i -> SubjectId.of("poll-" + i, "x")).toList();
    assertThat(engine.page(invented, ADA)).hasSize(500).allMatch(SubjectView::exact);
    engine.read(SubjectId.of("posts", "ghost"), ADA);
    engine.top("poll-1", 10);
    same(before);
    assertThat(engine.top("posts", 10)).extracting(SubjectView::subject).containsExactly(SMALL);
  }

  @Test
  void readersWhoNeverVotedLeaveNoField() {
    engine.polls().define(Poll.named("posts").unlimited());
    engine.cast(ADA, SMALL, Choice.UP);
    for (int i = 0; i < 100; i++) {
      engine.cast(VoterId.of("fan-" + i), LARGE, Choice.UP);
    }
    assertThat(engine.drain(PATIENCE)).isTrue();
    // As after an eviction.
    var term = ledger.position(0).term();
    Partition0.await(store.unload(term, List.of(SMALL, LARGE)));
    engine.page(List.of(SMALL, LARGE), null);
    Map<String, String> before = held();
    for (int i = 0; i < 2_000; i++) {
      List<SubjectView> page = engine.page(List.of(SMALL, LARGE), VoterId.of("reader-" + i));
      assertThat(page).allMatch(view -> view.choice() == Choice.NONE && view.exact());
    }
    same(before);
    assertThat(engine.page(List.of(SMALL, LARGE), ADA))
        .extracting(SubjectView::choice)
        .containsExactly(Choice.UP, Choice.NONE);
    assertThat(engine.read(LARGE, VoterId.of("fan-99")).choice()).isEqualTo(Choice.UP);
  }

  private void same(Map<String, String> before) {
    Map<String, String> now = held();
    assertThat(now.keySet()).isEqualTo(before.keySet());
    before.forEach((key, value) -> assertThat(now.get(key)).as(key).isEqualTo(value));
  }

  /** All keys except the partition's record, which notes the clock from time to time. */
  private Map<String, String> held() {
    Map<String, String> all = new TreeMap<>();
    for (String key : commands.keys(prefix + ":*")) {
      if (!key.endsWith(":meta")) {
        all.put(key, Arrays.toString(commands.dump(key)));
      }
    }
    return all;
  }
}
