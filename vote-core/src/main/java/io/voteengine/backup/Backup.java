package io.voteengine.backup;

import io.voteengine.Poll;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * The votes of a poll as they were at one moment, kept in the ledger; see {@link Backups}.
 *
 * @param id names it
 * @param poll the poll and its rules
 * @param takenAt when, by the clock of the database that it was taken in
 * @param expiresAt when the ledger forgets it
 * @param votes how many votes it holds, also those that were retracted
 * @param subjects how many subjects these are on
 * @param up votes in favour
 * @param down votes against
 * @param digest SHA-256 of the votes, 64 lower-case hexadecimal digits; docs/backups.md says of
 *     which bytes. From when a voter is erased from it until the ledger has summed its votes again,
 *     what is listed has {@code anew-} and a UUID here
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
  /** Checks that nothing is missing. */
  public Backup {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(poll, "poll");
    Objects.requireNonNull(takenAt, "takenAt");
    Objects.requireNonNull(expiresAt, "expiresAt");
    Objects.requireNonNull(digest, "digest");
  }
}
