/** Measures what happens to polls as a whole. */
@NullMarked
package io.voteengine.bench.poll;

import org.jspecify.annotations.NullMarked;
