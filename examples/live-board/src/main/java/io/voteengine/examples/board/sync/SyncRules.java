package io.voteengine.examples.board.sync;

import io.voteengine.VoteEngine;
import io.voteengine.examples.board.BoardProperties;
import io.voteengine.examples.board.security.Tokens;
import io.voteengine.live.LiveVotes;
import io.voteengine.live.wire.WireCodec;
import io.voteengine.live.wire.WireOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** What all clients of the live channel share. */
@Component
final class SyncRules {
  private final VoteEngine engine;
  private final Tokens tokens;
  private final ChannelAccess access;
  private final Clock clock;
  private final BoardProperties.Sync times;
  private final WireCodec codec = WireCodec.create();
  private final WireOptions options;

  SyncRules(
      VoteEngine engine,
      Tokens tokens,
      ChannelAccess access,
      Clock clock,
      BoardProperties properties) {
    this.engine = engine;
    this.tokens = tokens;
    this.access = access;
    this.clock = clock;
    this.times = properties.sync();
    this.options = WireOptions.defaults().beat(times.beat());
  }

  LiveVotes live() {
    return engine.live();
  }

  WireCodec codec() {
    return codec;
  }

  WireOptions options() {
    return options;
  }

  Tokens tokens() {
    return tokens;
  }

  ChannelAccess access() {
    return access;
  }

  Instant now() {
    return clock.instant();
  }

  Duration authTimeout() {
    return times.authTimeout();
  }

  Duration grace() {
    return times.grace();
  }

  Duration beat() {
    return times.beat();
  }
}
