package io.voteengine.engine.cache;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.VoterId;
import io.voteengine.engine.cache.Load.Loaded;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.VoteKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The loads under way: at most one for each subject and each own choice, unless a change was
 * reported since it began. Their answers become copies; failures do not. Safe for use by many
 * threads.
 */
final class PageLoads {
  private final Copies<SubjectId, Tally> counts;
  private final Copies<VoteKey, OwnChoice> choices;
  private final PageSource source;
  private final Predicate<VoteKey> owed;
  private final CacheFigures figures;
  private final ConcurrentMap<SubjectId, Load> countLoads = new ConcurrentHashMap<>();
  private final ConcurrentMap<VoteKey, Load> choiceLoads = new ConcurrentHashMap<>();

  /**
   * @param owed whether this engine has acknowledged a vote that the ledger is not known to have
   */
  PageLoads(
      Copies<SubjectId, Tally> counts,
      Copies<VoteKey, OwnChoice> choices,
      PageSource source,
      Predicate<VoteKey> owed,
      CacheFigures figures) {
    this.counts = counts;
    this.choices = choices;
    this.source = source;
    this.owed = owed;
    this.figures = figures;
  }

  /**
   * Finds a load under way that has every change reported so far, or the answer of one that has
   * ended since the caller looked for copies; or adds the subject to the caller's own load, which
   * the caller must {@link #start}.
   *
   * @param choice whether the choice of the load's voter is needed too
   * @param maxAge how old an answer may be, in nanoseconds
   */
  Load find(SubjectId subject, Load mine, boolean choice, long maxAge) {
    VoterId voter = choice ? mine.voter : null;
    Load[] ended = {null};
    if (voter == null) {
      Load found =
          countLoads.compute(
              subject,
              (key, load) -> {
                if (haveCounts(load, key)) {
                  return load;
                }
                ended[0] = ofCopies(key, null, maxAge);
                return ended[0] == null ? add(key, mine, null) : null;
              });
      return ended[0] == null ? found : ended[0];
    }
    Load found =
        choiceLoads.compute(
            new VoteKey(subject, voter),
            (key, load) -> {
              if (haveBoth(load, subject)) {
                return load;
              }
              ended[0] = ofCopies(subject, key, maxAge);
              return ended[0] == null ? add(subject, mine, voter) : null;
            });
    if (found == mine) {
      countLoads.compute(subject, (key, load) -> haveCounts(load, key) ? load : mine);
    }
    return ended[0] == null ? found : ended[0];
  }

  private @Nullable Load ofCopies(SubjectId subject, @Nullable VoteKey vote, long maxAge) {
    Copy<Tally> tally = counts.get(subject);
    Copy<OwnChoice> own = vote == null ? null : choices.get(vote);
    long now = counts.now();
    if (tally == null || !counts.isFresh(tally, now)) {
      return null;
    }
    long nanos = tally.noted().nanos();
    if (vote != null) {
      if (own == null || !choices.isFresh(own, now)) {
        return null;
      }
      nanos = own.noted().nanos() - nanos < 0 ? own.noted().nanos() : nanos;
    }
    Choice choice = own == null ? Choice.NONE : own.value().choice();
    return now - nanos > maxAge
        ? null
        : Load.ended(subject, new Loaded(tally.value(), choice, false, nanos));
  }

  private boolean haveCounts(@Nullable Load load, SubjectId subject) {
    return load != null && counts.marks.isCurrent(load.part(subject).counts());
  }

  private boolean haveBoth(@Nullable Load load, SubjectId subject) {
    if (load == null || !haveCounts(load, subject)) {
      return false;
    }
    Noted choice = load.part(subject).choice();
    return choice != null && choices.marks.isCurrent(choice);
  }

  private Load add(SubjectId subject, Load mine, @Nullable VoterId voter) {
    mine.add(subject, note(subject, voter));
    return mine;
  }

  /** Notes what is known, before a read begins. */
  Load.Part note(SubjectId subject, @Nullable VoterId voter) {
    Place place = Place.of(subject);
    long now = counts.now();
    return new Load.Part(
        counts.marks.note(place, now),
        voter == null ? null : choices.marks.note(place.choiceOf(voter), now));
  }

  /** Starts a load of at least one subject. */
  void start(Load load, Deadline deadline) {
    figures.subjects.loads.increment();
    CompletableFuture<List<SubjectView>> read;
    try {
      read = source.read(load.subjects(), load.voter, deadline);
    } catch (RuntimeException | Error e) {
      read = CompletableFuture.failedFuture(e);
    }
    read.whenComplete((views, failure) -> ended(load, views, failure));
  }

  private void ended(Load load, @Nullable List<SubjectView> views, @Nullable Throwable failure) {
    if (views != null) {
      load.done.complete(
          load.end(
              () -> {
                Map<SubjectId, Loaded> loaded = new HashMap<>();
                views.forEach(view -> loaded.put(view.subject(), copied(load, view)));
                return loaded;
              }));
    } else {
      fail(load, failure == null ? new IllegalStateException("no answer") : failure);
    }
  }

  /** Ends a load without an answer. */
  void fail(Load load, Throwable failure) {
    for (SubjectId subject : load.subjects()) {
      countLoads.remove(subject, load);
      if (load.voter != null) {
        choiceLoads.remove(new VoteKey(subject, load.voter), load);
      }
    }
    load.done.completeExceptionally(failure);
  }

  private Loaded copied(Load load, SubjectView view) {
    Load.Part part = load.part(view.subject());
    Load.Cast cast = load.cast(view.subject());
    Tally counted =
        cast != null && cast.tally().isNewerThan(view.tally()) ? cast.tally() : view.tally();
    Tally tally = copiedCounts(load, view.subject(), counted, part.counts());
    Choice choice = view.choice();
    if (load.voter != null && part.choice() != null) {
      choice =
          copiedChoice(
              load,
              new VoteKey(view.subject(), load.voter),
              view,
              cast == null ? null : cast.choice(),
              part.choice());
    }
    boolean exact = view.exact() && tally.equals(view.tally()) && choice == view.choice();
    return new Loaded(tally, choice, exact, part.counts().nanos());
  }

  /**
   * Only the load that is registered makes new copies: what is accepted or shown meanwhile is added
   * to it. Others renew what is there.
   */
  private Tally copiedCounts(Load load, SubjectId subject, Tally tally, Noted noted) {
    Tally[] newest = {tally};
    boolean[] registered = {false};
    countLoads.computeIfPresent(
        subject,
        (key, current) -> {
          if (counts.marks.isKept(noted)) {
            newest[0] = current.show(subject, tally);
          }
          if (current != load) {
            return current;
          }
          registered[0] = true;
          newest[0] = counts.put(subject, newest[0], noted);
          return null;
        });
    return registered[0] ? newest[0] : counts.renew(subject, newest[0], noted);
  }

  /**
   * Makes the copy as new as counts that are shown, and the one that the load under way will make.
   */
  void renewCounts(SubjectId subject, Tally tally, Noted noted) {
    show(subject, tally, noted);
    counts.renew(subject, tally, noted);
  }

  /** As {@link #renewCounts}, but makes the copy no younger: the counts may lack changes. */
  void raiseCounts(SubjectId subject, Tally tally, Noted noted) {
    if (counts.marks.isKept(noted)) {
      show(subject, tally, noted);
      counts.raise(subject, tally);
    }
  }

  private void show(SubjectId subject, Tally tally, Noted noted) {
    countLoads.computeIfPresent(
        subject,
        (key, load) -> {
          if (counts.marks.isKept(noted)) {
            load.show(subject, tally);
          }
          return load;
        });
  }

  /** As {@link #renewCounts}, of a voter's choice. */
  void renewChoice(VoteKey key, OwnChoice own, Noted noted) {
    choiceLoads.computeIfPresent(
        key,
        (k, load) -> {
          if (choices.marks.isKept(noted)) {
            load.showChoice(key.subject(), own);
          }
          return load;
        });
    choices.renew(key, own, noted);
  }

  private Choice copiedChoice(
      Load load, VoteKey key, SubjectView view, @Nullable OwnChoice cast, Noted noted) {
    // A store that has lost votes shows the choice from before them until they are sent again.
    if (!view.exact() && owed.test(key)) {
      choiceLoads.remove(key, load);
      Copy<OwnChoice> copy = choices.get(key);
      return cast != null ? cast.choice() : copy != null ? copy.value().choice() : view.choice();
    }
    OwnChoice read = OwnChoice.of(view);
    OwnChoice own = cast != null && cast.isNewerThan(read) ? cast : read;
    OwnChoice[] newest = {own};
    boolean[] registered = {false};
    choiceLoads.computeIfPresent(
        key,
        (k, current) -> {
          if (choices.marks.isKept(noted)) {
            newest[0] = current.showChoice(key.subject(), own);
          }
          if (current != load) {
            return current;
          }
          registered[0] = true;
          newest[0] = choices.put(key, newest[0], noted);
          return null;
        });
    return (registered[0] ? newest[0] : choices.renew(key, newest[0], noted)).choice();
  }

  /** Adds an accepted vote to the loads under way, and then to the copies. */
  void cast(VoterId voter, SubjectId subject, Choice choice, Tally tally) {
    VoteKey key = new VoteKey(subject, voter);
    Load counting = countLoads.get(subject);
    if (counting != null) {
      counting.cast(voter, subject, choice, tally);
    }
    Load choosing = choiceLoads.get(key);
    if (choosing != null && choosing != counting) {
      choosing.cast(voter, subject, choice, tally);
    }
    Place place = Place.of(subject);
    counts.cast(subject, tally, place);
    OwnChoice own = OwnChoice.of(choice, tally);
    Copy<OwnChoice> copy = choices.cast(key, own, place.choiceOf(voter));
    if (copy.value().epoch() > own.epoch()) {
      // Accepted by a store that has lost it since: it is sent again, and shows until then.
      choices.replace(key, own, place.choiceOf(voter));
    }
  }
}
