/** Loss of acknowledged votes, and the recovery from it. */
@NullMarked
package io.voteengine.bench.redis.recovery;

import org.jspecify.annotations.NullMarked;
