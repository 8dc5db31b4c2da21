package io.voteengine.redis;

import io.voteengine.redis.script.Keys;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The options of a store; its builder documents each of them.
 *
 * @param backlog the most events of a partition that may wait for the ledger
 * @param together the most votes that share a call
 * @param waiting the most votes of a partition that wait for their turn
 * @param timeout of each call
 * @param formerLedger a ledger whose store is taken over; or null
 */
record StoreOptions(
    Keys keys,
    int backlog,
    int together,
    int waiting,
    Duration timeout,
    @Nullable UUID formerLedger) {}
