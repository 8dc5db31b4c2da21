/** Casts votes, many in one call, and takes permits. Not exported. */
@NullMarked
package io.voteengine.redis.cast;

import org.jspecify.annotations.NullMarked;
