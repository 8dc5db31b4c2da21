package io.voteengine.sync.engine.wire;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.live.wire.WireCodec;
import io.voteengine.live.wire.WireOptions;
import io.voteengine.live.wire.WirePoll;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.testing.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that poll. */
class WirePollTest {
  private static final VoterId ADA = VoterId.of("ada");
  private static final SubjectId SUBJECT = SubjectId.of("posts", "42");
  private static final WireCodec CODEC = WireCodec.create();

  private final Cluster cluster = new Cluster();
  private final VoteEngine engine = cluster.node(Reconciler.withDefaults());

  @AfterEach
  void close() {
    cluster.close();
  }

  private List<String> poll(WireOptions options, String body) throws Exception {
    return WirePoll.answer(engine.live(), CODEC, options, ADA, body, Duration.ofSeconds(1))
        .get(AMPLE.toSeconds(), TimeUnit.SECONDS)
        .lines()
        .toList();
  }

  private static String subscribe(String subject) {
    return "{\"subscribe\":{\"protocol\":1,\"subjects\":[" + subject + "]}}";
  }

  @Test
  void pollBringsWhatTheClientDoesNotHave() throws Exception {
    engine.polls().define(Poll.named("posts"));
    Tally tally = engine.cast(ADA, SUBJECT, Choice.UP).orElseThrow().tally();
    String version = tally.epoch() + "," + tally.version();
    assertThat(poll(WireOptions.defaults(), subscribe("[\"posts\",\"42\"]")))
        .hasSize(3)
        .anyMatch(frame -> frame.startsWith("{\"snapshot\":{\"protocol\":1,"))
        .contains(
            "{\"own\":[\"posts\",\"42\",\"UP\"," + version + "]}",
            "{\"u\":[\"posts\",\"42\",1,0," + version + "]}");
    assertThat(poll(WireOptions.defaults(), subscribe("[\"posts\",\"42\"," + version + "]")))
        .singleElement()
        .asString()
        .startsWith("{\"snapshot\":");
  }

  @Test
  void hostileBodyIsAnswered() throws Exception {
    assertThat(poll(WireOptions.defaults(), "nonsense"))
        .singleElement()
        .asString()
        .startsWith("{\"error\":{\"code\":\"INVALID\"");
  }

  @Test
  void failureOfTheHostReachesTheHost() {
    WireOptions failing =
        WireOptions.defaults()
            .access(
                (voter, interest) -> {
                  throw new IllegalStateException("no rules");
                });
    assertThatThrownBy(() -> poll(failing, subscribe("[\"posts\",\"42\"]")))
        .hasRootCauseMessage("no rules");
  }
}
