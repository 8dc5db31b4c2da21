/** Makes the store reload what has changed in the ledger behind its back. Not exported. */
@NullMarked
package io.voteengine.sync.heal;

import org.jspecify.annotations.NullMarked;
