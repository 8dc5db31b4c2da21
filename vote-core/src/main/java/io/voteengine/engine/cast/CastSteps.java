package io.voteengine.engine.cast;

import io.voteengine.VoteRequest;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.SharedLimit;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The calls that a vote needs: one to the server that holds its subject, and before it one for each
 * limit over all subjects that applies.
 */
final class CastSteps {
  private final CastCall.Route route;
  private final OwedVotes owed;
  private final Permits permits;

  CastSteps(CastCall.Route route, OwedVotes owed, Permits permits) {
    this.route = route;
    this.owed = owed;
    this.permits = permits;
  }

  /**
   * Casts a vote. Only votes take permits; a replay is answered even when there are none.
   *
   * @param request the request that the command was made of
   */
  CompletableFuture<CastReply> cast(CastCommand command, VoteRequest request, Deadline deadline) {
    List<SharedLimit> limits = permits.of(request);
    // Made before the wait for permits, in which the ledger may answer others' votes.
    CastCall call = call(command, deadline);
    if (limits.isEmpty()) {
      return call.start();
    }
    return permits
        .take(limits, deadline)
        .thenCompose(
            wait ->
                wait > 0
                    ? ifKnown(command, deadline, new CastReply.RateLimited(wait))
                    : withPermits(call, limits));
  }

  private CompletableFuture<CastReply> withPermits(CastCall call, List<SharedLimit> limits) {
    return call.start()
        .whenComplete(
            (reply, failure) -> {
              if (!call.needsPermit(reply, failure)) {
                permits.giveBack(limits);
              }
            });
  }

  /** Refuses a new request; one that was cast before gets its earlier answer. */
  CompletableFuture<CastReply> ifKnown(
      CastCommand command, Deadline deadline, CastReply.Refusal refusal) {
    if (command.fresh()) {
      return CompletableFuture.completedFuture(refusal);
    }
    return call(command.as(CastCommand.Kind.PROBE), deadline)
        .start()
        .thenApply(
            reply ->
                reply instanceof CastReply.Declined declined
                        && declined.reason() == CastReply.Refused.UNKNOWN_REQUEST
                    ? declined.because(refusal)
                    : reply);
  }

  private CastCall call(CastCommand command, Deadline deadline) {
    return new CastCall(route, owed, command, deadline);
  }
}
