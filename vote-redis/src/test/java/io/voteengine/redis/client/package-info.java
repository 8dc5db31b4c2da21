@NullMarked
package io.voteengine.redis.client;

import org.jspecify.annotations.NullMarked;
