package io.voteengine;

import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.SharedLimit;
import io.voteengine.spi.Term;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.VoteServer;
import io.voteengine.spi.VoteStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** Casts votes: makes a command of a request, and of the store's reply what the host is told. */
final class Casting {
  private static final Duration FUTURE_TOLERANCE = Duration.ofMinutes(1);
  private static final Duration RESEND_DEADLINE = Duration.ofSeconds(1);

  final Confirmations confirmations;
  private final VoteStore store;
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
  private final OverPolls overPolls;
  private final RequestIds requestIds = new RequestIds();
  private final AtomicLongArray seen;

  Casting(
      VoteEngineBuilder options,
      VoteServer server,
      VoteReconciler reconciler,
      Lifecycle lifecycle,
      Terms terms,
      Loader loader,
      Callbacks callbacks) {
    this.store = options.store;
    this.server = server;
    this.reconciler = reconciler;
    this.clock = options.clock;
    this.acceptedDeadline = options.acceptedDeadline;
    this.durableDeadline = options.durableDeadline;
    this.lifecycle = lifecycle;
    this.terms = terms;
    this.loader = loader;
    this.callbacks = callbacks;
    this.permits = new Permits(options, server, terms, lifecycle.timer);
    this.listeners = lifecycle.listeners;
    this.counters = lifecycle.counters;
    this.rejections = new Rejections(counters);
    this.overPolls = new OverPolls(options.ledger, lifecycle.loaders);
    this.seen = new AtomicLongArray(options.partitions);
    this.confirmations =
        new Confirmations(
            options.partitions,
            options.unconfirmedLimit,
            terms,
            command -> call(command, Deadline.in(RESEND_DEADLINE)),
            lifecycle.timer,
            listeners,
            counters);
  }

  /** What the host is told, and when the ledger has what it was told. */
  private record Answer(CastResult result, CompletableFuture<@Nullable Void> durable) {
    /** An answer that waits for nothing. */
    Answer(CastResult result) {
      this(result, CompletableFuture.completedFuture(null));
    }
  }

  /** The request with an id, by which it can be asked for. */
  VoteRequest named(VoteRequest request) {
    return request.requestId() == null ? request.requestId(requestIds.next()) : request;
  }

  /** The answer, which must not be given to the host without {@link Callbacks}. */
  CompletableFuture<CastResult> cast(VoteRequest request) {
    CompletableFuture<CastResult> answer = tryCast(request);
    return listeners.hear() ? answer.thenApply(result -> told(request, result)) : answer;
  }

  private CastResult told(VoteRequest request, CastResult result) {
    if (result instanceof CastResult.Rejected rejected) {
      listeners.tell(new EngineEvent.VoteRejected(request.voter(), request.subject(), rejected));
    }
    return result;
  }

  /** As {@link #cast}, and no listener hears of a rejection. */
  CompletableFuture<CastResult> tryCast(VoteRequest request) {
    Instant castAt = request.castAt();
    if (castAt != null && castAt.isAfter(clock.instant().plus(FUTURE_TOLERANCE))) {
      throw new IllegalArgumentException("castAt lies in the future: " + castAt);
    }
    RequestId given = request.requestId();
    RequestId id = given != null ? given : requestIds.next();
    return lifecycle.during(
        () ->
            confirmations.isFull() || callbacks.isFull()
                ? CompletableFuture.completedFuture(rejections.backlogFull(id))
                : cast(request, id, castAt == null ? 0 : Micros.of(castAt)));
  }

  private CompletableFuture<CastResult> cast(VoteRequest request, RequestId id, long castAt) {
    int partition = terms.partitionOf(request.subject());
    CastCommand command =
        new CastCommand(
            request.voter(),
            request.subject(),
            request.choice(),
            request.toggle(),
            id,
            castAt,
            CastCommand.Kind.FIRST,
            seen.get(partition),
            request.variant());
    boolean durably = request.ack() == Ack.DURABLE;
    Duration given = request.deadline();
    Duration usual = durably ? durableDeadline : acceptedDeadline;
    Deadline deadline = Call.answerIn(given != null ? given : usual);
    CastCount casts = new CastCount(counters.casts, given != null && given.compareTo(usual) < 0);
    List<SharedLimit> limits = permits.of(request);
    CompletableFuture<CastOutcome> outcome =
        limits.isEmpty() ? call(command, deadline) : limited(command, limits, deadline);
    CompletableFuture<Answer> answer =
        outcome.handle(
            (o, failure) -> {
              casts.count(partition, o, failure);
              return failure == null
                  ? answer(command, o)
                  : new Answer(rejections.failed(id, failure));
            });
    return durably
        ? answer.thenCompose(a -> whenDurable(partition, a, deadline))
        : answer.thenApply(Answer::result);
  }

  /** Only votes take permits; a replay is answered also where there are none. */
  private CompletableFuture<CastOutcome> limited(
      CastCommand command, List<SharedLimit> limits, Deadline deadline) {
    return permits
        .take(limits, deadline)
        .thenCompose(
            wait ->
                wait > 0
                    ? limited(command, wait, deadline)
                    : call(command, deadline)
                        .whenComplete(
                            (outcome, failure) -> {
                              if (outcome == null || !outcome.isVote()) {
                                permits.giveBack(limits);
                              }
                            }));
  }

  private CompletableFuture<CastOutcome> limited(
      CastCommand command, long wait, Deadline deadline) {
    Term term = terms.of(terms.partitionOf(command.subject()));
    CastOutcome refused = new CastOutcome(term, new CastReply.RateLimited(wait), false);
    return isReplay(term, command, deadline)
        .thenCompose(
            replay ->
                replay ? call(command, deadline) : CompletableFuture.completedFuture(refused));
  }

  private CompletableFuture<Boolean> isReplay(Term term, CastCommand command, Deadline deadline) {
    if (confirmations.isOpen(term.partition(), command.requestId())) {
      return CompletableFuture.completedFuture(true);
    }
    return store
        .vote(term, command.subject(), command.voter())
        .thenApply(vote -> vote.isPresent() && command.requestId().equals(vote.get().requestId()))
        .toCompletableFuture()
        .copy()
        .completeOnTimeout(false, Math.max(deadline.remainingNanos(), 0), TimeUnit.NANOSECONDS)
        .exceptionally(failure -> false);
  }

  private CompletableFuture<CastOutcome> call(CastCommand command, Deadline deadline) {
    return new CastCall(server, terms, loader, lifecycle.timer, command, deadline).start();
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
                Failures.cause(failure) instanceof TimeoutException
                    ? CompletableFuture.completedFuture(new CastResult.Unknown(result.requestId()))
                    : CompletableFuture.failedFuture(Failures.cause(failure)));
  }

  private Answer answer(CastCommand command, CastOutcome outcome) {
    RequestId id = command.requestId();
    CastReply reply = outcome.reply();
    if (reply == null) {
      listeners.changed(command.subject());
      return new Answer(new CastResult.Unknown(id));
    }
    if (reply instanceof CastReply.Accepted r) {
      return accepted(
          command, outcome, r.seq(), r.previous(), r.choice(), r.tally(), r.castAt(), false);
    }
    if (reply instanceof CastReply.Unchanged r) {
      return accepted(
          command, outcome, r.seq(), r.choice(), r.choice(), r.tally(), r.castAt(), false);
    }
    if (reply instanceof CastReply.Replayed r) {
      return accepted(
          command, outcome, r.seq(), r.previous(), r.choice(), r.tally(), r.castAt(), true);
    }
    if (reply instanceof CastReply.Superseded r) {
      return new Answer(rejections.superseded(id, r));
    }
    if (reply instanceof CastReply.RateLimited r) {
      return new Answer(rejections.rateLimited(id, r));
    }
    if (reply instanceof CastReply.Quarantined r) {
      throw confirmations.refused(command, r.reason());
    }
    // One that brings its time along says nothing of the present.
    if (reply == CastReply.Refused.POLL_CLOSED && command.castAt() == 0) {
      overPolls.refused(command.subject().poll());
    }
    return new Answer(rejections.refused(id, (CastReply.Refused) reply));
  }

  /**
   * A time of long ago does not begin what is seen: every vote since would seem to have overtaken a
   * retry.
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
    seen(term.partition(), castAt, written && command.castAt() == 0);
    listeners.changed(command.subject());
    if (listeners.hear()) {
      listeners.tell(
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
    CastCommand again =
        new CastCommand(
            command.voter(),
            command.subject(),
            choice,
            false,
            command.requestId(),
            castAt,
            CastCommand.Kind.RESENT,
            0,
            command.variant());
    CompletableFuture<@Nullable Void> durable = confirmations.keep(term, seq, again);
    VoteReceipt receipt =
        new VoteReceipt(
            command.requestId(),
            Action.between(previous, choice),
            choice,
            tally,
            // What the ledger answers has no number.
            seq > 0 && !confirmations.isLackedBy(term),
            castTime,
            replayed,
            callbacks.handOver(durable));
    return new Answer(new CastResult.Accepted(receipt), durable);
  }
}
