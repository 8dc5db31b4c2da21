package io.voteengine.spi.journal;

import org.jspecify.annotations.Nullable;

/**
 * The state of one partition of a store at one moment.
 *
 * @param identity the server that answers; see {@link Term#identity()}
 * @param meta the partition's record of itself; null where it holds nothing at all
 */
public record PartitionState(String identity, @Nullable Meta meta) {
  /**
   * A partition's record of itself.
   *
   * @param epoch its epoch; 0 if it was frozen before it ever served
   * @param seq number of the last event written; 0: none in this epoch
   * @param chain chain value of that event
   * @param applied number of the last event known to be in the ledger
   * @param evictions how often something was evicted or unloaded; never falls
   * @param frozen token of the recovery under way, or null
   */
  public record Meta(
      long epoch, long seq, long chain, long applied, long evictions, @Nullable String frozen) {}

  /**
   * Returns whether the partition serves in a term.
   *
   * @param term a term of this partition
   * @return false also while the partition is frozen
   */
  public boolean serves(Term term) {
    return meta != null
        && meta.frozen() == null
        && meta.epoch() == term.epoch()
        && identity.equals(term.identity());
  }
}
