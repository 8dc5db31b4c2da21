package io.voteengine;

import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.Term;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.VoteStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** The engine: puts the parts together and translates between them and the host. */
final class DefaultVoteEngine implements VoteEngine {
  private static final Duration FUTURE_TOLERANCE = Duration.ofMinutes(1);
  private static final Duration RESEND_DEADLINE = Duration.ofSeconds(5);
  private static final int MOST_ROWS = 10_000;

  private final VoteStore store;
  private final VoteLedger ledger;
  private final VoteReconciler reconciler;
  private final InstantSource clock;
  private final Duration acceptedDeadline;
  private final Duration durableDeadline;
  private final Lifecycle lifecycle;
  private final Terms terms;
  private final Loader loader;
  private final Confirmations confirmations;
  private final PageReader pages;
  private final Leaderboard leaderboard;
  private final Polls polls;
  private final RequestIds requestIds = new RequestIds();
  private final AtomicLongArray seen;

  private DefaultVoteEngine(VoteEngineBuilder options, VoteReconciler reconciler) {
    this.store = options.store;
    this.ledger = options.ledger;
    this.reconciler = reconciler;
    this.clock = options.clock;
    this.acceptedDeadline = options.acceptedDeadline;
    this.durableDeadline = options.durableDeadline;
    this.lifecycle = new Lifecycle(options, reconciler);
    this.seen = new AtomicLongArray(options.partitions);
    this.terms = new Terms(ledger, lifecycle.loaders);
    this.loader = new Loader(store, ledger, terms, lifecycle.loaders);
    this.confirmations =
        new Confirmations(
            new Unconfirmed(options.partitions, options.unconfirmedLimit),
            terms,
            command -> call(command, Deadline.in(RESEND_DEADLINE)),
            lifecycle.callbacks);
    this.pages = new PageReader(store, ledger, terms, loader, lifecycle.timer, lifecycle.loaders);
    this.leaderboard =
        new Leaderboard(store, ledger, terms, options.partitions, options.acceptedDeadline);
    this.polls = new LedgerPolls(ledger, lifecycle);
  }

  static VoteEngine start(VoteEngineBuilder options, VoteReconciler reconciler) {
    DefaultVoteEngine engine = null;
    try {
      options.ledger.open(options.partitions);
      options.store.open(options.partitions);
      engine = new DefaultVoteEngine(options, reconciler);
      reconciler.start(options.store, options.ledger, engine.confirmations);
      engine.loader.warmUp();
      return engine;
    } catch (RuntimeException e) {
      if (engine != null) {
        engine.lifecycle.abort(e);
      } else {
        Lifecycle.closeParts(options, reconciler, e);
      }
      throw e;
    }
  }

  @Override
  public Polls polls() {
    return polls;
  }

  @Override
  public CastResult cast(VoteRequest request) {
    VoteRequest named =
        request.requestId() == null ? request.requestId(requestIds.next()) : request;
    try {
      return castAsync(named).get();
    } catch (ExecutionException e) {
      throw Failures.thrown(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new CastResult.Unknown(idOf(named));
    }
  }

  private RequestId idOf(VoteRequest request) {
    RequestId given = request.requestId();
    return given != null ? given : requestIds.next();
  }

  @Override
  public CompletableFuture<CastResult> castAsync(VoteRequest request) {
    Instant castAt = request.castAt();
    if (castAt != null && castAt.isAfter(clock.instant().plus(FUTURE_TOLERANCE))) {
      throw new IllegalArgumentException("castAt lies in the future: " + castAt);
    }
    RequestId requestId = idOf(request);
    lifecycle.enter();
    CompletableFuture<CastResult> answer;
    try {
      answer =
          confirmations.isFull()
              ? CompletableFuture.completedFuture(new CastResult.BacklogFull(requestId))
              : cast(request, requestId, castAt == null ? 0 : Micros.of(castAt));
    } catch (RuntimeException e) {
      lifecycle.leave();
      throw e;
    }
    if (answer.isDone()) {
      lifecycle.leave();
    } else {
      answer.whenComplete((result, failure) -> lifecycle.leave());
    }
    return answer;
  }

  private CompletableFuture<CastResult> cast(
      VoteRequest request, RequestId requestId, long castAt) {
    int partition = terms.partitionOf(request.subject());
    CastCommand command =
        new CastCommand(
            request.voter(),
            request.subject(),
            request.choice(),
            request.toggle(),
            requestId,
            castAt,
            CastCommand.Kind.FIRST,
            seen.get(partition),
            request.variant());
    boolean durably = request.ack() == Ack.DURABLE;
    Duration given = request.deadline();
    Deadline deadline =
        Deadline.in(given != null ? given : durably ? durableDeadline : acceptedDeadline);
    CompletableFuture<CastResult> result =
        call(command, deadline).thenApply(outcome -> result(command, outcome));
    return durably ? result.thenCompose(r -> whenDurable(partition, r, deadline)) : result;
  }

  private CompletableFuture<CastOutcome> call(CastCommand command, Deadline deadline) {
    return new CastCall(store, terms, loader, lifecycle.timer, command, deadline).start();
  }

  private CompletableFuture<CastResult> whenDurable(
      int partition, CastResult result, Deadline deadline) {
    if (!(result instanceof CastResult.Accepted accepted)) {
      return CompletableFuture.completedFuture(result);
    }
    CompletableFuture<@Nullable Void> durable = accepted.durable().toCompletableFuture();
    if (durable.isDone()) {
      return durable.thenApply(done -> result);
    }
    reconciler.wake(partition);
    return durable
        .copy()
        .orTimeout(Math.max(deadline.remainingNanos(), 0), TimeUnit.NANOSECONDS)
        .thenApply(done -> result)
        .exceptionallyCompose(
            failure ->
                Failures.cause(failure) instanceof TimeoutException
                    ? CompletableFuture.completedFuture(
                        new CastResult.Unknown(accepted.requestId()))
                    : CompletableFuture.failedFuture(Failures.cause(failure)));
  }

  private CastResult result(CastCommand command, CastOutcome outcome) {
    RequestId id = command.requestId();
    CastReply reply = outcome.reply();
    if (reply == null) {
      return new CastResult.Unknown(id);
    }
    if (reply instanceof CastReply.Accepted r) {
      Action action = Action.between(r.previous(), r.choice());
      return accepted(command, outcome, r.seq(), action, r.choice(), r.tally(), r.castAt(), false);
    }
    if (reply instanceof CastReply.Unchanged r) {
      return accepted(
          command, outcome, r.seq(), Action.UNCHANGED, r.choice(), r.tally(), r.castAt(), false);
    }
    if (reply instanceof CastReply.Replayed r) {
      Action action = Action.between(r.previous(), r.choice());
      return accepted(command, outcome, r.seq(), action, r.choice(), r.tally(), r.castAt(), true);
    }
    if (reply instanceof CastReply.Superseded r) {
      return new CastResult.Superseded(id, r.choice(), r.tally());
    }
    if (reply instanceof CastReply.RateLimited r) {
      return new CastResult.RateLimited(
          id, Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(r.retryAfter())));
    }
    return switch ((CastReply.Refused) reply) {
      case POLL_NOT_OPEN -> new CastResult.PollNotOpen(id);
      case POLL_CLOSED -> new CastResult.PollClosed(id);
      case CHOICE_NOT_ALLOWED -> new CastResult.ChoiceNotAllowed(id);
      case BACKLOG_FULL -> new CastResult.BacklogFull(id);
      case WRONG_EPOCH -> throw new IllegalStateException("unanswered: " + reply);
    };
  }

  private CastResult accepted(
      CastCommand command,
      CastOutcome outcome,
      long seq,
      Action action,
      Choice choice,
      Tally tally,
      long castAt,
      boolean replayed) {
    Term term = outcome.term();
    seen.accumulateAndGet(term.partition(), castAt, Math::max);
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
    return new CastResult.Accepted(
        new VoteReceipt(
            command.requestId(),
            action,
            choice,
            tally,
            Micros.toInstant(castAt),
            replayed,
            confirmations.keep(term, seq, again)));
  }

  @Override
  public List<SubjectView> page(List<SubjectId> subjects, @Nullable VoterId voter) {
    try {
      return pageAsync(subjects, voter).get();
    } catch (ExecutionException e) {
      throw Failures.thrown(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VoteException("Interrupted while the page was read.", e);
    }
  }

  @Override
  public CompletableFuture<List<SubjectView>> pageAsync(
      List<SubjectId> subjects, @Nullable VoterId voter) {
    List<SubjectId> wanted = List.copyOf(subjects);
    return lifecycle.during(() -> pages.read(wanted, voter, Deadline.in(acceptedDeadline)));
  }

  @Override
  public List<SubjectView> top(String poll, int limit) {
    Ids.check("poll", poll);
    return lifecycle.whileOpen(() -> leaderboard.top(poll, checked(limit)));
  }

  @Override
  public List<RecordedVote> votesOf(VoterId voter, @Nullable RecordedVote after, int limit) {
    return lifecycle.whileOpen(() -> ledger.votesOf(voter, after, checked(limit)));
  }

  @Override
  public List<HistoryEntry> history(SubjectId subject, int limit) {
    return lifecycle.whileOpen(() -> ledger.history(subject, checked(limit)));
  }

  @Override
  public List<HistoryEntry> history(String poll, int limit) {
    Ids.check("poll", poll);
    return lifecycle.whileOpen(() -> ledger.history(poll, checked(limit)));
  }

  private static int checked(int limit) {
    if (limit < 1 || limit > MOST_ROWS) {
      throw new IllegalArgumentException("limit must be from 1 to " + MOST_ROWS + ": " + limit);
    }
    return limit;
  }

  @Override
  public RequestStatus status(VoterId voter, SubjectId subject, RequestId requestId) {
    return lifecycle.whileOpen(
        () -> {
          // The store first: what leaves it between the two questions is in the ledger.
          boolean inStore = storeHas(voter, subject, requestId);
          if (ledger.has(subject, voter, requestId)) {
            return RequestStatus.DURABLE;
          }
          return inStore ? RequestStatus.PENDING : RequestStatus.UNKNOWN;
        });
  }

  private boolean storeHas(VoterId voter, SubjectId subject, RequestId requestId) {
    Term term = terms.of(terms.partitionOf(subject));
    try {
      Optional<VoteSnapshot> vote =
          store
              .vote(term, subject, voter)
              .toCompletableFuture()
              .get(acceptedDeadline.toNanos(), TimeUnit.NANOSECONDS);
      return vote.isPresent() && requestId.equals(vote.get().requestId());
    } catch (ExecutionException e) {
      throw Failures.thrown(e);
    } catch (TimeoutException e) {
      throw new VoteStoreException("The store did not answer in time.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VoteException("Interrupted while the store was asked.", e);
    }
  }

  @Override
  public AuditReport auditNow(String poll) {
    Ids.check("poll", poll);
    return lifecycle.whileOpen(() -> ledger.audit(poll));
  }

  @Override
  public boolean drain(Duration timeout) {
    return lifecycle.whileOpen(() -> lifecycle.drain(confirmations, Deadline.in(timeout)));
  }

  @Override
  public void close() {
    lifecycle.close(confirmations);
  }
}
