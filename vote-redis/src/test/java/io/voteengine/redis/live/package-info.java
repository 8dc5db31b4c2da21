/** Tests of live counts on Redis, across nodes and through faults. */
@NullMarked
package io.voteengine.redis.live;

import org.jspecify.annotations.NullMarked;
