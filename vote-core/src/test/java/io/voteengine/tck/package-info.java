/**
 * The contract of every implementation of the SPI, as tests: a backend's test extends {@link
 * io.voteengine.tck.VoteStoreContract} or {@link io.voteengine.tck.VoteLedgerContract} and says
 * only how to make a store or a ledger. The tests themselves are in the packages below, one class
 * per topic.
 */
@NullMarked
package io.voteengine.tck;

import org.jspecify.annotations.NullMarked;
