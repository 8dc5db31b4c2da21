/** Benchmarks; docs/benchmarks.md says how to run them and what was measured. */
@NullMarked
package io.voteengine.bench;

import org.jspecify.annotations.NullMarked;
