/** Benchmarks of the store in memory. */
@NullMarked
package io.voteengine.bench.memory;

import org.jspecify.annotations.NullMarked;
