package io.voteengine.engine.cast;

import io.voteengine.Action;
import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoteException;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoteReceipt;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.engine.Causes;
import io.voteengine.engine.durable.Confirmations;
import io.voteengine.engine.health.FailureShare;
import io.voteengine.engine.notify.Callbacks;
import io.voteengine.engine.notify.Listeners;
import io.voteengine.engine.read.HiddenCounts;
import io.voteengine.engine.read.Terms;
import io.voteengine.listener.EngineEvent;
import io.voteengine.poll.HeldChoice;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.DeadlinePassedException;
import io.voteengine.spi.StoreUnavailableException;
import io.voteengine.util.Micros;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Makes the host's answer of the server's reply, and passes the vote on to all that need to know:
 * an accepted one to {@link Confirmations}, every one to listeners and counters.
 */
final class Answers {
  private final Terms terms;
  private final SeenTimes times;
  private final Rejections rejections;
  private final PollClosings closings;
  private final Confirmations confirmations;
  private final Callbacks callbacks;
  private final Listeners listeners;
  private final FailureShare casts;
  private final HiddenCounts hidden;

  Answers(
      Terms terms,
      SeenTimes times,
      Rejections rejections,
      PollClosings closings,
      Confirmations confirmations,
      Callbacks callbacks,
      Listeners listeners,
      FailureShare casts,
      HiddenCounts hidden) {
    this.hidden = hidden;
    this.terms = terms;
    this.times = times;
    this.rejections = rejections;
    this.closings = closings;
    this.confirmations = confirmations;
    this.callbacks = callbacks;
    this.listeners = listeners;
    this.casts = casts;
  }

  /**
   * Answers a vote. An accepted one carries the engine's own future until {@link #handOver}.
   *
   * @param reply the server's reply, never "not loaded" or "wrong epoch"; null: there is a failure
   * @param shortDeadline whether the caller's deadline is shorter than the engine's default
   * @param now the present time, on the clock of {@link System#nanoTime}
   * @throws RuntimeException the failure, unless it means that the vote was certainly not cast, or
   *     that its outcome is not known
   */
  CastResult of(
      CastCommand command,
      @Nullable CastReply reply,
      @Nullable Throwable failure,
      boolean shortDeadline,
      long now) {
    int partition = terms.partitionOf(command.subject());
    if (reply != null) {
      casts.succeeded(now);
      return hidden.hide(command.subject(), answer(partition, command, reply));
    }
    Throwable cause = failure == null ? new UnansweredException() : Causes.cause(failure);
    countFailure(partition, cause, shortDeadline);
    if (cause instanceof UnansweredException) {
      listeners.changed(command.subject(), command.voter());
      times.unanswered(partition);
      return new CastResult.Unknown(command.requestId());
    }
    return rejections.failed(command.requestId(), cause);
  }

  /**
   * Answers a vote that was not cast because its poll could not be looked up.
   *
   * @throws RuntimeException the failure, where it comes neither from the ledger nor from the time
   */
  CastResult notCast(SubjectId subject, RequestId id, Throwable cause, boolean shortDeadline) {
    countFailure(terms.partitionOf(subject), cause, shortDeadline);
    return rejections.failed(id, cause);
  }

  /**
   * Does not count a time-out of a caller's own short deadline, because store and ledger did not
   * cause it. Counts their refusals, whatever the deadline.
   */
  private void countFailure(int partition, Throwable cause, boolean shortDeadline) {
    boolean refused =
        cause instanceof StoreUnavailableException && !(cause instanceof DeadlinePassedException);
    if (shortDeadline && !refused) {
      return;
    }
    if (cause instanceof VoteLedgerException) {
      casts.ledgerFailed(partition);
    } else if (cause instanceof VoteException) {
      casts.storeFailed(partition);
    }
  }

  private CastResult answer(int partition, CastCommand command, CastReply reply) {
    RequestId id = command.requestId();
    if (reply instanceof CastReply.Accepted r) {
      return accepted(partition, command, r, r.previous(), r.held(), r.moved(), r.owner());
    }
    if (reply instanceof CastReply.Replayed r) {
      return accepted(partition, command, r, r.previous(), r.held(), null, r.owner());
    }
    if (reply instanceof CastReply.Superseded r) {
      return rejections.superseded(id, r);
    }
    if (reply instanceof CastReply.Reused r) {
      return rejections.reused(id, r);
    }
    if (reply instanceof CastReply.Quarantined r) {
      throw confirmations.refused(command, r.reason());
    }
    CastResult.Rejected rejected =
        reply instanceof CastReply.Declined r
            ? rejections.declined(id, r)
            : rejections.refused(id, (CastReply.Refusal) reply);
    // A vote with a time of its own says nothing about the present time.
    if (rejected.reason() == CastResult.Reason.POLL_CLOSED && command.castAt() == 0) {
      closings.refused(command.subject().poll());
    }
    return rejected;
  }

  private CastResult accepted(
      int partition,
      CastCommand command,
      CastReply.Recorded reply,
      Choice previous,
      List<HeldChoice> held,
      @Nullable SubjectId moved,
      @Nullable VoterId owner) {
    boolean replayed = reply instanceof CastReply.Replayed;
    boolean ownTime = command.castAt() != 0;
    boolean byLedger = reply.seq() == 0;
    Choice choice = reply.choice();
    Instant castAt = Micros.toInstant(reply.castAt());
    times.answered(partition, reply.castAt(), byLedger && !ownTime, !replayed && !ownTime);
    if (listeners.hasListeners()) {
      listeners.report(
          new EngineEvent.VoteCast(
              command.requestId(),
              command.voter(),
              command.subject(),
              previous,
              choice,
              hidden.shownTo(false, command.subject(), reply.tally()),
              castAt,
              replayed,
              owner));
    }
    long epoch = reply.tally().epoch();
    CompletableFuture<@Nullable Void> durable =
        confirmations.keep(command.resent(choice, reply.castAt()), epoch, reply.seq(), owner);
    boolean exact = !byLedger && !confirmations.isLackedBy(partition, epoch);
    if (replayed) {
      // The choice is that of an earlier moment.
      listeners.changed(command.subject(), command.voter());
    } else {
      listeners.cast(command.voter(), command.subject(), choice, reply.tally(), exact);
    }
    if (moved != null) {
      listeners.changed(moved, command.voter());
    }
    VoteReceipt receipt =
        new VoteReceipt(
            command.requestId(),
            Action.between(previous, choice),
            choice,
            reply.tally(),
            exact,
            castAt,
            replayed,
            held,
            moved);
    return new CastResult.Accepted(receipt, durable);
  }

  /** Replaces the engine's own future in an answer by one that the host may do anything with. */
  CastResult handOver(CastResult result) {
    return result instanceof CastResult.Accepted accepted
        ? new CastResult.Accepted(accepted.receipt(), callbacks.handOver(accepted.durable()))
        : result;
  }

  /** Notifies listeners of a rejection. */
  CastResult reported(VoteRequest request, CastResult result) {
    if (result instanceof CastResult.Rejected rejected && listeners.hasListeners()) {
      SubjectId subject = request.subject();
      listeners.report(
          new EngineEvent.VoteRejected(
              request.voter(), subject, hidden.hideFromOthers(subject, rejected)));
    }
    return result;
  }
}
