package io.voteengine.subject;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger has recorded about a subject, besides its votes.
 *
 * @param id the subject
 * @param listing whether the host has listed it; {@link Listing#UNLISTED} where only votes on it
 *     are recorded, or an owner
 * @param postedAt when it was posted; null: the host has not said
 * @param owner to whom it belongs; null: the host has not said
 */
public record Subject(
    SubjectId id, Listing listing, @Nullable Instant postedAt, @Nullable VoterId owner) {}
