package io.voteengine.engine;

import io.voteengine.VoterId;
import io.voteengine.engine.lifecycle.Lifecycle;
import io.voteengine.moderation.Administration;
import io.voteengine.moderation.AdministrationReport;
import io.voteengine.moderation.SealedPolls;
import io.voteengine.moderation.VoteSelection;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.ledger.LedgerAdministration;
import io.voteengine.spi.ledger.RevisedVotes;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The ledger does the work; the engine sees to what is before it and after it in the store. */
final class EngineAdministration implements Administration {
  private final VoteLedger ledger;
  private final VoteReconciler reconciler;
  private final Lifecycle lifecycle;
  private final BooleanSupplier settle;

  /**
   * @param settle carries what was cast to the ledger; false where not all of it could be
   */
  EngineAdministration(
      VoteLedger ledger, VoteReconciler reconciler, Lifecycle lifecycle, BooleanSupplier settle) {
    this.ledger = ledger;
    this.reconciler = reconciler;
    this.lifecycle = lifecycle;
    this.settle = settle;
  }

  @Override
  public AdministrationReport voidVotes(VoteSelection selection) {
    Objects.requireNonNull(selection, "selection");
    return run(administration -> administration.voidVotes(selection));
  }

  @Override
  public AdministrationReport restoreVotes(VoteSelection selection) {
    Objects.requireNonNull(selection, "selection");
    return run(administration -> administration.restoreVotes(selection));
  }

  @Override
  public AdministrationReport erase(VoterId voter, SealedPolls sealedPolls) {
    Objects.requireNonNull(voter, "voter");
    Objects.requireNonNull(sealedPolls, "sealedPolls");
    return run(administration -> administration.erase(voter, sealedPolls));
  }

  private AdministrationReport run(Function<LedgerAdministration, RevisedVotes> work) {
    return lifecycle.whileOpen(
        () -> {
          boolean drained = settle.getAsBoolean();
          RevisedVotes done;
          boolean shown;
          try {
            done = work.apply(ledger.administration());
            shown = reconciler.heal();
          } finally {
            // Which subjects: whoever healed them knows, and that may have been another node.
            lifecycle.listeners.everythingChanged();
          }
          return new AdministrationReport(
              done.votes(), done.subjects(), done.sealed(), drained, shown);
        });
  }
}
