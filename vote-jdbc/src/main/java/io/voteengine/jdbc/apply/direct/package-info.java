/** Casts votes in the ledger while the store cannot be reached. Not exported. */
@NullMarked
package io.voteengine.jdbc.apply.direct;

import org.jspecify.annotations.NullMarked;
