/** The events that a store writes to its journal and a ledger applies, and the positions in it. */
@NullMarked
package io.voteengine.spi.journal;

import org.jspecify.annotations.NullMarked;
