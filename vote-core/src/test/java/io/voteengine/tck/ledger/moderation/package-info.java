/** How votes are voided, erased and taken out of quarantine. */
@NullMarked
package io.voteengine.tck.ledger.moderation;

import org.jspecify.annotations.NullMarked;
