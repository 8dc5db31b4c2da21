@NullMarked
package io.voteengine.redis.script;

import org.jspecify.annotations.NullMarked;
