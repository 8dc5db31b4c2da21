/** Servers that die, stall or lose data. */
@NullMarked
package io.voteengine.redis.faults;

import org.jspecify.annotations.NullMarked;
