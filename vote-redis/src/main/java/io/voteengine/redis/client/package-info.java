/** Connects to Redis, and interprets its failures. Not exported. */
@NullMarked
package io.voteengine.redis.client;

import org.jspecify.annotations.NullMarked;
