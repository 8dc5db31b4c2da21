/** Benchmarks. docs/benchmarks.md explains how to run them and lists the results. */
@NullMarked
package io.voteengine.bench;

import org.jspecify.annotations.NullMarked;
