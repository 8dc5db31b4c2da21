/** Voters, rates and spreads that benchmarks share. */
@NullMarked
package io.voteengine.bench.load;

import org.jspecify.annotations.NullMarked;
