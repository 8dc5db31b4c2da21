package io.voteengine.engine.cast;

import io.voteengine.Ack;
import io.voteengine.Action;
import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.Tally;
import io.voteengine.VoteReceipt;
import io.voteengine.VoteRequest;
import io.voteengine.engine.Causes;
import io.voteengine.engine.EngineOptions;
import io.voteengine.engine.durable.Confirmations;
import io.voteengine.engine.health.Counters;
import io.voteengine.engine.lifecycle.Lifecycle;
import io.voteengine.engine.notify.Callbacks;
import io.voteengine.engine.notify.Listeners;
import io.voteengine.engine.read.Loader;
import io.voteengine.engine.read.Terms;
import io.voteengine.listener.EngineEvent;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.SharedLimit;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.VoteServer;
import io.voteengine.spi.journal.Term;
import io.voteengine.util.Micros;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** Casts votes: turns a request into a command, and the store's reply into the host's answer. */
public final class Casting {
  private static final Duration FUTURE_TOLERANCE = Duration.ofMinutes(1);
  private static final Duration RESEND_DEADLINE = Duration.ofSeconds(1);

  public final Confirmations confirmations;
  private final VoteServer server;
  private final VoteReconciler reconciler;
  private final InstantSource clock;
  private final Duration acceptedDeadline;
  private final Duration durableDeadline;
  private final Lifecycle lifecycle;
  private final Terms terms;
  private final Loader loader;
  private final Callbacks callbacks;
  private final Permits permits;
  private final Listeners listeners;
  private final Counters counters;
  private final Rejections rejections;
  private final PollClosings overPolls;
  private final RequestIdGenerator requestIds = new RequestIdGenerator();
  private final VoterTurns turns;
  private final AtomicLongArray seen;

  public Casting(
      EngineOptions options,
      VoteServer server,
      VoteReconciler reconciler,
      Lifecycle lifecycle,
      Terms terms,
      Loader loader,
      Callbacks callbacks) {
    this.server = server;
    this.reconciler = reconciler;
    this.clock = options.clock();
    this.acceptedDeadline = options.acceptedDeadline();
    this.durableDeadline = options.durableDeadline();
    this.lifecycle = lifecycle;
    this.terms = terms;
    this.loader = loader;
    this.callbacks = callbacks;
    this.permits = new Permits(options, server, terms, lifecycle.timer);
    this.listeners = lifecycle.listeners;
    this.counters = lifecycle.counters;
    this.rejections = new Rejections(counters);
    this.overPolls = new PollClosings(options.ledger(), lifecycle.loaders);
    this.seen = new AtomicLongArray(options.partitions());
    this.turns = new VoterTurns(lifecycle.timer);
    this.confirmations =
        new Confirmations(
            options.partitions(),
            options.maxPending(),
            terms,
            command -> call(command, Deadline.in(RESEND_DEADLINE)),
            loader::requests,
            turns,
            lifecycle.timer,
            listeners,
            counters);
  }

  /** The host's answer, and a future that completes when the ledger has the vote. */
  private record Answer(CastResult result, CompletableFuture<@Nullable Void> durable) {
    /** Creates an answer that does not wait for the ledger. */
    Answer(CastResult result) {
      this(result, CompletableFuture.completedFuture(null));
    }
  }

  /** Returns the id of a request: its own or a new one. */
  public RequestId idOf(VoteRequest request) {
    RequestId given = request.requestId();
    return given != null ? given : requestIds.next();
  }

  /**
   * Casts a vote. The answer must go to the host through {@link Callbacks}.
   *
   * @param id the request's own, or a new one
   */
  public CompletableFuture<CastResult> cast(VoteRequest request, RequestId id) {
    CompletableFuture<CastResult> answer = tryCast(request, id);
    return listeners.hasListeners()
        ? answer.thenApply(result -> reported(request, result))
        : answer;
  }

  private CastResult reported(VoteRequest request, CastResult result) {
    if (result instanceof CastResult.Rejected rejected) {
      listeners.report(new EngineEvent.VoteRejected(request.voter(), request.subject(), rejected));
    }
    return result;
  }

  /** As {@link #cast}, but does not notify listeners of a rejection. */
  public CompletableFuture<CastResult> tryCast(VoteRequest request, RequestId id) {
    Instant castAt = request.castAt();
    if (castAt != null && castAt.isAfter(clock.instant().plus(FUTURE_TOLERANCE))) {
      throw new IllegalArgumentException("castAt lies in the future: " + castAt);
    }
    return lifecycle.during(() -> cast(request, id, castAt == null ? 0 : Micros.of(castAt)));
  }

  private CompletableFuture<CastResult> cast(VoteRequest request, RequestId id, long castAt) {
    int partition = terms.partitionOf(request.subject());
    // An id that the host sets may have been used before.
    boolean fresh = request.requestId() == null;
    boolean full = confirmations.isFull() || callbacks.isFull();
    if (full && fresh) {
      return CompletableFuture.completedFuture(rejections.backlogFull(id));
    }
    boolean durably = request.ack() == Ack.DURABLE;
    Duration given = request.deadline();
    Duration usual = durably ? durableDeadline : acceptedDeadline;
    Deadline deadline = RetriedCall.answerIn(given != null ? given : usual);
    CastCount casts = new CastCount(counters.casts, given != null && given.compareTo(usual) < 0);
    CompletableFuture<Answer> inTurn =
        turns.take(
            new VoteKey(request.subject(), request.voter()),
            deadline,
            () -> {
              CastCommand command =
                  CastCommand.first(
                      request.voter(),
                      request.subject(),
                      request.choice(),
                      request.toggle(),
                      id,
                      castAt,
                      seen.get(partition),
                      request.variant(),
                      fresh);
              return full
                  ? answered(
                      command, casts, ifKnown(command, deadline, CastReply.Refused.BACKLOG_FULL))
                  : cast(command, casts, permits.of(request), deadline);
            });
    CompletableFuture<Answer> answer =
        inTurn.exceptionally(failure -> new Answer(rejections.untimely(id, failure)));
    return durably
        ? answer.thenCompose(a -> whenDurable(partition, a, deadline))
        : answer.thenApply(Answer::result);
  }

  private CompletableFuture<Answer> cast(
      CastCommand command, CastCount casts, List<SharedLimit> limits, Deadline deadline) {
    return answered(
        command,
        casts,
        limits.isEmpty() ? call(command, deadline) : limited(command, limits, deadline));
  }

  private CompletableFuture<Answer> answered(
      CastCommand command, CastCount casts, CompletableFuture<CastOutcome> outcome) {
    int partition = terms.partitionOf(command.subject());
    return outcome.handle(
        (o, failure) -> {
          casts.count(partition, o, failure);
          return failure == null
              ? answer(command, o)
              : new Answer(rejections.failed(command.requestId(), failure));
        });
  }

  /**
   * Casts a vote with permits. Only votes take permits; a replay is answered even when there are
   * none.
   */
  private CompletableFuture<CastOutcome> limited(
      CastCommand command, List<SharedLimit> limits, Deadline deadline) {
    return permits
        .take(limits, deadline)
        .thenCompose(
            wait ->
                wait > 0
                    ? ifKnown(command, deadline, new CastReply.RateLimited(wait))
                    : call(command, deadline)
                        .whenComplete(
                            (outcome, failure) -> {
                              if (outcome == null || !outcome.isVote()) {
                                permits.giveBack(limits);
                              }
                            }));
  }

  /** Refuses a new request; one that was cast before gets its earlier answer. */
  private CompletableFuture<CastOutcome> ifKnown(
      CastCommand command, Deadline deadline, CastReply.Refusal refusal) {
    if (command.fresh()) {
      Term term = terms.of(terms.partitionOf(command.subject()));
      return CompletableFuture.completedFuture(new CastOutcome(term, refusal, false));
    }
    return call(command.as(CastCommand.Kind.PROBE), deadline)
        .thenApply(
            outcome ->
                outcome.reply() instanceof CastReply.Declined declined
                        && declined.reason() == CastReply.Refused.UNKNOWN_REQUEST
                    ? new CastOutcome(outcome.term(), declined.because(refusal), false)
                    : outcome);
  }

  private CompletableFuture<CastOutcome> call(CastCommand command, Deadline deadline) {
    boolean resent = command.kind() == CastCommand.Kind.RESENT;
    CastCall.Owed owed = resent ? CastCall.Owed.NOTHING : confirmations;
    return new CastCall(server, terms, loader, owed, lifecycle.timer, command, deadline).start();
  }

  private CompletableFuture<CastResult> whenDurable(
      int partition, Answer answer, Deadline deadline) {
    CastResult result = answer.result();
    CompletableFuture<@Nullable Void> durable = answer.durable();
    if (durable.isDone()) {
      return durable.thenApply(done -> result);
    }
    CompletableFuture<@Nullable Void> waiting =
        durable.copy().orTimeout(Math.max(deadline.remainingNanos(), 0), TimeUnit.NANOSECONDS);
    reconciler.wake(partition, waiting);
    return waiting
        .thenApply(done -> result)
        .exceptionallyCompose(
            failure ->
                Causes.cause(failure) instanceof TimeoutException
                    ? CompletableFuture.completedFuture(new CastResult.Unknown(result.requestId()))
                    : CompletableFuture.failedFuture(Causes.cause(failure)));
  }

  private Answer answer(CastCommand command, CastOutcome outcome) {
    RequestId id = command.requestId();
    CastReply reply = outcome.reply();
    if (reply == null) {
      listeners.changed(command.subject());
      // Later votes must get a later time than the one that this vote may have been given.
      int partition = outcome.term().partition();
      seen(partition, server.latestTime(partition), true);
      return new Answer(new CastResult.Unknown(id));
    }
    if (reply instanceof CastReply.Accepted r) {
      return accepted(
          command, outcome, r.seq(), r.previous(), r.choice(), r.tally(), r.castAt(), false);
    }
    if (reply instanceof CastReply.Replayed r) {
      return accepted(
          command, outcome, r.seq(), r.previous(), r.choice(), r.tally(), r.castAt(), true);
    }
    if (reply instanceof CastReply.Superseded r) {
      return new Answer(rejections.superseded(id, r));
    }
    if (reply instanceof CastReply.Reused r) {
      return new Answer(rejections.reused(id, r));
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
      overPolls.refused(command.subject().poll());
    }
    return new Answer(rejected);
  }

  /**
   * Records the highest time seen. An old time must not be the first: every vote since then would
   * seem to have overtaken a retry.
   */
  private void seen(int partition, long castAt, boolean now) {
    seen.accumulateAndGet(
        partition, castAt, (before, time) -> before > 0 || now ? Math.max(before, time) : 0);
  }

  private Answer accepted(
      CastCommand command,
      CastOutcome outcome,
      long seq,
      Choice previous,
      Choice choice,
      Tally tally,
      long castAt,
      boolean replayed) {
    Term term = outcome.term();
    Instant castTime = Micros.toInstant(castAt);
    boolean written = outcome.reply() instanceof CastReply.Accepted;
    long latest = server.latestTime(term.partition());
    seen(
        term.partition(),
        latest == 0 ? castAt : Math.min(castAt, latest),
        written && command.castAt() == 0);
    listeners.changed(command.subject());
    if (listeners.hasListeners()) {
      listeners.report(
          new EngineEvent.VoteCast(
              command.requestId(),
              command.voter(),
              command.subject(),
              previous,
              choice,
              tally,
              castTime,
              replayed));
    }
    CompletableFuture<@Nullable Void> durable =
        confirmations.keep(term, seq, command.resent(choice, castAt));
    VoteReceipt receipt =
        new VoteReceipt(
            command.requestId(),
            Action.between(previous, choice),
            choice,
            tally,
            // Answers of the ledger have number 0.
            seq > 0 && !confirmations.isLackedBy(term),
            castTime,
            replayed);
    return new Answer(new CastResult.Accepted(receipt, callbacks.handOver(durable)), durable);
  }
}
