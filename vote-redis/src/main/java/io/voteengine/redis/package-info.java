/**
 * The store in Redis 6.2 or newer, or in Valkey: {@link io.voteengine.redis.RedisVoteStore}.
 *
 * <p>Each step of {@link io.voteengine.spi.VoteStore} is one Lua script, a resource of this module.
 * Its header lists what it reads, what it answers, and what it never does.
 */
@NullMarked
package io.voteengine.redis;

import org.jspecify.annotations.NullMarked;
