package io.voteengine.result;

import io.voteengine.result.proof.Checkpoint;
import io.voteengine.result.proof.CheckpointSigner;
import java.security.KeyPair;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Options of results. Immutable: the methods that change an option return a copy. Give the same
 * options to every node.
 *
 * @param site see {@link #signedBy}; null: results are not signed
 * @param keys see {@link #signedBy}; null: results are not signed
 * @param ties see {@link #ties(TieBreak)}
 * @param hook see {@link #onSealed}; null: none
 */
public record ResultOptions(
    @Nullable String site, @Nullable KeyPair keys, TieBreak ties, @Nullable SealedHook hook) {
  private static final int LONGEST_POLL = 128;

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException when only one of site and keys is given, or they cannot sign
   */
  public ResultOptions {
    Objects.requireNonNull(ties, "ties");
    if ((site == null) != (keys == null)) {
      throw new IllegalArgumentException("site and keys must be given together");
    }
    if (site != null && keys != null) {
      // The longest name, each of whose bytes takes three characters.
      CheckpointSigner unused = signer(site, "\u00e9".repeat(LONGEST_POLL / 2), keys);
    }
  }

  /**
   * Returns the default options: results are not signed, equal scores are in the order of their
   * first votes.
   *
   * @return the options
   */
  public static ResultOptions defaults() {
    return new ResultOptions(null, null, TieBreak.FIRST_VOTE, null);
  }

  /**
   * Signs results, so that voters can have proofs.
   *
   * @param site names this site in proofs, such as {@code example.com/votes}; see {@link
   *     Checkpoint#origin}
   * @param keys an Ed25519 key pair. Keep it: proofs name its public key
   * @return the options
   * @throws IllegalArgumentException when they cannot sign
   */
  public ResultOptions signedBy(String site, KeyPair keys) {
    return new ResultOptions(site, keys, ties, hook);
  }

  /**
   * Sets the order of subjects with equal scores.
   *
   * @param order {@link TieBreak#FIRST_VOTE} by default
   * @return the options
   */
  public ResultOptions ties(TieBreak order) {
    return new ResultOptions(site, keys, order, hook);
  }

  /**
   * Sets the host's reaction to sealed polls.
   *
   * @param reaction called in the background, see {@link SealedHook}
   * @return the options
   */
  public ResultOptions onSealed(SealedHook reaction) {
    return new ResultOptions(site, keys, ties, Objects.requireNonNull(reaction, "reaction"));
  }

  /**
   * Returns the signer of a poll's result.
   *
   * @param poll name of the poll
   * @return the signer; null: results are not signed
   */
  public @Nullable CheckpointSigner signer(String poll) {
    return site == null || keys == null ? null : signer(site, poll, keys);
  }

  private static CheckpointSigner signer(String site, String poll, KeyPair keys) {
    return CheckpointSigner.ed25519(Checkpoint.origin(site, poll), keys);
  }

  /** Returns a text without the keys, so that no log shows them. */
  @Override
  public String toString() {
    return "ResultOptions[site=" + site + ", ties=" + ties + "]";
  }
}
