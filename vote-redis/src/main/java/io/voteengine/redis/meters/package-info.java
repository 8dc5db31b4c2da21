/** What the store measures. Not exported. */
@NullMarked
package io.voteengine.redis.meters;

import org.jspecify.annotations.NullMarked;
