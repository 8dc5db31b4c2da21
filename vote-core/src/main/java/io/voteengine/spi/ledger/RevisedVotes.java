package io.voteengine.spi.ledger;

/**
 * What became of votes that were to be changed.
 *
 * @param votes how many were changed
 * @param subjects on how many subjects
 * @param sealed how many were left as they are because their poll is sealed
 */
public record RevisedVotes(long votes, long subjects, long sealed) {}
