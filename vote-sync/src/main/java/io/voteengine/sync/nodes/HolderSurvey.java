package io.voteengine.sync.nodes;

import static java.util.stream.Collectors.toMap;

import io.voteengine.VoteStoreException;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Position;
import io.voteengine.sync.flush.StoreCalls;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds partitions whose holder does not flush them, even where this node has no votes: no other
 * part watches the votes of a dead node, and the holder may have lost the store. A partition is
 * taken over when its journal was ahead of the ledger in two surveys and the ledger has not moved.
 * For the watching thread.
 */
final class HolderSurvey {
  private static final Logger log = LoggerFactory.getLogger(HolderSurvey.class);

  /** How long the store may take to report the state of partitions that other nodes flush. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final List<WatchedPartition> all;
  private final LedgerPositions ledger;
  private final IntPredicate held;
  private final Takeovers takeovers;
  private long done = System.nanoTime();

  /**
   * @param held whether this node flushes a partition
   */
  HolderSurvey(
      List<WatchedPartition> all, LedgerPositions ledger, IntPredicate held, Takeovers takeovers) {
    this.all = all;
    this.ledger = ledger;
    this.held = held;
    this.takeovers = takeovers;
  }

  /** Looks at all partitions that other nodes flush, if it is time. */
  void runIfDue() {
    if (System.nanoTime() - done >= takeovers.patience()) {
      run();
      done = System.nanoTime();
    }
  }

  private void run() {
    List<WatchedPartition> others =
        all.stream().filter(watched -> !held.test(watched.number())).toList();
    Map<WatchedPartition, CompletionStage<PartitionState>> states = new LinkedHashMap<>();
    others.forEach(watched -> states.put(watched, watched.partition.state()));
    Map<Integer, Position> positions =
        ledger.of(others).stream().collect(toMap(at -> at.term().partition(), at -> at));
    Deadline deadline = Deadline.in(PATIENCE);
    states.forEach(
        (watched, state) -> {
          Position position = positions.get(watched.number());
          if (watched.surveyed(isBehind(position, state, deadline) ? position : null)) {
            takeovers.take(watched, "events wait in the store");
          }
        });
  }

  private static boolean isBehind(
      @Nullable Position position, CompletionStage<PartitionState> asked, Deadline deadline) {
    try {
      PartitionState state = StoreCalls.await(asked, deadline);
      PartitionState.Meta meta = state.meta();
      if (position == null) {
        return false;
      }
      return meta == null
          || meta.frozen() != null
          || meta.epoch() != position.term().epoch()
          || !state.identity().equals(position.term().identity())
          || meta.seq() > position.seq();
    } catch (VoteStoreException e) {
      log.debug("The state of a partition that another node flushes cannot be read", e);
      return false;
    }
  }
}
