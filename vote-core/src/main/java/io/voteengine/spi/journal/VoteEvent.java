package io.voteengine.spi.journal;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import org.jspecify.annotations.Nullable;

/**
 * The event that a voter's choice was set.
 *
 * @param epoch see {@link JournalEvent#epoch()}
 * @param seq see {@link JournalEvent#seq()}
 * @param chain see {@link JournalEvent#chain()}
 * @param subject on what
 * @param voter who voted
 * @param previous the voter's choice before
 * @param choice the voter's choice after; equal to {@code previous} where only the time moved
 * @param castAt see {@link JournalEvent#castAt()}
 * @param requestId the request that set it
 * @param variant the label that the vote was cast with, or null
 * @param up the subject's up count after this event
 * @param down the subject's down count after this event
 * @param version the subject's version after this event
 */
public record VoteEvent(
    long epoch,
    long seq,
    long chain,
    SubjectId subject,
    VoterId voter,
    Choice previous,
    Choice choice,
    long castAt,
    RequestId requestId,
    @Nullable String variant,
    long up,
    long down,
    long version)
    implements JournalEvent {}
