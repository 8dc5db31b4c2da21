package io.voteengine.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoteEngine;
import io.voteengine.VoteReceipt;
import io.voteengine.VoterId;
import io.voteengine.health.VoteHealth;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.metrics.VoteMetrics;
import io.voteengine.poll.PollChange;
import io.voteengine.query.HistoryEntry;
import io.voteengine.query.VotePage;
import io.voteengine.ranking.RankedSubject;
import io.voteengine.ranking.Ranking;
import io.voteengine.sync.Reconciler;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The values of the API are records: Jackson writes and reads them without a line of code. */
class JsonTest {
  private static final VoterId ADA = VoterId.of("ada");
  private static final SubjectId POST = SubjectId.of("posts", "42");

  private final JsonMapper json = JsonMapper.builder().build();

  @Test
  void valuesComeBackAsTheyWere() {
    try (VoteEngine engine =
        VoteEngine.builder(InMemoryVoteStore.create(), JdbcVoteLedger.memory())
            .reconciler(Reconciler.withDefaults())
            .build()) {
      Poll poll = Poll.named("posts").closesAt(Instant.now().plusSeconds(3_600));
      engine.polls().define(poll);
      engine.polls().update("posts", Poll::unlimited, "ada", "a test");
      CastResult.Accepted accepted = engine.cast(ADA, POST, Choice.UP).orElseThrow();
      assertThat(engine.drain(Duration.ofSeconds(60))).isTrue();

      comesBack(poll, Poll.class);
      comesBack(engine.polls().changes("posts").get(0), PollChange.class);
      comesBack(accepted.receipt(), VoteReceipt.class);
      comesBack(engine.read(POST, ADA), SubjectView.class);
      comesBack(engine.records().votesOf(ADA, null, null, 1), VotePage.class);
      comesBack(engine.records().history(POST, 1).get(0), HistoryEntry.class);
      comesBack(engine.records().top("posts", Ranking.HOT, 1).get(0), RankedSubject.class);
      comesBack(engine.health(), VoteHealth.class);
      comesBack(engine.metrics(), VoteMetrics.class);
      assertThat(json.writeValueAsString(engine.metrics().toMap()))
          .startsWith("{\"total_votes\":1,\"total_errors\":0,\"success_rate\":1.0,")
          .containsPattern("\"p95_latency_ms\":[0-9]");
      assertThat(json.writeValueAsString(accepted.tally()))
          .contains("\"up\":1", "\"down\":0", "\"epoch\":", "\"version\":");
    }
  }

  private <T> void comesBack(T value, Class<T> type) {
    String text = json.writeValueAsString(value);
    assertThat(json.readValue(text, type)).as(text).isEqualTo(value);
  }
}
