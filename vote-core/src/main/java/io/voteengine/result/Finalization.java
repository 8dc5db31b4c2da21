package io.voteengine.result;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far the finalization of a poll is.
 *
 * @param poll name of the poll
 * @param begunAt when it began, by the ledger's clock
 * @param sealedAt when the result became final; null: it is not
 * @param subjects number of subjects in the result; 0 until the poll is sealed
 * @param up votes in favour of all of them
 * @param down votes against all of them
 * @param backup the backup that was taken before the seal; null: none yet
 * @param backupDigest its digest, see {@link io.voteengine.backup.Backup#digest}
 * @param root the root of the result's tree, 64 lower-case hexadecimal digits; null: not computed
 * @param checkpoint the signed checkpoint; null: not computed, or the host has given no key
 * @param notifiedAt when the host's own hook was done with the result; null: not yet, or there is
 *     none
 * @param phases the phases that were begun, in their order
 */
public record Finalization(
    String poll,
    Instant begunAt,
    @Nullable Instant sealedAt,
    long subjects,
    long up,
    long down,
    @Nullable UUID backup,
    @Nullable String backupDigest,
    @Nullable String root,
    @Nullable String checkpoint,
    @Nullable Instant notifiedAt,
    List<PhaseRecord> phases) {
  /** Copies the list. */
  public Finalization {
    Objects.requireNonNull(poll, "poll");
    Objects.requireNonNull(begunAt, "begunAt");
    phases = List.copyOf(phases);
  }

  /**
   * Returns a phase.
   *
   * @param phase which one
   * @return its last attempt; empty where it was never begun
   */
  public Optional<PhaseRecord> phase(FinalizationPhase phase) {
    return phases.stream().filter(record -> record.phase() == phase).findAny();
  }

  /**
   * Returns whether the result is final and has its root. The store may still hold the poll.
   *
   * @return true when nothing about the result is missing
   */
  public boolean isComplete() {
    return sealedAt != null && root != null;
  }
}
