package io.voteengine.engine.read;

import io.voteengine.RequestId;
import io.voteengine.engine.Causes;
import io.voteengine.query.HistoryEntry;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteLedger;
import io.voteengine.util.Micros;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** Finds requests in the ledger that a store may have forgotten. */
public final class RequestLookup {
  private final VoteLedger ledger;
  private final Executor executor;

  /**
   * @param executor where the ledger may block
   */
  public RequestLookup(VoteLedger ledger, Executor executor) {
    this.ledger = ledger;
    this.executor = executor;
  }

  /** Finds the vote of a request; empty when the ledger does not have it. */
  public CompletableFuture<Optional<HistoryEntry>> find(int partition, VoteKey key, RequestId id) {
    return fromLedger(() -> findNow(partition, key, id));
  }

  /** Looks in the audit log; then in the vote's row, which may be kept for longer than the log. */
  private Optional<HistoryEntry> findNow(int partition, VoteKey key, RequestId id) {
    Optional<HistoryEntry> logged =
        ledger.requests(partition, List.of(id)).stream()
            .filter(it -> it.subject().equals(key.subject()) && it.voter().equals(key.voter()))
            .findFirst();
    return logged.isPresent()
        ? logged
        : ledger.votes(partition, List.of(key)).value().stream()
            .filter(row -> id.equals(row.requestId()))
            .map(
                row ->
                    new HistoryEntry(
                        row.voter(),
                        row.subject(),
                        row.choice(),
                        row.choice(),
                        Micros.toInstant(row.castAt()),
                        id,
                        null))
            .findFirst();
  }

  /** Finds the entries of the ledger's audit log with these request ids. */
  public CompletableFuture<List<HistoryEntry>> logged(int partition, List<RequestId> ids) {
    return fromLedger(() -> ledger.requests(partition, ids));
  }

  private <T> CompletableFuture<T> fromLedger(Supplier<T> read) {
    try {
      return CompletableFuture.supplyAsync(read, executor);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(Causes.cause(e));
    }
  }
}
