@NullMarked
package io.voteengine.redis.read;

import org.jspecify.annotations.NullMarked;
