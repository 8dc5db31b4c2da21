/**
 * The contract of every implementation of the SPI, as tests: a backend's test extends {@link
 * io.voteengine.tck.VoteStoreContract} and says only how to make a store.
 */
@NullMarked
package io.voteengine.tck;

import org.jspecify.annotations.NullMarked;
