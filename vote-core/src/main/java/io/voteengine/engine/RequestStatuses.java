package io.voteengine.engine;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.RequestStatus;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.engine.durable.Confirmations;
import io.voteengine.engine.read.StoreAnswers;
import io.voteengine.engine.read.Terms;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.Term;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Finds out what became of a request. */
final class RequestStatuses {
  private final VoteStore store;
  private final VoteLedger ledger;
  private final Terms terms;
  private final Confirmations confirmations;
  private final Duration timeout;

  RequestStatuses(
      VoteStore store,
      VoteLedger ledger,
      Terms terms,
      Confirmations confirmations,
      Duration timeout) {
    this.store = store;
    this.ledger = ledger;
    this.terms = terms;
    this.confirmations = confirmations;
    this.timeout = timeout;
  }

  RequestStatus read(VoterId voter, SubjectId subject, RequestId requestId) {
    StoreAnswers.await(terms.know(subject.poll()), Deadline.in(timeout));
    // The audit log last: a vote that leaves the other places between the questions is there.
    boolean open = confirmations.isOpen(new VoteKey(subject, voter), requestId);
    CompletableFuture<Boolean> held = storeHas(voter, subject, requestId);
    boolean pending = open || held.exceptionally(unreachable -> false).join();
    boolean quarantined = ledger.isQuarantined(subject, voter, requestId);
    if (ledger.has(subject, voter, requestId)) {
      return RequestStatus.DURABLE;
    }
    if (quarantined) {
      return RequestStatus.QUARANTINED;
    }
    return pending || StoreAnswers.await(held, Deadline.in(timeout))
        ? RequestStatus.PENDING
        : RequestStatus.UNKNOWN;
  }

  private CompletableFuture<Boolean> storeHas(
      VoterId voter, SubjectId subject, RequestId requestId) {
    Term term = terms.of(terms.partitionOf(subject));
    CastCommand probe =
        CastCommand.first(voter, subject, Choice.NONE, false, requestId, 0, 0, null, true)
            .as(CastCommand.Kind.PROBE);
    return store
        .cast(term, probe, Deadline.in(timeout))
        .thenApply(
            reply -> reply instanceof CastReply.Replayed || reply instanceof CastReply.Reused)
        .toCompletableFuture()
        .copy()
        .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
  }
}
