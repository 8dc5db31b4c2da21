/** What a vote costs as something grows: voters, subjects, rows, partitions, nodes. */
@NullMarked
package io.voteengine.bench.growth;

import org.jspecify.annotations.NullMarked;
