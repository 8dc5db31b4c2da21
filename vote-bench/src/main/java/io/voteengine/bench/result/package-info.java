/** The results of runs: values that are written as JSON, and read for a report or a guard. */
@NullMarked
package io.voteengine.bench.result;

import org.jspecify.annotations.NullMarked;
