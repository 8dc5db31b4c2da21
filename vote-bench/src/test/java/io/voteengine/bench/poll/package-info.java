/** Tests of the benchmarks of polls. */
@NullMarked
package io.voteengine.bench.poll;

import org.jspecify.annotations.NullMarked;
