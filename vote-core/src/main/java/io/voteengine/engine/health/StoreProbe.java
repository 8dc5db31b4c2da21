package io.voteengine.engine.health;

import io.voteengine.Choice;
import io.voteengine.RateLimit;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.SharedLimit;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.Term;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Checks whether a store takes writes and casts when there are no votes. It takes a permit of a
 * limit of its own, which expires within a second, and casts a vote in a poll that does not exist,
 * which changes nothing.
 */
final class StoreProbe {
  private static final RateLimit ANY = new RateLimit(1_000, Duration.ofSeconds(1));
  private static final String NAME = "health-" + UUID.randomUUID();

  private StoreProbe() {}

  /** Probes the store. The future fails when the store takes no votes. */
  static CompletableFuture<?> of(VoteStore store, Term term, Deadline deadline) {
    try {
      SharedLimit limit = new SharedLimit(SharedLimit.Kind.KEY, NAME, ANY);
      CastCommand vote =
          CastCommand.first(
              VoterId.of(NAME),
              SubjectId.of(NAME, NAME),
              Choice.UP,
              false,
              RequestId.named(NAME),
              0,
              0,
              null,
              true);
      return store
          .takePermit(term, limit)
          .thenCompose(permit -> store.cast(term, vote, deadline))
          .toCompletableFuture();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
