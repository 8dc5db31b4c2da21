/** Runs the JMH benchmarks. */
@NullMarked
package io.voteengine.bench.jmh;

import org.jspecify.annotations.NullMarked;
