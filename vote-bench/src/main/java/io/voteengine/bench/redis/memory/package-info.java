/** How much memory votes take in Redis. */
@NullMarked
package io.voteengine.bench.redis.memory;

import org.jspecify.annotations.NullMarked;
