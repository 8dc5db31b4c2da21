/** Reads the journal of each partition, and recovers it. Not exported. */
@NullMarked
package io.voteengine.redis.journal;

import org.jspecify.annotations.NullMarked;
