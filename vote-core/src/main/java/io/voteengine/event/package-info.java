/** What a store writes into its journal, and a ledger applies. */
@NullMarked
package io.voteengine.event;

import org.jspecify.annotations.NullMarked;
