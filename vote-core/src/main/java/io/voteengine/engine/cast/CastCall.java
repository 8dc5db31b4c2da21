package io.voteengine.engine.cast;

import io.voteengine.RequestId;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.VoteException;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoteStoreException;
import io.voteengine.engine.Causes;
import io.voteengine.engine.durable.Unconfirmed;
import io.voteengine.engine.read.Loader;
import io.voteengine.engine.read.Terms;
import io.voteengine.query.HistoryEntry;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.DeadlinePassedException;
import io.voteengine.spi.ReadReply;
import io.voteengine.spi.StoreUnavailableException;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteServer;
import io.voteengine.spi.journal.Term;
import io.voteengine.util.Micros;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Casts one vote: asks the store, loads what it lacks, follows its term, and retries. */
public final class CastCall extends RetriedCall<CastOutcome> {
  /** Sends the store of a term the earlier votes of a voter that it may lack. */
  public interface Owed {
    /** For votes that need not wait for earlier ones. */
    Owed NOTHING = (term, key) -> CompletableFuture.completedFuture(true);

    /** Sends them. Completes with true when nothing is left to be sent. */
    CompletableFuture<Boolean> send(Term term, VoteKey key);

    /**
     * Finds the vote of a request that was acknowledged and that the ledger is not known to have.
     */
    default Optional<Unconfirmed.Entry> find(VoteKey key, RequestId request) {
      return Optional.empty();
    }
  }

  private final VoteServer server;
  private final Terms terms;
  private final Loader loader;
  private final Owed owed;
  private final int partition;
  private final VoteKey key;
  private volatile CastCommand command;

  /** The store has been asked; until its answer is handled, the vote may have been cast. */
  private boolean asking;

  /** The caller was told that the vote was not cast; it must never be sent again. */
  private boolean ended;

  private volatile boolean loading;
  private volatile boolean maybeApplied;

  CastCall(
      VoteServer server,
      Terms terms,
      Loader loader,
      Owed owed,
      ScheduledExecutorService timer,
      CastCommand command,
      Deadline deadline) {
    super(deadline, timer);
    this.server = server;
    this.terms = terms;
    this.loader = loader;
    this.owed = owed;
    this.command = command;
    this.partition = terms.partitionOf(command.subject());
    this.key = new VoteKey(command.subject(), command.voter());
  }

  @Override
  protected void attempt() {
    Term term = terms.of(partition);
    CompletableFuture<Boolean> sent = owed.send(term, key);
    if (sent.isDone() && !sent.isCompletedExceptionally() && sent.join()) {
      attempt(term);
    } else {
      goOn(sent, all -> attemptAfter(all));
    }
  }

  private void attemptAfter(boolean allSent) {
    if (allSent) {
      again();
    } else {
      later(
          new StoreUnavailableException(
              "Earlier votes of this voter are still being sent again to a store that lost them;"
                  + " this vote has not been cast. Try again.",
              null));
    }
  }

  private void attempt(Term term) {
    if (ask()) {
      goOn(server.cast(term, command, deadline), reply -> answered(term, reply), this::unanswered);
    }
  }

  private synchronized boolean ask() {
    asking = !ended;
    return asking;
  }

  private synchronized void doneAsking() {
    asking = false;
  }

  /** Ends the call if the vote is certainly not cast, so that it never will be. Returns whether. */
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
    } else if (reply == CastReply.Refused.EXPIRED || (maybeApplied && !isAboutTheRequest(reply))) {
      // An earlier attempt that has not arrived yet may still be applied.
      doneAsking();
      later(null);
    } else {
      result.complete(new CastOutcome(term, reply, maybeApplied));
    }
  }

  /**
   * Whether no other attempt of the request can get a different answer, however late it arrives.
   */
  private static boolean isAboutTheRequest(CastReply reply) {
    return reply instanceof CastReply.Accepted
        || reply instanceof CastReply.Replayed
        || reply instanceof CastReply.Superseded
        || reply instanceof CastReply.Reused
        || reply instanceof CastReply.Quarantined;
  }

  private void unanswered(Throwable failure) {
    Throwable cause = Causes.cause(failure);
    if (cause instanceof VoteStoreException && !(cause instanceof StoreUnavailableException)) {
      maybeApplied |= command.kind() != CastCommand.Kind.PROBE;
      command = asRetry(command);
    }
    doneAsking();
    failed(cause);
  }

  /**
   * Returns the command for the next attempt after an unknown outcome. The kind stays FIRST if this
   * engine has seen no time of the partition: it could not distinguish a vote that overtook the
   * first attempt from an older one.
   */
  private static CastCommand asRetry(CastCommand command) {
    return switch (command.kind()) {
      case FIRST, RETRY ->
          command
              .as(command.seen() == 0 ? CastCommand.Kind.FIRST : CastCommand.Kind.RETRY)
              .fresh(false);
      case RESENT, PROBE -> command;
    };
  }

  private void load(Term term, CastReply.Missing what) {
    loading = true;
    Optional<Unconfirmed.Entry> own = owed.find(key, command.requestId());
    if (what == CastReply.Missing.REQUEST || what == CastReply.Missing.FLUSH) {
      if (own.isPresent()) {
        replay(term, own.get());
        return;
      }
      if (what == CastReply.Missing.FLUSH) {
        later(null);
        return;
      }
      goOn(
          loader.request(partition, key, command.requestId()),
          found -> {
            if (found.isPresent()) {
              replay(term, found.get());
            } else {
              command = command.fresh(true);
              again();
            }
          });
      return;
    }
    CompletionStage<Loader.Outcome> outcomes =
        switch (what) {
          case POLL -> loader.poll(term, command.subject().poll());
          case SUBJECT -> loader.subject(term, command.subject());
          case VOTER, REQUEST, FLUSH -> loader.vote(term, key);
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

  /** Answers a request that this engine has acknowledged and the ledger is not known to have. */
  private void replay(Term term, Unconfirmed.Entry own) {
    CastCommand vote = own.command();
    replay(
        term,
        vote.content() == command.content(),
        tally ->
            new CastReply.Replayed(own.seq(), vote.choice(), vote.choice(), tally, vote.castAt()));
  }

  private void replay(Term term, HistoryEntry vote) {
    replay(
        term,
        command.isRequestOf(vote),
        tally ->
            new CastReply.Replayed(
                0, vote.previous(), vote.choice(), tally, Micros.of(vote.castAt())));
  }

  /** Answers a request that was cast before with its earlier answer and the present counts. */
  private void replay(Term term, boolean same, Function<Tally, CastReply> answer) {
    goOn(
        server.read(term, List.of(key.subject()), key.voter()),
        reply -> {
          if (reply instanceof ReadReply.Read read && read.views().size() == 1) {
            SubjectView now = read.views().get(0);
            CastReply known =
                same ? answer.apply(now.tally()) : new CastReply.Reused(now.choice(), now.tally());
            result.complete(new CastOutcome(term, known, maybeApplied));
          } else {
            later(null);
          }
        });
  }

  @Override
  protected void expired(@Nullable Throwable lastFailure) {
    if (endUncast()) {
      result.completeExceptionally(lastFailure != null ? uncast(lastFailure) : outOfTime());
    } else {
      result.complete(new CastOutcome(terms.of(partition), null, maybeApplied));
    }
  }

  /**
   * The outcome of a step before the vote may be unknown; the vote itself was certainly not cast.
   */
  private static Throwable uncast(Throwable failure) {
    return failure instanceof VoteStoreException && !(failure instanceof StoreUnavailableException)
        ? new StoreUnavailableException(
            "The store failed before the vote could be cast; the vote has not been cast. Try again.",
            failure)
        : failure;
  }

  private VoteException outOfTime() {
    return loading
        ? new VoteLedgerException(
            "The deadline passed while the store's missing data was read from the ledger; the vote"
                + " has not been cast. Try again, or give the engine a longer deadline.",
            null,
            false)
        : new DeadlinePassedException(
            "The deadline passed before the store could be asked; the vote has not been cast. Try"
                + " again, or give the engine a longer deadline.");
  }
}
