package io.voteengine.engine.durable;

import io.voteengine.VoteLedgerException;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.journal.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the ledger's positions for callers that can wait for a limited time only. Safe for use by
 * many threads.
 */
final class PositionReader {
  private static final Logger log = LoggerFactory.getLogger(PositionReader.class);

  private final VoteLedger ledger;
  private final int partitions;
  private final Executor executor;
  private @Nullable CompletableFuture<List<Position>> underWay;

  /** The latest deadline of those who wait for the question that is under way. */
  private volatile Deadline latest = Deadline.in(Duration.ZERO);

  PositionReader(VoteLedger ledger, int partitions, Executor executor) {
    this.ledger = ledger;
    this.partitions = partitions;
    this.executor = executor;
  }

  /**
   * Returns the positions by partition. When only some of several ledgers answer, returns the
   * positions from those; when none does in time, returns none.
   */
  Map<Integer, Position> read(Deadline deadline) {
    Map<Integer, Position> byPartition = new HashMap<>();
    ask(deadline)
        .copy()
        .orTimeout(Math.max(deadline.remainingNanos(), 0), TimeUnit.NANOSECONDS)
        .exceptionally(PositionReader::none)
        .join()
        .forEach(position -> byPartition.put(position.term().partition(), position));
    return byPartition;
  }

  private static List<Position> none(Throwable failure) {
    if (failure instanceof TimeoutException) {
      log.debug("The ledger did not answer with its positions in time");
    } else {
      log.debug("The ledger's positions could not be read", failure);
    }
    return List.of();
  }

  /** Callers share a question that is under way: a ledger may hang for long. */
  private synchronized CompletableFuture<List<Position>> ask(Deadline deadline) {
    if (deadline.remainingNanos() > latest.remainingNanos()) {
      latest = deadline;
    }
    if (underWay == null || underWay.isDone()) {
      try {
        underWay = CompletableFuture.supplyAsync(this::positions, executor);
      } catch (RejectedExecutionException e) {
        return CompletableFuture.failedFuture(e); // The engine is closing.
      }
    }
    return underWay;
  }

  private List<Position> positions() {
    try {
      return ledger.positions();
    } catch (VoteLedgerException e) {
      log.debug("Not all positions can be read at once", e);
      return oneByOne();
    }
  }

  /** Stops when nobody waits any more, since each question to a broken ledger may take long. */
  private List<Position> oneByOne() {
    List<Position> positions = new ArrayList<>();
    for (int p = 0; p < partitions && !latest.passed(); p++) {
      try {
        positions.add(ledger.position(p));
      } catch (VoteLedgerException e) {
        log.debug("The position of partition {} cannot be read", p, e);
      }
    }
    return positions;
  }
}
