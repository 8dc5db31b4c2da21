/**
 * The rows of the ledger's partitions: how many there are, where each is, and the lock of each. Not
 * exported.
 */
@NullMarked
package io.voteengine.jdbc.partition;

import org.jspecify.annotations.NullMarked;
