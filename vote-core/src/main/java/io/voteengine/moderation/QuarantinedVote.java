package io.voteengine.moderation;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A vote that the database refused for its data, or that came after its poll was sealed. It does
 * not count and is not in the audit log; see {@link Quarantine}.
 *
 * @param partition partition of the subject
 * @param epoch epoch of the event
 * @param seq number of the event in its epoch
 * @param voter who voted
 * @param subject on what
 * @param previous the voter's choice before, as the store saw it
 * @param choice the voter's choice
 * @param castAt when the vote was cast, in whole microseconds
 * @param requestId the request of the vote
 * @param variant the label that the vote was cast with, or null
 * @param reason why: the database's message, or that the poll is sealed
 * @param quarantinedAt when it was put into quarantine, by the database's clock
 */
public record QuarantinedVote(
    int partition,
    long epoch,
    long seq,
    VoterId voter,
    SubjectId subject,
    Choice previous,
    Choice choice,
    Instant castAt,
    RequestId requestId,
    @Nullable String variant,
    String reason,
    Instant quarantinedAt) {}
