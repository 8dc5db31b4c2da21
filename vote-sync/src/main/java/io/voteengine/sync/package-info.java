/** Carries votes from store to ledger: {@link io.voteengine.sync.Reconciler}. */
@NullMarked
package io.voteengine.sync;

import org.jspecify.annotations.NullMarked;
