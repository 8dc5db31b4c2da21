package io.voteengine.backup;

import io.voteengine.Poll;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * The votes of a poll as they were at one moment, kept in the ledger; see {@link Backups}.
 *
 * @param id identifies it
 * @param poll the poll and its rules
 * @param takenAt when it was taken, by the clock of the database that it was taken in
 * @param expiresAt when the ledger deletes it
 * @param votes how many votes it holds, including retracted ones
 * @param subjects how many subjects these are on
 * @param up votes in favour
 * @param down votes against
 * @param digest SHA-256 of the votes, 64 lower-case hexadecimal digits; docs/backups.md says of
 *     which bytes. After a voter is erased from the backup, and until the ledger has computed the
 *     digest again, listed backups have {@code anew-} and a UUID here
 */
public record Backup(
    UUID id,
    Poll poll,
    Instant takenAt,
    Instant expiresAt,
    long votes,
    long subjects,
    long up,
    long down,
    String digest) {
  /** Checks that nothing is null. */
  public Backup {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(poll, "poll");
    Objects.requireNonNull(takenAt, "takenAt");
    Objects.requireNonNull(expiresAt, "expiresAt");
    Objects.requireNonNull(digest, "digest");
  }
}
