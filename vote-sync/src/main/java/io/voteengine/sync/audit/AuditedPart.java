package io.voteengine.sync.audit;

import io.voteengine.SubjectId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a poll that was audited.
 *
 * @param healed the subjects that differed; the store reloads them
 * @param next the subject to continue after; null at the end
 * @param workNanos the time taken, without the wait for differences to last
 */
public record AuditedPart(List<SubjectId> healed, @Nullable SubjectId next, long workNanos) {}
