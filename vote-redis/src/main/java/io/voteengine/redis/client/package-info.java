/** Connects to Redis, and says what its failures mean. Not exported. */
@NullMarked
package io.voteengine.redis.client;

import org.jspecify.annotations.NullMarked;
