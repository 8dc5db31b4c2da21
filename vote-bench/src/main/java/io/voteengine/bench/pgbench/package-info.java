/** Opponents as scripts of pgbench, which costs the machine less than a client in Java. */
@NullMarked
package io.voteengine.bench.pgbench;

import org.jspecify.annotations.NullMarked;
