package io.voteengine.spi.ledger;

import io.voteengine.result.proof.Ballot;

/**
 * A ballot and its leaf.
 *
 * @param ballot the ballot
 * @param index the leaf's place in the tree, 1 or more
 */
public record PlacedBallot(Ballot ballot, long index) {}
