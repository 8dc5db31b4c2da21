package io.voteengine.engine.durable;

import static java.util.stream.Collectors.groupingBy;

import io.voteengine.RequestId;
import io.voteengine.query.HistoryEntry;
import io.voteengine.spi.CastCommand;
import io.voteengine.util.Micros;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds out which of the votes that must be sent again the ledger has already. */
final class LedgerLookup {
  /** The prefix of the id that replaces an erased voter's id in the ledger. */
  private static final String ERASED = "erased-";

  private final Confirmations.Log log;

  LedgerLookup(Confirmations.Log log) {
    this.log = log;
  }

  /**
   * Looks up the votes that are not known to be absent, and marks those that are.
   *
   * @param known receives each vote that the ledger has, even if its voter was erased meanwhile
   * @return completes when all have been looked up
   */
  CompletableFuture<@Nullable Void> find(
      int partition, List<Unconfirmed.Entry> votes, Consumer<Unconfirmed.Entry> known) {
    List<Unconfirmed.Entry> unsure = votes.stream().filter(vote -> !vote.absent().get()).toList();
    if (unsure.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    return log.find(partition, unsure.stream().map(vote -> vote.command().requestId()).toList())
        .thenAccept(
            found -> {
              Map<RequestId, List<HistoryEntry>> byRequest =
                  found.stream().collect(groupingBy(HistoryEntry::requestId));
              for (Unconfirmed.Entry vote : unsure) {
                List<HistoryEntry> logged =
                    byRequest.getOrDefault(vote.command().requestId(), List.of());
                if (logged.stream().anyMatch(entry -> isOf(entry, vote.command()))) {
                  known.accept(vote);
                } else {
                  vote.absent().set(true);
                }
              }
            });
  }

  /**
   * Whether an entry of the audit log with a vote's request id is that vote. Two voters may use the
   * same id, so the voter must match too; an erased voter's entry is recognised by its time.
   */
  private static boolean isOf(HistoryEntry logged, CastCommand vote) {
    return logged.subject().equals(vote.subject())
        && (logged.voter().equals(vote.voter())
            || (logged.voter().value().startsWith(ERASED)
                && Micros.of(logged.castAt()) == vote.castAt()));
  }
}
