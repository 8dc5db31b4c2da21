/**
 * The engine over a store in memory and a ledger in SQL; vote-core has neither ledger nor
 * reconciler.
 */
@NullMarked
package io.voteengine.sync.engine;

import org.jspecify.annotations.NullMarked;
