/** One ledger made of several, each of which holds a range of the partitions. */
@NullMarked
package io.voteengine.partitioned;

import org.jspecify.annotations.NullMarked;
