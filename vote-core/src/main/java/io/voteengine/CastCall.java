package io.voteengine;

import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.DeadlinePassedException;
import io.voteengine.spi.Term;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteServer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** Casts one vote: asks the store, loads what it lacks, follows its term, and asks again. */
final class CastCall extends Call<CastOutcome> {
  private final VoteServer server;
  private final Terms terms;
  private final Loader loader;
  private final int partition;
  private volatile CastCommand command;

  /** The store has been asked; until its answer is dealt with, the vote may have been cast. */
  private boolean asking;

  /** The vote has been told uncast, and so must not be cast any more. */
  private boolean ended;

  private volatile boolean loading;
  private volatile boolean maybeApplied;

  CastCall(
      VoteServer server,
      Terms terms,
      Loader loader,
      ScheduledExecutorService timer,
      CastCommand command,
      Deadline deadline) {
    super(deadline, timer);
    this.server = server;
    this.terms = terms;
    this.loader = loader;
    this.command = command;
    this.partition = terms.partitionOf(command.subject());
  }

  @Override
  void attempt() {
    Term term = terms.of(partition);
    if (!ask()) {
      return;
    }
    goOn(server.cast(term, command, deadline), reply -> answered(term, reply), this::unanswered);
  }

  private synchronized boolean ask() {
    asking = !ended;
    return asking;
  }

  private synchronized void doneAsking() {
    asking = false;
  }

  /** Whether the vote is certainly not cast; it is not any more, either. */
  private synchronized boolean endUncast() {
    ended = !asking && !maybeApplied;
    return ended;
  }

  private void answered(Term term, CastReply reply) {
    if (reply instanceof CastReply.NotLoaded missing) {
      doneAsking();
      load(term, missing.what());
    } else if (reply == CastReply.Refused.WRONG_EPOCH) {
      doneAsking();
      follow(terms, term);
    } else if (isSilentOnEarlierAttempts(reply) && maybeApplied) {
      result.complete(new CastOutcome(term, null, maybeApplied));
    } else {
      result.complete(new CastOutcome(term, reply, maybeApplied));
    }
  }

  /** The poll is judged before the request id: these answers do not say that it is new. */
  private static boolean isSilentOnEarlierAttempts(CastReply reply) {
    return reply == CastReply.Refused.POLL_CLOSED || reply == CastReply.Refused.POLL_NOT_OPEN;
  }

  private void unanswered(Throwable failure) {
    Throwable cause = Failures.cause(failure);
    if (cause instanceof VoteStoreException && !(cause instanceof StoreUnavailableException)) {
      maybeApplied = true;
      command = asRetry(command);
    }
    doneAsking();
    failed(cause);
  }

  /**
   * Where this engine has seen no time of the partition yet, it cannot tell a vote that overtook
   * the first attempt from one long before it.
   */
  private static CastCommand asRetry(CastCommand command) {
    return command.kind() == CastCommand.Kind.RESENT || command.seen() == 0
        ? command
        : new CastCommand(
            command.voter(),
            command.subject(),
            command.choice(),
            command.toggle(),
            command.requestId(),
            command.castAt(),
            CastCommand.Kind.RETRY,
            command.seen(),
            command.variant());
  }

  private void load(Term term, CastReply.Missing what) {
    loading = true;
    CompletionStage<Loader.Outcome> outcomes =
        switch (what) {
          case POLL -> loader.poll(term, command.subject().poll());
          case SUBJECT -> loader.subject(term, command.subject());
          case VOTER -> loader.vote(term, new VoteKey(command.subject(), command.voter()));
        };
    goOn(
        outcomes,
        outcome -> {
          switch (outcome) {
            case LOADED -> again();
            case RETRY -> later(null);
            case ABSENT -> answered(term, CastReply.Refused.POLL_NOT_OPEN);
          }
        });
  }

  @Override
  void expired(@Nullable Throwable lastFailure) {
    if (endUncast()) {
      result.completeExceptionally(lastFailure != null ? lastFailure : outOfTime());
    } else {
      result.complete(new CastOutcome(terms.of(partition), null, maybeApplied));
    }
  }

  private VoteException outOfTime() {
    return loading
        ? new VoteLedgerException(
            "The deadline passed while what the store lacks was read from the ledger; the vote has"
                + " not been cast. Try again, or give the engine a longer deadline.",
            null,
            false)
        : new DeadlinePassedException(
            "The deadline passed before the store could be asked; the vote has not been cast. Try"
                + " again, or give the engine a longer deadline.");
  }
}
