/** Acknowledged votes until the ledger has them. Not exported. */
@NullMarked
package io.voteengine.engine.durable;

import org.jspecify.annotations.NullMarked;
