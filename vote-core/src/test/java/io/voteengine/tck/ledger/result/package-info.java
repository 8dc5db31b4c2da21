/** What every ledger that seals polls must do. */
@NullMarked
package io.voteengine.tck.ledger.result;

import org.jspecify.annotations.NullMarked;
