package io.voteengine.backup;

import io.voteengine.moderation.Quarantine;

/**
 * What putting a backup into force has done.
 *
 * @param changed votes that were written
 * @param quarantined votes that the database refused for their data, see {@link Quarantine}
 */
public record RestoreReport(long changed, long quarantined) {}
