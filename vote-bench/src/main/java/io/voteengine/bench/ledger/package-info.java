/** Benchmarks of the ledger on PostgreSQL. */
@NullMarked
package io.voteengine.bench.ledger;

import org.jspecify.annotations.NullMarked;
