/** Shares the partitions among nodes. Not exported. */
@NullMarked
package io.voteengine.jdbc.lease;

import org.jspecify.annotations.NullMarked;
