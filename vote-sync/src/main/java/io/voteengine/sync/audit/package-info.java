/** Compares the tallies of store and ledger with the votes. Not exported. */
@NullMarked
package io.voteengine.sync.audit;

import org.jspecify.annotations.NullMarked;
