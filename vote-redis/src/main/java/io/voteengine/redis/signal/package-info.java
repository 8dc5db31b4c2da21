/** Calls other nodes over Pub/Sub. Not exported. */
@NullMarked
package io.voteengine.redis.signal;

import org.jspecify.annotations.NullMarked;
