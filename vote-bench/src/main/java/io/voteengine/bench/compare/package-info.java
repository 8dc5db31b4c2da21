/** Contestants that take turns on the same servers. */
@NullMarked
package io.voteengine.bench.compare;

import org.jspecify.annotations.NullMarked;
