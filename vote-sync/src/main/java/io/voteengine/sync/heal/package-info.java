/** Makes the store reload what others have changed in the ledger. Not exported. */
@NullMarked
package io.voteengine.sync.heal;

import org.jspecify.annotations.NullMarked;
