package io.voteengine.engine.cast;

import io.voteengine.Ack;
import io.voteengine.CastResult;
import io.voteengine.RequestId;
import io.voteengine.VoteRequest;
import io.voteengine.engine.Causes;
import io.voteengine.engine.EngineOptions;
import io.voteengine.engine.durable.Confirmations;
import io.voteengine.engine.durable.DurableWait;
import io.voteengine.engine.durable.LateVoteReports;
import io.voteengine.engine.lifecycle.Lifecycle;
import io.voteengine.engine.notify.Callbacks;
import io.voteengine.engine.notify.Listeners;
import io.voteengine.engine.read.HiddenCounts;
import io.voteengine.engine.read.Loader;
import io.voteengine.engine.read.Terms;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.VoteServer;
import io.voteengine.util.Micros;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Takes votes in: gives each its id and deadline, makes its command in the voter's turn, and sends
 * it. {@link CastCall} brings back the reply, and {@link Answers} makes the host's answer of it.
 */
public final class Casting {
  private static final Duration FUTURE_TOLERANCE = Duration.ofMinutes(1);
  private static final Duration RESEND_DEADLINE = Duration.ofSeconds(1);

  public final Confirmations confirmations;
  private final InstantSource clock;
  private final Duration acceptedDeadline;
  private final Duration durableDeadline;
  private final Lifecycle lifecycle;
  private final Terms terms;
  private final Callbacks callbacks;
  private final Listeners listeners;
  private final SeenTimes times;
  private final CastSteps steps;
  private final Rejections rejections;
  private final Answers answers;
  private final DurableWait durability;
  private final RequestIdGenerator requestIds = new RequestIdGenerator();
  private final VoterTurns turns;
  private final CastMeasuring measuring;
  private final CastMeasuring warmUp = CastMeasuring.ofWarmUp();

  public Casting(
      EngineOptions options,
      VoteServer server,
      VoteReconciler reconciler,
      Lifecycle lifecycle,
      Terms terms,
      Loader loader,
      HiddenCounts hidden,
      Callbacks callbacks) {
    this.clock = options.clock();
    this.acceptedDeadline = options.acceptedDeadline();
    this.durableDeadline = options.durableDeadline();
    this.lifecycle = lifecycle;
    this.terms = terms;
    this.callbacks = callbacks;
    this.listeners = lifecycle.listeners;
    this.times = new SeenTimes(options.partitions(), server);
    this.turns = new VoterTurns(lifecycle.timer);
    this.rejections = new Rejections(lifecycle.counters);
    this.durability = new DurableWait(reconciler);
    this.measuring = new CastMeasuring(lifecycle.counters.path.casts, options.castObserver());
    CastCall.Route route = new CastCall.Route(server, terms, loader, times, lifecycle.timer);
    this.confirmations =
        new Confirmations(
            options.partitions(),
            options.maxPending(),
            terms,
            vote ->
                new CastCall(route, OwedVotes.NOTHING, vote, Deadline.in(RESEND_DEADLINE)).start(),
            loader.requests::logged,
            turns,
            lifecycle.timer,
            new LateVoteReports(options.ledger(), lifecycle.loaders)::refused,
            listeners,
            lifecycle.counters);
    this.steps =
        new CastSteps(route, confirmations, new Permits(options, server, terms, lifecycle.timer));
    this.answers =
        new Answers(
            terms,
            times,
            rejections,
            new PollClosings(options.ledger(), lifecycle.loaders),
            confirmations,
            callbacks,
            listeners,
            lifecycle.counters.casts,
            hidden);
  }

  /** Returns a check whether the votes of a poll that are under way now have come to their end. */
  public BooleanSupplier settling(String poll) {
    List<CompletableFuture<Void>> turns = this.turns.of(poll);
    // In this order: a vote is kept before its turn ends.
    return () -> turns.stream().allMatch(CompletableFuture::isDone) && !confirmations.hasOpen(poll);
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
    CompletableFuture<CastResult> answer = cast(request, id, measuring);
    return listeners.hasListeners()
        ? answer.thenApply(result -> answers.reported(request, result))
        : answer;
  }

  /** As {@link #cast}, but neither listeners nor figures show it. */
  public CompletableFuture<CastResult> warmUp(VoteRequest request, RequestId id) {
    return cast(request, id, warmUp);
  }

  private CompletableFuture<CastResult> cast(
      VoteRequest request, RequestId id, CastMeasuring measured) {
    Instant castAt = request.castAt();
    if (castAt != null && castAt.isAfter(clock.instant().plus(FUTURE_TOLERANCE))) {
      throw new IllegalArgumentException("castAt lies in the future: " + castAt);
    }
    return lifecycle.during(() -> castInKnownPoll(request, id, measured));
  }

  /** Which partition has the subject is known once it is known what kind of poll it belongs to. */
  private CompletableFuture<CastResult> castInKnownPoll(
      VoteRequest request, RequestId id, CastMeasuring measured) {
    boolean durably = request.ack() == Ack.DURABLE;
    Duration given = request.deadline();
    Duration usual = durably ? durableDeadline : acceptedDeadline;
    boolean shortDeadline = given != null && given.compareTo(usual) < 0;
    MeasuredCast cast = measured.begin(request, id, shortDeadline);
    Deadline deadline = RetriedCall.answerIn(given != null ? given : usual, cast.began());
    CompletableFuture<?> known = terms.know(request.subject().poll());
    return known.isDone() && !known.isCompletedExceptionally()
        ? take(request, id, deadline, shortDeadline, cast)
        : known
            .copy()
            .orTimeout(Math.max(deadline.remainingNanos(), 0), TimeUnit.NANOSECONDS)
            .handle((done, failure) -> failure)
            .thenCompose(
                failure ->
                    failure == null
                        ? take(request, id, deadline, shortDeadline, cast)
                        : inUnknownPoll(request, id, failure, shortDeadline, cast));
  }

  private CompletableFuture<CastResult> inUnknownPoll(
      VoteRequest request,
      RequestId id,
      Throwable failure,
      boolean shortDeadline,
      MeasuredCast cast) {
    Throwable inner = Causes.cause(failure);
    Throwable cause = inner instanceof TimeoutException ? UncastVotes.outOfTime(true) : inner;
    cast.answered(System.nanoTime(), cause);
    return CompletableFuture.supplyAsync(
            () -> answers.notCast(request.subject(), id, cause, shortDeadline), Runnable::run)
        .handle(cast::ended);
  }

  private CompletableFuture<CastResult> take(
      VoteRequest request,
      RequestId id,
      Deadline deadline,
      boolean shortDeadline,
      MeasuredCast cast) {
    boolean durably = request.ack() == Ack.DURABLE;
    boolean full = confirmations.isFull() || callbacks.isFull();
    if (full && isFresh(request)) {
      return CompletableFuture.completedFuture(cast.ended(rejections.backlogFull(id), null));
    }
    int partition = terms.partitionOf(request.subject());
    CompletableFuture<CastResult> answer =
        turns
            .take(
                terms.order(new VoteKey(request.subject(), request.voter())),
                deadline,
                () -> {
                  CastCommand command = command(request, id, partition);
                  CompletableFuture<CastReply> reply =
                      full
                          ? steps.ifKnown(command, deadline, CastReply.Refused.BACKLOG_FULL)
                          : steps.cast(command, request, deadline);
                  return reply.handle(
                      (r, failure) -> {
                        long now = System.nanoTime();
                        cast.answered(now, failure);
                        return answers.of(command, r, failure, shortDeadline, now);
                      });
                })
            .exceptionally(failure -> cast.missedTurn(rejections.untimely(id, failure)));
    return (durably
            ? answer.thenCompose(result -> durability.until(partition, result, deadline))
            : answer)
        .handle((result, failure) -> answers.handOver(cast.ended(result, failure)));
  }

  /** Whether the request is certainly a new one. An id that the host sets may have been used. */
  private static boolean isFresh(VoteRequest request) {
    return request.requestId() == null;
  }

  private CastCommand command(VoteRequest request, RequestId id, int partition) {
    Instant castAt = request.castAt();
    return CastCommand.first(
        request.voter(),
        request.subject(),
        request.choice(),
        request.toggle(),
        id,
        castAt == null ? 0 : Micros.of(castAt),
        times.of(partition),
        request.variant(),
        isFresh(request));
  }
}
