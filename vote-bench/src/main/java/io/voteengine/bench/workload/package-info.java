/** What is voted on, by whom, and how, when contestants are compared. */
@NullMarked
package io.voteengine.bench.workload;

import org.jspecify.annotations.NullMarked;
