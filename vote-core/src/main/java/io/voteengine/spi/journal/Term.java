package io.voteengine.spi.journal;

import org.jspecify.annotations.Nullable;

/**
 * An epoch of a partition together with the server that holds it. Every call that could change a
 * partition names the term that it is for, and does nothing in any other.
 *
 * @param partition number of the partition
 * @param epoch raised whenever the store's history can no longer be trusted; 0: never served yet
 * @param identity identifies one run of one server: it changes with each restart and each
 *     promotion; null exactly when the epoch is 0
 */
public record Term(int partition, long epoch, @Nullable String identity) {}
