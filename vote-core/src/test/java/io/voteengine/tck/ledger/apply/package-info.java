/** How votes are written: batches of the journal, recoveries, and votes cast in the ledger. */
@NullMarked
package io.voteengine.tck.ledger.apply;

import org.jspecify.annotations.NullMarked;
