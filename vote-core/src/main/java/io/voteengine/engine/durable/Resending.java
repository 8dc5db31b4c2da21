package io.voteengine.engine.durable;

import io.voteengine.VoteException;
import io.voteengine.engine.Causes;
import io.voteengine.engine.cast.VoterTurns;
import io.voteengine.engine.notify.Listeners;
import io.voteengine.engine.read.Terms;
import io.voteengine.log.LogThrottle;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.journal.Term;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the acknowledged votes again that a store has lost and the ledger does not have either:
 * each in its voter's turn, and after the earlier ones of its voter.
 */
final class Resending {
  /** What becomes of the votes that are sent. */
  interface Outcomes {
    /** The vote need not be waited for any longer if it is still here: the ledger has it. */
    void known(int partition, Unconfirmed.Entry vote);

    /** The ledger itself has answered. */
    void answeredByLedger(int partition, Unconfirmed.Entry vote, CastReply reply);

    /** The store has taken the vote again, and another event stands for it now. */
    void taken(int partition, Unconfirmed.Entry vote, Unconfirmed.Entry again);

    /** The store refuses the vote. */
    void refused(int partition, Unconfirmed.Entry vote, CastReply reply);
  }

  private static final Logger log = LoggerFactory.getLogger(Confirmations.class);
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** How long a vote that is sent again waits for its turn. */
  private static final Duration TURN = Duration.ofSeconds(1);

  /** How many requests are looked up in the audit log together. */
  private static final int TOGETHER = 500;

  private final LogThrottle logMistake = new LogThrottle();
  private final Unconfirmed unconfirmed;
  private final Terms terms;
  private final Confirmations.Sender sender;
  private final LedgerLookup ledger;
  private final VoterTurns turns;
  private final Listeners listeners;
  private final Outcomes outcomes;
  private final Resender[] resenders;

  /**
   * @param executor sends the votes, without blocking
   */
  Resending(
      int partitions,
      Unconfirmed unconfirmed,
      Terms terms,
      Confirmations.Sender sender,
      LedgerLookup ledger,
      VoterTurns turns,
      Executor executor,
      Listeners listeners,
      Outcomes outcomes) {
    this.unconfirmed = unconfirmed;
    this.terms = terms;
    this.sender = sender;
    this.ledger = ledger;
    this.turns = turns;
    this.listeners = listeners;
    this.outcomes = outcomes;
    this.resenders = new Resender[partitions];
    Executor later =
        CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS, executor);
    Arrays.setAll(
        resenders,
        partition -> new Resender(entry -> sendInTurn(partition, entry), executor, later));
  }

  /** Asks the ledger for all of them before the first is sent: it may already have them. */
  void sendAll(int partition, List<Unconfirmed.Entry> votes) {
    for (int from = 0; from < votes.size(); from += TOGETHER) {
      List<Unconfirmed.Entry> some = votes.subList(from, Math.min(from + TOGETHER, votes.size()));
      dropKnown(partition, some)
          .whenComplete(
              (dropped, failure) -> {
                // Without an answer, the ledger is asked about each vote again when its turn comes.
                resenders[partition].send(some);
              });
    }
  }

  /** Sends a vote, after the earlier votes of its voter, in the voter's turn. */
  private CompletableFuture<Boolean> sendInTurn(int partition, Unconfirmed.Entry vote) {
    return turns
        .take(
            terms.order(vote.key()),
            Deadline.in(TURN),
            () -> sendOwed(terms.of(partition), vote.key()))
        .exceptionally(
            failure -> {
              if (Causes.cause(failure) instanceof VoteException) {
                log.debug("A vote could not be sent again yet", failure);
                return false;
              }
              throw Causes.thrown(failure);
            });
  }

  /** See {@link Confirmations#send}. */
  CompletableFuture<Boolean> sendOwed(Term term, VoteKey key) {
    int partition = term.partition();
    List<Unconfirmed.Entry> owed = unconfirmed.owed(partition, key, term.epoch());
    if (owed.isEmpty()) {
      return CompletableFuture.completedFuture(true);
    }
    return dropKnown(partition, owed)
        .thenCompose(
            dropped -> sendOneByOne(partition, unconfirmed.owed(partition, key, term.epoch()), 0));
  }

  private CompletableFuture<@Nullable Void> dropKnown(
      int partition, List<Unconfirmed.Entry> votes) {
    return ledger.find(partition, votes, vote -> outcomes.known(partition, vote));
  }

  private CompletableFuture<Boolean> sendOneByOne(
      int partition, List<Unconfirmed.Entry> votes, int from) {
    return from == votes.size()
        ? CompletableFuture.completedFuture(true)
        : send(partition, votes.get(from))
            .thenCompose(
                sent ->
                    sent
                        ? sendOneByOne(partition, votes, from + 1)
                        : CompletableFuture.completedFuture(false));
  }

  private CompletableFuture<Boolean> send(int partition, Unconfirmed.Entry vote) {
    return sender
        .send(vote.command())
        .handle(
            (reply, failure) -> {
              if (failure != null) {
                logUnsent(failure);
                return false;
              }
              answered(partition, vote, reply);
              return true;
            });
  }

  private void logUnsent(Throwable failure) {
    if (Causes.cause(failure) instanceof VoteException) {
      log.debug("A vote could not be sent again yet", failure);
    } else {
      logMistake.run(
          others ->
              log.error(
                  "A vote could not be sent again because of an unexpected error, and {} others"
                      + " since the last such line",
                  others,
                  failure));
    }
  }

  private void answered(int partition, Unconfirmed.Entry vote, CastReply reply) {
    if (reply instanceof CastReply.Recorded recorded) {
      listeners.changed(vote.command().subject());
      if (reply instanceof CastReply.Accepted accepted && accepted.moved() != null) {
        listeners.changed(accepted.moved(), vote.command().voter());
      }
      if (recorded.seq() > 0) {
        outcomes.taken(partition, vote, vote.at(recorded.tally().epoch(), recorded.seq()));
      } else {
        outcomes.answeredByLedger(partition, vote, reply);
      }
    } else if (reply instanceof CastReply.Quarantined) {
      outcomes.answeredByLedger(partition, vote, reply);
    } else {
      outcomes.refused(partition, vote, reply);
    }
  }
}
