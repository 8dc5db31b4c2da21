/** The engine over a store in memory and a ledger in SQL. */
@NullMarked
package io.voteengine.sync.engine;

import org.jspecify.annotations.NullMarked;
