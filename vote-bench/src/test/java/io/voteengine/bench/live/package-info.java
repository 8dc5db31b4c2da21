/** Tests of the benchmarks of live counts. */
@NullMarked
package io.voteengine.bench.live;

import org.jspecify.annotations.NullMarked;
