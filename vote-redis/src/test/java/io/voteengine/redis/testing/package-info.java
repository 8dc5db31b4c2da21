/** Redis servers for tests, and ways to break what lies between them and a store. */
@NullMarked
package io.voteengine.redis.testing;

import org.jspecify.annotations.NullMarked;
