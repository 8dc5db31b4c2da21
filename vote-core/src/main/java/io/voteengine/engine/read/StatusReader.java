package io.voteengine.engine.read;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.RequestStatus;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
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
import java.util.function.BiPredicate;

/** Finds out what has become of a request: asks this engine, the store and the ledger. */
public final class StatusReader {
  private final VoteStore store;
  private final VoteLedger ledger;
  private final Terms terms;
  private final BiPredicate<VoteKey, RequestId> isOpen;
  private final Duration deadline;

  /**
   * @param isOpen whether this engine has acknowledged a request that the ledger is not known to
   *     have
   */
  public StatusReader(
      VoteStore store,
      VoteLedger ledger,
      Terms terms,
      BiPredicate<VoteKey, RequestId> isOpen,
      Duration deadline) {
    this.store = store;
    this.ledger = ledger;
    this.terms = terms;
    this.isOpen = isOpen;
    this.deadline = deadline;
  }

  public RequestStatus of(VoteKey key, RequestId requestId) {
    SubjectId subject = key.subject();
    StoreAnswers.await(terms.know(subject.poll()), Deadline.in(deadline));
    // The audit log last: a vote that leaves the other places between the questions is there.
    boolean open = isOpen.test(key, requestId);
    CompletableFuture<Boolean> held = storeHas(key, requestId);
    boolean pending = open || held.exceptionally(unreachable -> false).join();
    VoterId voter = key.voter();
    boolean quarantined = ledger.isQuarantined(subject, voter, requestId);
    if (ledger.has(subject, voter, requestId)) {
      return RequestStatus.DURABLE;
    }
    if (quarantined) {
      return RequestStatus.QUARANTINED;
    }
    return pending || StoreAnswers.await(held, Deadline.in(deadline))
        ? RequestStatus.PENDING
        : RequestStatus.UNKNOWN;
  }

  private CompletableFuture<Boolean> storeHas(VoteKey key, RequestId requestId) {
    Term term = terms.of(terms.partitionOf(key.subject()));
    CastCommand probe =
        CastCommand.first(
                key.voter(), key.subject(), Choice.NONE, false, requestId, 0, 0, null, true)
            .as(CastCommand.Kind.PROBE);
    return store
        .cast(term, probe, Deadline.in(deadline))
        .thenApply(
            reply -> reply instanceof CastReply.Replayed || reply instanceof CastReply.Reused)
        .toCompletableFuture()
        .copy()
        .orTimeout(deadline.toNanos(), TimeUnit.NANOSECONDS);
  }
}
