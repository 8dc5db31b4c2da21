@NullMarked
package io.voteengine.redis.startup;

import org.jspecify.annotations.NullMarked;
