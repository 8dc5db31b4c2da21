package io.voteengine.health;

import io.voteengine.VoteEngine;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an engine knows in numbers. What it counts, it counts from its start on, and for itself
 * alone: on a site of several nodes each has its own.
 *
 * @param backlog events in all journals, of all engines, that the ledger lacks; null where store or
 *     ledger did not answer
 * @param unconfirmed votes that this engine has acknowledged and the ledger is not known to have;
 *     after {@link VoteEngine#close} those that it left behind
 * @param oldestUnconfirmed for how long the oldest of them has been waiting; zero where there is
 *     none
 * @param lag how long the last vote that became durable took to get there from its answer; null
 *     before the first
 * @param degraded numbers of the partitions that this engine serves from the ledger, because it
 *     cannot reach their store
 * @param leases which node flushes which partition, by ids that the nodes give themselves; empty
 *     where the ledger did not answer
 * @param corrections subjects on which store and ledger disagreed, or whose tally was not the count
 *     of their votes, and that were healed
 * @param recoveries partitions that were recovered after their store lost its past
 * @param quarantined votes that the database refused for their data
 * @param lost votes that were acknowledged and are lost
 * @param backlogFull votes that were rejected because as many wait for the ledger, or for the
 *     host's callbacks, as may
 * @param failedLoads calls that got nothing from the ledger, where it failed or too many waited for
 *     it
 * @param droppedEvents events that listeners have not heard, because they were too slow
 */
public record VoteFigures(
    @Nullable Long backlog,
    long unconfirmed,
    Duration oldestUnconfirmed,
    @Nullable Duration lag,
    Set<Integer> degraded,
    Map<Integer, UUID> leases,
    long corrections,
    long recoveries,
    long quarantined,
    long lost,
    long backlogFull,
    long failedLoads,
    long droppedEvents) {
  /** Keeps its own copies. */
  public VoteFigures {
    degraded = Set.copyOf(degraded);
    leases = Map.copyOf(leases);
  }
}
