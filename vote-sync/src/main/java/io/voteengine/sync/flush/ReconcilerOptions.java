package io.voteengine.sync.flush;

import java.time.Duration;

/**
 * What a reconciler was built with; its builder documents each option.
 *
 * @param threads how many flush; 0: none, and no other thread either
 * @param batch events of a transaction, at most
 * @param linger how long a vote may wait for others to share its transaction
 * @param storeTimeout for one answer of the store
 * @param firstBackoff after the first failure
 * @param maxBackoff after many
 * @param lease of this node
 * @param evictAfter how long unused subjects stay in the store
 * @param maintenance pause between two times
 * @param audit time of a pass over all subjects
 * @param degrades whether votes are cast in the ledger while the store is away
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
    boolean degrades) {}
