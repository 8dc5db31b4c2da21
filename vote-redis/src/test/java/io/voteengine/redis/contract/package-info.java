/** The contract of stores on each kind of Redis. */
@NullMarked
package io.voteengine.redis.contract;

import org.jspecify.annotations.NullMarked;
