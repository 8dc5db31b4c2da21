package io.voteengine.spi.ledger;

/**
 * The result of changing votes after they were applied.
 *
 * @param votes how many votes were changed
 * @param subjects on how many subjects
 * @param sealed how many votes stayed unchanged because their poll is sealed
 */
public record RevisedVotes(long votes, long subjects, long sealed) {}
