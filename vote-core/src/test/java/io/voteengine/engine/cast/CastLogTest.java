package io.voteengine.engine.cast;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Action;
import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.Tally;
import io.voteengine.VoteReceipt;
import io.voteengine.tck.testing.LogLines;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The line that a cast logs at DEBUG; no other test of this module makes its logger. */
class CastLogTest {
  private static final String LEVEL = "org.slf4j.simpleLogger.log.io.voteengine.cast";
  private static final RequestId ID = RequestId.named("r");

  @BeforeAll
  static void debug() {
    System.setProperty(LEVEL, "debug");
    LoggerFactory.getLogger("the first logger opens the file");
  }

  @AfterAll
  static void restore() {
    System.clearProperty(LEVEL);
  }

  @Test
  void acceptedVoteHasItsCountsAndTime() {
    LogLines lines = LogLines.record();
    VoteReceipt receipt =
        new VoteReceipt(
            ID,
            Action.CREATED,
            Choice.UP,
            new Tally(7, 3, 1, 10),
            true,
            Instant.EPOCH,
            false,
            List.of(),
            null);
    CastLog.ended(
        ID,
        new CastResult.Accepted(receipt, new CompletableFuture<>()),
        null,
        System.nanoTime() - 5_000_000);
    assertThat(lines.own())
        .singleElement()
        .asString()
        .contains("DEBUG io.voteengine.cast", "request=" + ID, "outcome=accepted", "action=created")
        .contains("up=7", "down=3")
        .containsPattern("latency_us=\\d{4,}");
  }

  @Test
  void castThatFailedHasItsReason() {
    LogLines lines = LogLines.record();
    CastLog.ended(ID, null, new IllegalStateException("a reason"), System.nanoTime());
    assertThat(lines.own())
        .singleElement()
        .asString()
        .contains("outcome=failed", "action=none", "a reason");
  }
}
