/** The subjects, the voters and the votes when contestants are compared. */
@NullMarked
package io.voteengine.bench.workload;

import org.jspecify.annotations.NullMarked;
