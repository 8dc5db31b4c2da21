/** Refuses servers and users that cannot be trusted with votes. Not exported. */
@NullMarked
package io.voteengine.redis.startup;

import org.jspecify.annotations.NullMarked;
