package io.voteengine.partitioned;

import io.voteengine.moderation.QuarantinedVote;
import io.voteengine.spi.ledger.LedgerQuarantine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The quarantines of several ledgers, one after the other. */
final class PartitionedQuarantine implements LedgerQuarantine {
  private final LedgersByPartition all;

  PartitionedQuarantine(LedgersByPartition all) {
    this.all = all;
  }

  @Override
  public List<QuarantinedVote> list(@Nullable QuarantinedVote after, int limit) {
    List<QuarantinedVote> page = new ArrayList<>();
    QuarantinedVote last = after;
    int first = after == null ? 0 : all.indexOf(after.partition());
    for (int i = first; i < all.ledgers().size() && page.size() < limit; i++) {
      page.addAll(all.ledgers().get(i).quarantine().list(last, limit - page.size()));
      last = null;
    }
    return page;
  }

  @Override
  public boolean replay(QuarantinedVote vote) {
    return all.of(vote.partition()).quarantine().replay(vote);
  }

  @Override
  public boolean discard(QuarantinedVote vote) {
    return all.of(vote.partition()).quarantine().discard(vote);
  }
}
