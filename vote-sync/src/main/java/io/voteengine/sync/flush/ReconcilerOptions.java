package io.voteengine.sync.flush;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The options of a reconciler; its builder documents each of them.
 *
 * @param threads how many flush; 0: none, and no other thread either
 * @param batch the most events of a transaction
 * @param linger how long a vote may wait for others to share its transaction
 * @param storeTimeout for one answer of the store
 * @param firstBackoff the pause after the first failure
 * @param maxBackoff the longest pause after failures
 * @param lease of this node
 * @param evictAfter how long unused subjects stay in the store
 * @param maintenance the pause between two runs
 * @param audit the time of a pass over all subjects
 * @param finalizeAfter how long after its close a poll is finalized; null: only on request
 * @param finalizeFor how long one attempt waits for nodes and partitions
 * @param degrades whether votes are cast in the ledger while the store cannot be reached
 */
public record ReconcilerOptions(
    int threads,
    int batch,
    Duration linger,
    Duration storeTimeout,
    Duration firstBackoff,
    Duration maxBackoff,
    Duration lease,
    Duration evictAfter,
    Duration maintenance,
    Duration audit,
    @Nullable Duration finalizeAfter,
    Duration finalizeFor,
    boolean degrades) {}
