/** The parts of a {@link io.voteengine.spi.VoteLedger} other than applying events. */
@NullMarked
package io.voteengine.spi.ledger;

import org.jspecify.annotations.NullMarked;
