package io.voteengine.health;

import io.voteengine.VoteEngine;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An engine's figures. Each engine counts for itself, from its own start: on a site of several
 * nodes each node has its own figures. All but {@code backlog} and {@code leases} come from the
 * engine's memory.
 *
 * @param backlog number of events in all journals, of all engines, that the ledger lacks; null when
 *     the store or the ledger did not answer, and in {@link VoteEngine#figures}, which asks neither
 * @param unconfirmed number of votes that this engine has acknowledged and the ledger is not known
 *     to have; after {@link VoteEngine#close} the number that it left behind
 * @param oldestUnconfirmed how long the oldest of them has been waiting; zero when there is none
 * @param lag how long the last durable vote took from its answer until it was durable; null before
 *     the first
 * @param degraded numbers of the partitions that this engine serves from the ledger, because it
 *     cannot reach their store
 * @param leases which node flushes which partition, by ids that the nodes choose; empty when the
 *     ledger did not answer or was not asked
 * @param corrections number of subjects that were corrected because store and ledger disagreed or
 *     because their tally was not the count of their votes
 * @param recoveries number of partitions that were recovered after their store lost its history
 * @param quarantined number of votes that the database refused for their data
 * @param lost number of votes that were acknowledged and are lost
 * @param backlogFull number of votes that were rejected because too many votes waited for the
 *     ledger or for the host's callbacks
 * @param failedLoads number of calls that could not be loaded from the ledger, because it failed or
 *     too many calls waited for it
 * @param droppedEvents number of events that listeners missed because they were too slow
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
