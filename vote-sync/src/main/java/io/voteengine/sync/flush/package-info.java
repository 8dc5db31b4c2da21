/**
 * Carries the journal of each partition to the ledger, and keeps both sides in order. Not exported.
 */
@NullMarked
package io.voteengine.sync.flush;

import org.jspecify.annotations.NullMarked;
