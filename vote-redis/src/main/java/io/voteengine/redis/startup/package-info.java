/** Refuses servers and users that are not safe for votes. Not exported. */
@NullMarked
package io.voteengine.redis.startup;

import org.jspecify.annotations.NullMarked;
