@NullMarked
package io.voteengine.bench.redis;

import org.jspecify.annotations.NullMarked;
