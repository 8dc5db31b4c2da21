package io.voteengine;

import io.voteengine.spi.Deadline;
import io.voteengine.spi.Term;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteStore;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The quarantine is in the ledger; the store is told of what leaves it. */
final class LedgerQuarantine implements Quarantine {
  private final VoteStore store;
  private final VoteLedger ledger;
  private final Terms terms;
  private final Lifecycle lifecycle;
  private final Duration timeout;

  LedgerQuarantine(
      VoteStore store, VoteLedger ledger, Terms terms, Lifecycle lifecycle, Duration timeout) {
    this.store = store;
    this.ledger = ledger;
    this.terms = terms;
    this.lifecycle = lifecycle;
    this.timeout = timeout;
  }

  @Override
  public List<QuarantinedVote> list(@Nullable QuarantinedVote after, int limit) {
    return lifecycle.whileOpen(() -> ledger.quarantine(after, PageSize.check(limit)));
  }

  @Override
  public boolean replay(QuarantinedVote vote) {
    return lifecycle.whileOpen(
        () -> {
          boolean replayed = ledger.replay(vote);
          if (replayed) {
            unload(vote.subject());
          }
          return replayed;
        });
  }

  /** The store has counted the subject without the vote. */
  private void unload(SubjectId subject) {
    Deadline deadline = Deadline.in(timeout);
    Term term = terms.of(terms.partitionOf(subject));
    while (!StoreAnswers.await(store.unload(term, List.of(subject)), deadline)) {
      term = StoreAnswers.await(terms.refresh(term.partition()), deadline);
    }
  }

  @Override
  public boolean discard(QuarantinedVote vote) {
    return lifecycle.whileOpen(() -> ledger.discard(vote));
  }
}
