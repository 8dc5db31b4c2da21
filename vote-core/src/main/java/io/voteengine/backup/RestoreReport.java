package io.voteengine.backup;

import io.voteengine.moderation.Quarantine;

/**
 * The result of restoring or merging a backup.
 *
 * @param changed number of votes that were written
 * @param quarantined number of votes that the database refused for their data, see {@link
 *     Quarantine}
 */
public record RestoreReport(long changed, long quarantined) {}
