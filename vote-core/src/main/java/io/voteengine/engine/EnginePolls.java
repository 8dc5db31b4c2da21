package io.voteengine.engine;

import io.voteengine.Poll;
import io.voteengine.Polls;
import io.voteengine.engine.lifecycle.Lifecycle;
import io.voteengine.engine.read.HiddenCounts;
import io.voteengine.engine.read.Terms;
import io.voteengine.engine.series.SeriesKeeper;
import io.voteengine.poll.PollChange;
import io.voteengine.poll.PollException;
import io.voteengine.poll.Series;
import io.voteengine.poll.Visibility;
import io.voteengine.poll.VoteBudget;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.ledger.LedgerPolls;
import io.voteengine.util.IdRules;
import io.voteengine.util.Reasons;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls are recorded in the ledger; the store loads them from there when a vote needs them. */
final class EnginePolls implements Polls {
  private static final Logger log = LoggerFactory.getLogger(EnginePolls.class);

  private final LedgerPolls ledger;
  private final VoteReconciler reconciler;
  private final Lifecycle lifecycle;
  private final Terms terms;
  private final BooleanSupplier settle;
  private final SeriesKeeper series;
  private final HiddenCounts hidden;
  private final boolean canSeal;
  private final InstantSource clock;

  /**
   * @param canSeal whether the ledger can seal polls
   * @param settle carries accepted votes to the ledger; false when it could not carry all of them
   */
  EnginePolls(
      LedgerPolls ledger,
      VoteReconciler reconciler,
      Lifecycle lifecycle,
      Terms terms,
      HiddenCounts hidden,
      boolean canSeal,
      BooleanSupplier settle,
      InstantSource clock) {
    this.ledger = ledger;
    this.terms = terms;
    this.hidden = hidden;
    this.canSeal = canSeal;
    this.clock = clock;
    this.settle = settle;
    this.reconciler = reconciler;
    this.lifecycle = lifecycle;
    this.series = new SeriesKeeper(ledger, lifecycle, clock);
  }

  @Override
  public Poll define(Poll poll) {
    Objects.requireNonNull(poll, "poll");
    checkVisibility(poll);
    Poll recorded = lifecycle.whileOpen(() -> ledger.define(poll)).poll();
    terms.learn(recorded);
    if (!recorded.equals(poll)) {
      log.warn(
          "The poll '{}' is recorded with other rules than the application defines, and keeps them:"
              + " {}, not {}. Change them by polls().update, or define the recorded ones",
          poll.name(),
          recorded,
          poll);
    }
    return recorded;
  }

  @Override
  public Poll define(Series series) {
    Objects.requireNonNull(series, "series");
    checkVisibility(series.poll(series.windowAt(clock.instant())));
    return lifecycle.whileOpen(() -> this.series.define(series));
  }

  /** Counts that only a seal shows would be hidden for ever. */
  private void checkVisibility(Poll poll) {
    if (poll.visibility() == Visibility.AFTER_SEAL && !canSeal) {
      throw new PollException(
          "The counts of '"
              + poll.name()
              + "' would never be shown: several ledgers behind one cannot seal a poll. Use"
              + " AFTER_CLOSE.");
    }
  }

  @Override
  public Poll current(String series) {
    IdRules.check("series", series);
    return lifecycle.whileOpen(() -> this.series.current(series));
  }

  @Override
  public Optional<Poll> find(String name) {
    IdRules.check("name", name);
    return lifecycle.whileOpen(() -> ledger.find(name)).map(PollSnapshot::poll);
  }

  @Override
  public List<Poll> list() {
    return lifecycle.whileOpen(ledger::list).stream().map(PollSnapshot::poll).toList();
  }

  @Override
  public Poll update(String name, UnaryOperator<Poll> change, String by, String why) {
    IdRules.check("name", name);
    Objects.requireNonNull(change, "change");
    check(by, why);
    return lifecycle.whileOpen(
        () -> {
          Optional<PollSnapshot> changed = Optional.empty();
          while (changed.isEmpty()) {
            PollSnapshot recorded =
                ledger
                    .find(name)
                    .orElseThrow(
                        () ->
                            new PollException(
                                "No poll '" + name + "' is recorded: define it first."));
            Poll rules =
                Objects.requireNonNull(change.apply(recorded.poll()), "change returned null");
            if (!rules.name().equals(name)) {
              throw new IllegalArgumentException(
                  "change must keep the poll's name: " + name + ", " + rules.name());
            }
            if (!Objects.equals(rules.opensAt(), recorded.poll().opensAt())) {
              // The ledger refuses it where there are votes, and must know of them.
              boolean unused = settle.getAsBoolean();
            }
            changed =
                isLower(rules.budget(), recorded.poll().budget())
                    ? lower(recorded, rules, by, why)
                    : ledger.change(recorded.revision(), rules, by, why);
          }
          reconciler.heal();
          series.changed();
          return changed.get().poll();
        });
  }

  private static boolean isLower(@Nullable VoteBudget after, @Nullable VoteBudget before) {
    return after != null && before != null && after.votes() < before.votes();
  }

  /**
   * Lowers how many choices a voter may hold. The store takes votes by the lower number first, so
   * that the ledger, once it has all votes, can tell whether a voter holds more.
   */
  private Optional<PollSnapshot> lower(PollSnapshot recorded, Poll rules, String by, String why) {
    // Choices that were taken back before this call must not count against it.
    boolean unused = settle.getAsBoolean();
    Optional<PollSnapshot> begun = ledger.beginLowering(recorded.revision(), rules);
    if (begun.isEmpty()) {
      return begun;
    }
    Optional<PollSnapshot> changed = Optional.empty();
    try {
      if (!reconciler.heal() || !settle.getAsBoolean()) {
        throw new PollException(
            "votesPerVoter of the poll '"
                + rules.name()
                + "' cannot be lowered now: the store does not answer, or the ledger does not have"
                + " all votes yet. Nothing was changed; try again.");
      }
      changed = ledger.change(begun.get().revision(), rules, by, why);
    } finally {
      if (changed.isEmpty()) {
        ledger.stopLowering(begun.get());
        boolean healed = reconciler.heal();
        log.debug("The votes per voter of a poll stay as they were; store informed: {}", healed);
      }
    }
    return changed;
  }

  @Override
  public Poll close(String name, String by, String why) {
    IdRules.check("name", name);
    check(by, why);
    return lifecycle.whileOpen(
        () -> {
          PollSnapshot closed = ledger.close(name, by, why);
          terms.learn(closed.poll());
          if (reconciler.heal()) {
            // No partition takes votes any longer, so that nobody votes who has seen the counts.
            hidden.learn(closed);
          }
          series.changed();
          return closed.poll();
        });
  }

  private static void check(String by, String why) {
    IdRules.check("by", by);
    Reasons.check("why", why);
  }

  @Override
  public List<PollChange> changes(String name) {
    IdRules.check("name", name);
    return lifecycle.whileOpen(() -> ledger.changes(name));
  }
}
