/** Shares the partitions among nodes, and watches what other nodes flush. Not exported. */
@NullMarked
package io.voteengine.sync.nodes;

import org.jspecify.annotations.NullMarked;
