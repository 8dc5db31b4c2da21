/**
 * What every implementation of the SPI must do, as tests: a backend extends {@link
 * io.voteengine.tck.VoteStoreContract} and says only how to make a store.
 */
@NullMarked
package io.voteengine.tck;

import org.jspecify.annotations.NullMarked;
