/** The Redis that a command measures, and what is set up on it. */
@NullMarked
package io.voteengine.bench.redis.site;

import org.jspecify.annotations.NullMarked;
