/** Serves votes from the ledger while the store is away. Not exported. */
@NullMarked
package io.voteengine.sync.degraded;

import org.jspecify.annotations.NullMarked;
