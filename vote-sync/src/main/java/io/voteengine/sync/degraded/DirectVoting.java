package io.voteengine.sync.degraded;

import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.StoreUnavailableException;
import io.voteengine.spi.VoteKey;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Casts the votes of one partition in the ledger. Votes of the same voter on the same subject that
 * this engine has acknowledged, and the ledger is not known to have, come first.
 */
final class DirectVoting {
  private final DirectLane lane;
  private final DegradableServer.Observer observer;

  /** True while new votes wait, so that the last ones end before the store serves again. */
  private volatile boolean paused;

  DirectVoting(DirectLane lane, DegradableServer.Observer observer) {
    this.lane = lane;
    this.observer = observer;
  }

  CompletionStage<CastReply> cast(CastCommand command, Deadline deadline) {
    if (paused) {
      return CompletableFuture.failedStage(
          new StoreUnavailableException("The store will serve again soon; try again.", null));
    }
    CompletionStage<?> before = CompletableFuture.completedStage(null);
    for (CastCommand own : unconfirmed(command)) {
      before = before.thenCompose(done -> castOwn(own, deadline));
    }
    return before.thenCompose(done -> lane.cast(command, deadline));
  }

  /** Returns this engine's acknowledged votes that the ledger is not known to have. */
  private List<CastCommand> unconfirmed(CastCommand command) {
    return command.kind() == CastCommand.Kind.RESENT
        ? List.of()
        : observer.unconfirmed(new VoteKey(command.subject(), command.voter()));
  }

  private CompletionStage<?> castOwn(CastCommand own, Deadline deadline) {
    return lane.cast(own, deadline)
        .handle(
            (reply, failure) -> {
              if (failure != null) {
                throw new StoreUnavailableException(
                    "An earlier vote of the voter has not reached the ledger yet; this one has"
                        + " not been cast. Try again.",
                    Failures.cause(failure));
              }
              observer.castInLedger(own, reply);
              return reply;
            });
  }

  /** Returns how many votes wait for their transaction. */
  int waiting() {
    return lane.waiting();
  }

  /** Refuses new votes until {@link #resume}. */
  void pause() {
    paused = true;
  }

  void resume() {
    paused = false;
  }

  /** Waits for the votes under way; false: the deadline passed before. */
  boolean awaitIdle(Deadline deadline) throws InterruptedException {
    return lane.awaitIdle(deadline);
  }
}
