/** Several engines on one Redis. */
@NullMarked
package io.voteengine.redis.nodes;

import org.jspecify.annotations.NullMarked;
