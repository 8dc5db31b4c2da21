package io.voteengine.spi;

import io.voteengine.SubjectId;

/**
 * A subject's tally as the ledger has it.
 *
 * @param subject which
 * @param up its count
 * @param down its count
 * @param version rises with each change of the subject
 * @param complete true when the ledger has no vote on it at all, not even a retracted one: then a
 *     voter that the store does not know has not voted
 */
public record SubjectSnapshot(
    SubjectId subject, long up, long down, long version, boolean complete) {}
