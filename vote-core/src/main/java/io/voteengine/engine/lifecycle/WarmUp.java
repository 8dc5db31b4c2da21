package io.voteengine.engine.lifecycle;

import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.engine.Causes;
import io.voteengine.engine.cast.Casting;
import io.voteengine.engine.read.Loader;
import io.voteengine.engine.read.Terms;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.journal.Term;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the paths of the first votes while no caller waits, so that classes are loaded, scripts sent
 * and connections opened before the first deadline. It votes in a poll that does not exist, so it
 * leaves no vote behind; with a limit per voter, it leaves a key that expires.
 */
public final class WarmUp {
  private static final Logger log = LoggerFactory.getLogger(WarmUp.class);
  private static final int FEWEST_ROUNDS = 20;
  private static final int MOST_ROUNDS = 60;
  private static final Duration AT_MOST = Duration.ofSeconds(1);

  /** After a round this fast, only the minimum number of rounds is run. */
  private static final long WARM_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private WarmUp() {}

  public static void run(Casting casting, Loader loader, Terms terms) {
    SubjectId nobodys = SubjectId.of("warm-up-" + UUID.randomUUID(), "warm-up");
    Term term = terms.of(terms.partitionOf(nobodys));
    VoteRequest vote = VoteRequest.cast(VoterId.of("warm-up"), nobodys, Choice.UP);
    Deadline end = Deadline.in(AT_MOST);
    try {
      for (int rounds = 1; rounds <= MOST_ROUNDS && !end.passed(); rounds++) {
        long start = System.nanoTime();
        loader
            .warmUp(term)
            .toCompletableFuture()
            .copy()
            .orTimeout(AT_MOST.toNanos(), TimeUnit.NANOSECONDS)
            .join();
        CastResult result = casting.tryCast(vote.deadline(AT_MOST), casting.idOf(vote)).join();
        if (!(result instanceof CastResult.Rejected rejected)
            || rejected.reason() != CastResult.Reason.POLL_NOT_OPEN) {
          log.warn("The first votes may be slow: a trial vote ended with {}", result);
          return;
        }
        if (rounds >= FEWEST_ROUNDS && System.nanoTime() - start < WARM_NANOS) {
          return;
        }
      }
    } catch (RuntimeException e) {
      if (Causes.cause(e) instanceof Error error) {
        throw error;
      }
      log.warn("The first votes may be slow: the warm-up failed", e);
    }
  }
}
