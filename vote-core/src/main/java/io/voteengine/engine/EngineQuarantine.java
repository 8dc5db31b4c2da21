package io.voteengine.engine;

import io.voteengine.engine.lifecycle.Lifecycle;
import io.voteengine.engine.read.PageSize;
import io.voteengine.moderation.Quarantine;
import io.voteengine.moderation.QuarantinedVote;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets the ledger do the work of the quarantine, and makes the store reload what leaves it. */
final class EngineQuarantine implements Quarantine {
  private final VoteLedger ledger;
  private final VoteReconciler reconciler;
  private final Lifecycle lifecycle;

  EngineQuarantine(VoteLedger ledger, VoteReconciler reconciler, Lifecycle lifecycle) {
    this.ledger = ledger;
    this.reconciler = reconciler;
    this.lifecycle = lifecycle;
  }

  @Override
  public List<QuarantinedVote> list(@Nullable QuarantinedVote after, int limit) {
    return lifecycle.whileOpen(() -> ledger.quarantine().list(after, PageSize.check(limit)));
  }

  @Override
  public boolean replay(QuarantinedVote vote) {
    return lifecycle.whileOpen(
        () -> {
          boolean replayed = ledger.quarantine().replay(vote);
          if (replayed) {
            try {
              reconciler.heal();
            } finally {
              lifecycle.listeners.changed(vote.subject());
            }
          }
          return replayed;
        });
  }

  @Override
  public boolean discard(QuarantinedVote vote) {
    return lifecycle.whileOpen(() -> ledger.quarantine().discard(vote));
  }
}
