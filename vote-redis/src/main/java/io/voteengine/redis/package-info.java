/**
 * {@link io.voteengine.redis.RedisVoteStore}, the store in Redis 6.2 or newer, or Valkey.
 *
 * <p>Each step of {@link io.voteengine.spi.VoteStore} is one Lua script, a resource of this package
 * that begins with what it reads, answers and never does.
 */
@NullMarked
package io.voteengine.redis;

import org.jspecify.annotations.NullMarked;
