package io.voteengine.examples.launch;

import static io.voteengine.Choice.UP;

import io.voteengine.CastResult;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.sync.Reconciler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All the code that an application has to write. */
final class HowItReads {
  private HowItReads() {}

  public static List<SubjectView> vote(Path votes) {
    // The lines begin here.
    try (VoteEngine engine =
        VoteEngine.builder(InMemoryVoteStore.create(), JdbcVoteLedger.file(votes))
            .reconciler(Reconciler.withDefaults())
            .build()) {
      engine.polls().define(Poll.named("launch").limit(5, Duration.ofSeconds(10)));

      CastResult result = engine.cast(VoterId.of("ada"), SubjectId.of("launch", "rocket"), UP);
      if (result instanceof CastResult.Accepted accepted) {
        System.out.println("score " + accepted.tally().score()); // fresh, at once
        accepted.durable().join(); // until SQL has it
      }
      return engine.top("launch", 3);
    }
    // The lines end here.
  }

  /**
   * Returns the lines of {@link #vote}, read from this file, which the build adds to the classes.
   */
  public static List<String> lines() {
    try (@Nullable InputStream source = HowItReads.class.getResourceAsStream("HowItReads.java")) {
      if (source == null) {
        throw new IllegalStateException("HowItReads.java is not among the resources");
      }
      return new String(source.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .dropWhile(line -> !line.endsWith("// The lines begin here."))
          .skip(1)
          .takeWhile(line -> !line.endsWith("// The lines end here."))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
