package io.voteengine.spi;

import io.voteengine.VoterId;

/**
 * A voter in a ballot poll, where they hold a bounded number of choices.
 *
 * @param poll name of the poll
 * @param voter who votes
 */
public record VoterInPoll(String poll, VoterId voter) {}
