/** How votes, rankings and records are read. */
@NullMarked
package io.voteengine.tck.ledger.query;

import org.jspecify.annotations.NullMarked;
