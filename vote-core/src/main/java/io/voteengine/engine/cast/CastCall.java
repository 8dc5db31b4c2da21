package io.voteengine.engine.cast;

import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.VoteStoreException;
import io.voteengine.engine.Causes;
import io.voteengine.engine.durable.Unconfirmed;
import io.voteengine.engine.read.Loader;
import io.voteengine.engine.read.Terms;
import io.voteengine.poll.HeldChoice;
import io.voteengine.query.HistoryEntry;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.ReadReply;
import io.voteengine.spi.StoreUnavailableException;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteServer;
import io.voteengine.spi.VoterInPoll;
import io.voteengine.spi.journal.Term;
import io.voteengine.util.Micros;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Casts one vote: asks the store, loads what it lacks, follows its term, and retries. The reply is
 * never "not loaded" or "wrong epoch". The call fails with {@link UnansweredException} when it is
 * not known whether the vote was applied.
 */
public final class CastCall extends RetriedCall<CastReply> {
  /** What all calls of an engine have in common. */
  record Route(
      VoteServer server,
      Terms terms,
      Loader loader,
      SeenTimes times,
      ScheduledExecutorService timer) {}

  private final VoteServer server;
  private final Terms terms;
  private final Loader loader;
  private final OwedVotes owed;
  private final int partition;
  private final VoteKey key;

  /**
   * Whether a later time of the voter's choice means that it overtook this vote. Votes that the
   * ledger answers later do not change that: they are not this voter's through this engine.
   */
  private final boolean ordered;

  private volatile CastCommand command;

  /** The store has been asked; until its answer is handled, the vote may have been cast. */
  private boolean asking;

  /** The caller was told that the vote was not cast; it must never be sent again. */
  private boolean ended;

  private volatile boolean loading;
  private volatile boolean maybeApplied;

  CastCall(Route route, OwedVotes owed, CastCommand command, Deadline deadline) {
    super(deadline, route.timer());
    this.server = route.server();
    this.terms = route.terms();
    this.loader = route.loader();
    this.owed = owed;
    this.command = command;
    this.partition = terms.partitionOf(command.subject());
    this.key = new VoteKey(command.subject(), command.voter());
    this.ordered = route.times().orders(partition, command.seen());
  }

  /** Returns whether the answered vote counts, may count, or was overtaken, and needs a permit. */
  boolean needsPermit(@Nullable CastReply reply, @Nullable Throwable failure) {
    return (failure != null && Causes.cause(failure) instanceof UnansweredException)
        || reply instanceof CastReply.Accepted
        || reply instanceof CastReply.Superseded
        || (reply instanceof CastReply.Replayed && maybeApplied);
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
      load(term, missing.what(), missing.subject());
    } else if (reply == CastReply.Refused.WRONG_EPOCH) {
      doneAsking();
      follow(terms, term);
    } else if (reply == CastReply.Refused.EXPIRED || (maybeApplied && !isAboutTheRequest(reply))) {
      // An earlier attempt that has not arrived yet may still be applied.
      doneAsking();
      later(null);
    } else {
      result.complete(reply);
    }
  }

  /**
   * Whether no other attempt of the request can get a different answer, however late it arrives.
   */
  private static boolean isAboutTheRequest(CastReply reply) {
    return reply instanceof CastReply.Recorded
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
   * Returns the command for the next attempt after an unknown outcome. The kind stays FIRST where
   * this engine could not distinguish a vote that overtook the first attempt from an older one.
   */
  private CastCommand asRetry(CastCommand attempt) {
    return switch (attempt.kind()) {
      case FIRST, RETRY ->
          attempt.as(ordered ? CastCommand.Kind.RETRY : CastCommand.Kind.FIRST).fresh(false);
      case RESENT, PROBE -> attempt;
    };
  }

  /**
   * @param other the subject on which it is missing, where it is not the vote's own
   */
  private void load(Term term, CastReply.Missing what, @Nullable SubjectId other) {
    SubjectId subject = other == null ? key.subject() : other;
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
          loader.requests.find(partition, key, command.requestId()),
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
          case SUBJECT -> loadSubject(term, subject);
          case HELD -> loader.held(term, new VoterInPoll(subject.poll(), key.voter()));
          case VOTER, REQUEST, FLUSH -> loader.vote(term, new VoteKey(subject, key.voter()));
        };
    goOn(
        outcomes,
        outcome -> {
          switch (outcome) {
            case LOADED -> again();
            case RETRY -> later(null);
            case ABSENT ->
                answered(
                    term,
                    what == CastReply.Missing.SUBJECT
                        ? CastReply.Refused.SUBJECT_UNKNOWN
                        : CastReply.Refused.POLL_NOT_OPEN);
          }
        });
  }

  /** A new vote on a subject that its poll does not list must leave nothing in the store. */
  private CompletionStage<Loader.Outcome> loadSubject(Term term, SubjectId subject) {
    boolean isNew =
        command.kind() == CastCommand.Kind.FIRST || command.kind() == CastCommand.Kind.RETRY;
    return isNew && terms.isListed(subject.poll())
        ? loader.listed(term, subject)
        : loader.subject(term, subject);
  }

  /** Answers a request that this engine has acknowledged and the ledger is not known to have. */
  private void replay(Term term, Unconfirmed.Entry own) {
    CastCommand vote = own.command();
    replay(
        term,
        vote.content() == command.content(),
        (tally, held) ->
            new CastReply.Replayed(
                own.seq(), vote.choice(), vote.choice(), tally, vote.castAt(), held));
  }

  private void replay(Term term, HistoryEntry vote) {
    replay(
        term,
        command.isRequestOf(vote),
        (tally, held) ->
            new CastReply.Replayed(
                0, vote.previous(), vote.choice(), tally, Micros.of(vote.castAt()), held));
  }

  /** Answers a request that was cast before with its earlier answer and the present counts. */
  private void replay(
      Term term, boolean same, BiFunction<Tally, List<HeldChoice>, CastReply> answer) {
    if (terms.isBallot(key.subject().poll())) {
      replayInBallot(term, same, answer);
      return;
    }
    goOn(
        server.read(term, List.of(key.subject()), key.voter()),
        reply -> {
          if (reply instanceof ReadReply.Read read && read.views().size() == 1) {
            SubjectView now = read.views().get(0);
            result.complete(
                same
                    ? answer.apply(now.tally(), List.of())
                    : new CastReply.Reused(now.choice(), now.tally()));
          } else {
            later(null);
          }
        });
  }

  /** A page does not say what the voter holds; the refusal of a probe does. */
  private void replayInBallot(
      Term term, boolean same, BiFunction<Tally, List<HeldChoice>, CastReply> answer) {
    goOn(
        server.cast(term, command.as(CastCommand.Kind.PROBE).fresh(true), deadline),
        reply -> {
          if (reply instanceof CastReply.Declined now) {
            result.complete(
                same
                    ? answer.apply(now.tally(), now.held())
                    : new CastReply.Reused(now.choice(), now.tally(), now.held()));
          } else if (reply instanceof CastReply.Replayed last) {
            // The voter's last request, of which the store knows the id but not the content.
            result.complete(
                same
                    ? answer.apply(last.tally(), last.held())
                    : new CastReply.Reused(last.choice(), last.tally(), last.held()));
          } else if (reply instanceof CastReply.Reused) {
            result.complete(reply);
          } else {
            later(null);
          }
        });
  }

  @Override
  protected void expired(@Nullable Throwable lastFailure) {
    if (endUncast()) {
      result.completeExceptionally(
          lastFailure != null ? UncastVotes.after(lastFailure) : UncastVotes.outOfTime(loading));
    } else {
      result.completeExceptionally(new UnansweredException());
    }
  }
}
