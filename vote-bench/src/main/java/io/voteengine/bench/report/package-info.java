/** One HTML file from the results of runs. */
@NullMarked
package io.voteengine.bench.report;

import org.jspecify.annotations.NullMarked;
