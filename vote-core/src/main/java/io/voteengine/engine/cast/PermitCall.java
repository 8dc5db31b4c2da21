package io.voteengine.engine.cast;

import io.voteengine.engine.read.Terms;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.DeadlinePassedException;
import io.voteengine.spi.PermitReply;
import io.voteengine.spi.SharedLimit;
import io.voteengine.spi.StoreUnavailableException;
import io.voteengine.spi.VoteServer;
import io.voteengine.spi.journal.Term;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** Takes a permit of a limit over the votes on all subjects. */
final class PermitCall extends RetriedCall<PermitReply> {
  private final VoteServer server;
  private final Terms terms;
  private final SharedLimit limit;

  PermitCall(
      VoteServer server,
      Terms terms,
      ScheduledExecutorService timer,
      SharedLimit limit,
      Deadline deadline) {
    super(deadline, timer);
    this.server = server;
    this.terms = terms;
    this.limit = limit;
  }

  @Override
  protected void attempt() {
    Term term = terms.of(terms.partitionOf(limit));
    goOn(
        server.takePermit(term, limit),
        reply -> {
          if (reply == PermitReply.Simple.WRONG_EPOCH) {
            follow(terms, term);
          } else {
            result.complete(reply);
          }
        });
  }

  @Override
  protected void expired(@Nullable Throwable lastFailure) {
    result.completeExceptionally(
        lastFailure instanceof StoreUnavailableException
            ? lastFailure
            : new DeadlinePassedException(
                "The store did not answer in time whether the voter has a permit left; the vote has"
                    + " not been cast. Try again, or give the engine a longer deadline."));
  }
}
