/** What every ledger must do: opening, polls and leases here, the rest in a package per part. */
@NullMarked
package io.voteengine.tck.ledger;

import org.jspecify.annotations.NullMarked;
