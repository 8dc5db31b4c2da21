package io.voteengine.redis.script;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoterId;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.Partition0;
import io.voteengine.redis.testing.TestRedis;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.journal.VoteEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Ids that break systems which build keys and commands carelessly, and limits under load. */
class HostileIdsTest {
  private static final List<String> IDS =
      List.of(
          "}{",
          "{p01}",
          "a/b",
          "1:a/b",
          "'; DROP TABLE vote; --",
          "FLUSHALL",
          "meta",
          "%s%n",
          "\\x00",
          " ",
          "ğüşİı",
          "投票",
          "🗳️",
          "e\u0301",
          "\u00e9",
          "\u2028",
          "0b5e9a3c-1d2f-4a6b-8c7d-9e0f1a2b3c4d",
          "0B5E9A3C-1D2F-4A6B-8C7D-9E0F1A2B3C4D",
          "0b5e9a3c-1d2f-4a6b-8c7d-9e0f1a2b3c4",
          "0b5e9a3c11d2f-4a6b-8c7d-9e0f1a2b3c4d",
          "00000000-0000-0000-0000-000000000000",
          "ffffffff-ffff-ffff-ffff-ffffffffffff",
          "x".repeat(128));

  @Test
  void everyIdIsKeptVerbatimAndApart() {
    try (RedisVoteStore store = store()) {
      Partition0 partition = new Partition0(store, Partition0.POSTS);
      List<SubjectId> subjects = new ArrayList<>();
      for (String poll : IDS) {
        partition.load(Poll.named(poll));
        IDS.forEach(key -> subjects.add(SubjectId.of(poll, key)));
      }
      subjects.forEach(partition::load);
      for (SubjectId subject : subjects) {
        VoterId voter = VoterId.of(subject.key());
        partition.accepted(Partition0.vote(voter, subject, UP));
      }
      for (SubjectId subject : subjects) {
        assertThat(partition.view(subject).tally().up()).isEqualTo(1);
      }
      assertThat(partition.journal())
          .map(event -> ((VoteEvent) event).subject())
          .isEqualTo(subjects);
      assertThat(partition.journal())
          .map(event -> ((VoteEvent) event).voter().value())
          .isEqualTo(subjects.stream().map(SubjectId::key).toList());
      List<SubjectId> ranked =
          Partition0.await(store.top(partition.term, "}{", 100)).stream()
              .map(SubjectView::subject)
              .toList();
      assertThat(ranked)
          .isEqualTo(subjects.stream().filter(s -> s.poll().equals("}{")).sorted().toList());
    }
  }

  @Test
  void burstIsNeverOverTheLimitAndReplaysBurnNothing() {
    try (RedisVoteStore store = store()) {
      Poll poll = Poll.named("posts").limit(5, Duration.ofHours(1));
      Partition0 partition = new Partition0(store, poll, Partition0.A);
      var first = Partition0.vote(Partition0.ADA, Partition0.A, UP);
      partition.accepted(first);
      for (int i = 0; i < 1000; i++) {
        assertThat(partition.cast(first)).isInstanceOf(CastReply.Replayed.class);
      }
      List<CompletableFuture<CastReply>> replies = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        Choice choice = i % 2 == 0 ? DOWN : UP;
        var vote = Partition0.vote(Partition0.ADA, Partition0.A, choice);
        replies.add(partition.send(vote).toCompletableFuture());
      }
      assertThat(replies.stream().map(Partition0::await))
          .filteredOn(reply -> reply instanceof CastReply.Accepted)
          .hasSize(4);
    }
  }

  private static RedisVoteStore store() {
    return RedisVoteStore.builder(TestRedis.uri()).keyPrefix(UUID.randomUUID().toString()).build();
  }
}
