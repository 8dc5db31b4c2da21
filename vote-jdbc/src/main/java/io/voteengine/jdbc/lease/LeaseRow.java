package io.voteengine.jdbc.lease;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The holder of a partition.
 *
 * @param part number of the partition
 * @param node the last one that took it, alive or not; null when it was given back
 */
record LeaseRow(int part, @Nullable UUID node) {}
