package io.voteengine.query;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the audit log: who did what, and when.
 *
 * @param voter who voted
 * @param subject on what
 * @param previous the voter's choice before, as the store saw it
 * @param choice the voter's choice after
 * @param castAt when the vote was cast, in whole microseconds
 * @param requestId the request of the vote
 * @param variant the label that the vote was cast with, or null
 */
public record HistoryEntry(
    VoterId voter,
    SubjectId subject,
    Choice previous,
    Choice choice,
    Instant castAt,
    RequestId requestId,
    @Nullable String variant) {}
