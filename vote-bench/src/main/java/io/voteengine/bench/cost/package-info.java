/** What votes cost: processor time and bytes. */
@NullMarked
package io.voteengine.bench.cost;

import org.jspecify.annotations.NullMarked;
