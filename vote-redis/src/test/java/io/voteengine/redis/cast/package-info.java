@NullMarked
package io.voteengine.redis.cast;

import org.jspecify.annotations.NullMarked;
