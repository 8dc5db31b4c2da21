@NullMarked
package io.voteengine.redis.signal;

import org.jspecify.annotations.NullMarked;
