package io.voteengine.sync.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.sync.Reconciler;
import io.voteengine.tck.testing.LogLines;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A normal restart raises no alarm. */
class RestartTest {
  private static final SubjectId POST = SubjectId.of("posts", "42");

  private final Path folder;

  RestartTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private VoteEngine start() {
    return VoteEngine.builder(
            InMemoryVoteStore.create(), JdbcVoteLedger.file(folder.resolve("votes")))
        .reconciler(Reconciler.withDefaults())
        .build();
  }

  @Test
  void embeddedRestartLogsOneLineAndCountsNoRecovery() {
    try (VoteEngine first = start()) {
      first.polls().define(Poll.named("posts").unlimited());
      first.cast(VoterId.of("ada"), POST, Choice.UP).orElseThrow();
    }
    LogLines lines = LogLines.record();
    try (VoteEngine second = start()) {
      List<String> own = lines.own();
      assertThat(own).hasSize(1);
      assertThat(own.get(0))
          .contains("INFO", "VoteEngine", "is open", "in memory", "H2", "16 partitions");
      assertThat(second.health().figures().recoveries()).isZero();
      assertThat(second.read(POST, null).tally().up()).isEqualTo(1);
    }
  }
}
