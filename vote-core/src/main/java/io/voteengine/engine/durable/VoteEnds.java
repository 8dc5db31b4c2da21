package io.voteengine.engine.durable;

import io.voteengine.VoteLedgerException;
import io.voteengine.VoteStoreException;
import io.voteengine.VoterId;
import io.voteengine.engine.health.Counters;
import io.voteengine.engine.notify.Listeners;
import io.voteengine.listener.EngineEvent;
import io.voteengine.log.LogThrottle;
import io.voteengine.spi.CastCommand;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports how acknowledged votes end: durable, refused by the database, or lost. Completes their
 * futures, notifies listeners, and counts.
 */
final class VoteEnds {
  private static final Logger log = LoggerFactory.getLogger(Confirmations.class);

  private final LogThrottle logLost = LogThrottle.ofRareLines();
  private final Listeners listeners;
  private final Counters counters;
  private volatile long lagNanos = -1;

  VoteEnds(Listeners listeners, Counters counters) {
    this.listeners = listeners;
    this.counters = counters;
  }

  /** Returns how long the last durable vote took from its answer to the ledger; null: none yet. */
  @Nullable Duration lag() {
    return lagNanos < 0 ? null : Duration.ofNanos(lagNanos);
  }

  void durable(Unconfirmed.Entry entry) {
    long nanos = entry.ageNanos();
    lagNanos = nanos;
    counters.path.durable.record(nanos);
    entry.durable().complete(null);
    durable(entry.command(), entry.owner());
  }

  /** Reports that the store has a vote again that it had lost. */
  void sentAgain(CastCommand vote) {
    listeners.changed(vote.subject(), vote.voter());
  }

  /** Reports a vote that nobody waits for. */
  void durable(CastCommand vote, @Nullable VoterId owner) {
    if (listeners.hasListeners()) {
      listeners.report(
          new EngineEvent.VoteDurable(
              vote.requestId(), vote.voter(), vote.subject(), vote.choice(), owner));
    }
  }

  void refused(Unconfirmed.Entry entry, String reason) {
    entry.durable().completeExceptionally(refused(entry.command(), reason));
  }

  /** Returns the exception for the caller. */
  VoteLedgerException refused(CastCommand vote, String reason) {
    counters.quarantined.increment();
    listeners.report(
        new EngineEvent.VoteQuarantined(
            vote.requestId(), vote.voter(), vote.subject(), vote.choice(), reason));
    return new VoteLedgerException(
        "The ledger refused the vote, and it does not count; it is in quarantine: fix the cause of"
            + " the refusal and replay it, or discard it. The reason: "
            + reason,
        null);
  }

  void lost(Unconfirmed.Entry entry, String why) {
    CastCommand vote = entry.command();
    logLost.run(
        others ->
            log.error(
                "An acknowledged vote, request {}, is lost, and {} others since the last such line:"
                    + " {}",
                vote.requestId(),
                others,
                why));
    counters.lost.increment();
    listeners.changed(vote.subject());
    listeners.report(
        new EngineEvent.VoteLost(
            vote.requestId(), vote.voter(), vote.subject(), vote.choice(), why));
    entry
        .durable()
        .completeExceptionally(
            new VoteStoreException(
                "The store lost the vote before the ledger had it, and " + why + ".", null));
  }
}
