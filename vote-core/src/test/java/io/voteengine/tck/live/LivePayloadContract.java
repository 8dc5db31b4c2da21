package io.voteengine.tck.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.InvalidInputException;
import io.voteengine.VoteEngine;
import io.voteengine.live.Interest;
import io.voteengine.live.LiveUpdate;
import io.voteengine.live.LiveVotes;
import io.voteengine.tck.LiveContract;
import io.voteengine.tck.testing.Waiting;
import io.voteengine.tck.testing.Watcher;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Payloads of the host, on channels of its own. */
public abstract class LivePayloadContract extends LiveCase {
  private static final String CHANNEL = "logos.42";

  protected LivePayloadContract(LiveContract suite) {
    super(suite);
  }

  private Watcher watch(VoteEngine engine, String channel) {
    Watcher watcher = watcher();
    engine.live().subscribe(Interest.channel(channel), watcher);
    return watcher;
  }

  private static @Nullable String newest(Watcher watcher) {
    return watcher.events.isEmpty()
        ? null
        : ((LiveUpdate.Payload) watcher.events.get(watcher.events.size() - 1)).json();
  }

  private static void awaitPayload(Watcher watcher, String json) {
    Waiting.until(() -> json.equals(newest(watcher)));
  }

  @Test
  void payloadReachesBothNodes() {
    Watcher here = watch(one, CHANNEL);
    Watcher there = watch(other, CHANNEL);
    one.live().publish(CHANNEL, "{\"title\":\"\u2603\"}");
    awaitPayload(here, "{\"title\":\"\u2603\"}");
    awaitPayload(there, "{\"title\":\"\u2603\"}");
    other.live().publish(CHANNEL, "2");
    awaitPayload(here, "2");
    awaitPayload(there, "2");
  }

  @Test
  void newestIsKeptForWhoComesLater() {
    one.live().publish(CHANNEL, "1");
    one.live().publish(CHANNEL, "2");
    awaitPayload(watch(one, CHANNEL), "2");
    awaitPayload(watch(other, CHANNEL), "2");
  }

  @Test
  void channelsAreApart() {
    Watcher watcher = watch(one, "else");
    other.live().publish(CHANNEL, "1");
    other.live().publish("else", "2");
    awaitPayload(watcher, "2");
    assertThat(watcher.events).hasSize(1);
  }

  @Test
  void nodesAgreeOnTheNewest() {
    Watcher here = watch(one, CHANNEL);
    Watcher there = watch(other, CHANNEL);
    for (int i = 0; i < 50; i++) {
      one.live().publish(CHANNEL, "one " + i);
      other.live().publish(CHANNEL, "other " + i);
    }
    Waiting.until(() -> Objects.equals(newest(here), newest(there)) && newest(here) != null);
    Watcher later = watch(one, CHANNEL);
    Waiting.until(() -> newest(later) != null);
    Waiting.until(() -> List.of("one 49", "other 49").contains(newest(there)));
  }

  @Test
  void wrongPayloadsAreRefused() {
    LiveVotes live = one.live();
    String longest = "x".repeat(LiveVotes.LONGEST_PAYLOAD);
    live.publish(CHANNEL, longest);
    awaitPayload(watch(other, CHANNEL), longest);
    assertThatThrownBy(() -> live.publish(CHANNEL, longest + "x"))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> live.publish("", "1")).isInstanceOf(InvalidInputException.class);
  }
}
