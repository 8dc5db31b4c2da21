package io.voteengine.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.VoterId;
import io.voteengine.engine.lifecycle.Lifecycle;
import io.voteengine.moderation.Administration;
import io.voteengine.moderation.AdministrationReport;
import io.voteengine.moderation.VoteSelection;
import io.voteengine.query.Records;
import io.voteengine.result.Amendment;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.ledger.LedgerAdministration;
import io.voteengine.spi.ledger.RevisedVotes;
import io.voteengine.util.IdRules;
import io.voteengine.util.Reasons;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Lets the ledger change votes; before that it drains the journals, and after it reloads the store.
 */
final class EngineAdministration implements Administration {
  private final VoteLedger ledger;
  private final VoteReconciler reconciler;
  private final Lifecycle lifecycle;
  private final BooleanSupplier settle;
  private final Records records;

  /**
   * @param settle carries accepted votes to the ledger; false when it could not carry all of them
   * @param records the records of all polls
   */
  EngineAdministration(
      VoteLedger ledger,
      VoteReconciler reconciler,
      Lifecycle lifecycle,
      BooleanSupplier settle,
      Records records) {
    this.records = records;
    this.ledger = ledger;
    this.reconciler = reconciler;
    this.lifecycle = lifecycle;
    this.settle = settle;
  }

  @Override
  public Records records() {
    return records;
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
  public AdministrationReport voidVotes(VoteSelection selection, String by, String why) {
    return revise(Amendment.Kind.VOID, selection, by, why);
  }

  @Override
  public AdministrationReport restoreVotes(VoteSelection selection, String by, String why) {
    return revise(Amendment.Kind.RESTORE, selection, by, why);
  }

  private AdministrationReport revise(
      Amendment.Kind kind, VoteSelection selection, String by, String why) {
    Objects.requireNonNull(selection, "selection");
    IdRules.check("by", by);
    Reasons.check("why", why);
    return run(
        administration -> {
          RevisedVotes done =
              kind == Amendment.Kind.VOID
                  ? administration.voidVotes(selection)
                  : administration.restoreVotes(selection);
          done.sealedIn().forEach((poll, votes) -> amend(poll, by, kind, votes, why, selection));
          return done;
        });
  }

  /** The same call, repeated after a failure or on another node, has the same id. */
  private void amend(
      String poll,
      String by,
      Amendment.Kind kind,
      long votes,
      String why,
      VoteSelection selection) {
    String content = String.join("\n", poll, by, kind.name(), why, selection.toString());
    UUID id = UUID.nameUUIDFromBytes(content.getBytes(UTF_8));
    Optional<Amendment> unused =
        ledger.results().orElseThrow().amend(id, poll, by, kind, null, votes, why);
  }

  @Override
  public AdministrationReport erase(VoterId voter) {
    Objects.requireNonNull(voter, "voter");
    return run(administration -> administration.erase(voter));
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
            // Which subjects changed is not known here: another node may have reconciled them.
            lifecycle.listeners.everythingChanged();
          }
          return new AdministrationReport(
              done.votes(), done.subjects(), done.sealed(), done.spent(), drained, shown);
        });
  }
}
