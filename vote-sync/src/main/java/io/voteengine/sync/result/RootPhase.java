package io.voteengine.sync.result;

import io.voteengine.result.Finalization;
import io.voteengine.result.FinalizationException;
import io.voteengine.result.proof.Ballot;
import io.voteengine.result.proof.InclusionProver;
import io.voteengine.result.proof.PollResult;
import io.voteengine.result.proof.ResultLeaves;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.ledger.LedgerFinalizations;
import io.voteengine.spi.ledger.LedgerResults;
import java.util.Iterator;

/** Writes the ballots of a sealed poll, and computes and signs the root of its result. */
final class RootPhase {
  /** After how many leaves progress is reported. */
  private static final int SOME = 50_000;

  private final LedgerFinalizations finalizations;
  private final LedgerResults results;
  private final VoteReconciler.Listener listener;

  RootPhase(
      LedgerFinalizations finalizations, LedgerResults results, VoteReconciler.Listener listener) {
    this.results = results;
    this.finalizations = finalizations;
    this.listener = listener;
  }

  Finalization run(String poll, Runnable progress) {
    finalizations.writeBallots(poll, progress);
    PollResult result = results.result(poll).orElseThrow();
    InclusionProver tree =
        InclusionProver.over(
            ResultLeaves.of(result, reporting(results.ballots(poll, 0), progress)));
    if (tree.size() != result.treeSize()) {
      throw new FinalizationException(
          "The result of the poll '%s' counts %d votes, but there are %d ballots: something other than the ledger has changed the database. Call results().verify to find what differs."
              .formatted(poll, result.treeSize() - 1, tree.size() - 1),
          null);
    }
    byte[] root = tree.root();
    return finalizations.keepRoot(
        poll, root, tree.toBytes(), listener.sign(poll, tree.size(), root));
  }

  private static Iterator<Ballot> reporting(Iterator<Ballot> ballots, Runnable progress) {
    return new Iterator<>() {
      private long read;

      @Override
      public boolean hasNext() {
        return ballots.hasNext();
      }

      @Override
      public Ballot next() {
        if (++read % SOME == 0) {
          progress.run();
        }
        return ballots.next();
      }
    };
  }
}
