package io.voteengine.engine.cache;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoterId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One read of subjects without usable copies, whose answer several readers share. Votes of this
 * node that are accepted meanwhile are added to the answer: their voters may ride on it. Safe for
 * use by many threads.
 */
final class Load {
  /** What was known of a subject before the read; of the choice where a voter is named. */
  record Part(Noted counts, @Nullable Noted choice) {}

  /**
   * A subject in the answer.
   *
   * @param exact whether this is what an exact read has answered
   * @param nanos when the read began
   */
  record Loaded(Tally tally, Choice choice, boolean exact, long nanos) {}

  /** A vote that was accepted while the read was under way; the choice if it is the reader's. */
  record Cast(Tally tally, @Nullable OwnChoice choice) {}

  final @Nullable VoterId voter;
  final CompletableFuture<Map<SubjectId, Loaded>> done = new CompletableFuture<>();

  private final Map<SubjectId, Part> parts = new ConcurrentHashMap<>();
  private final Map<SubjectId, Cast> casts = new HashMap<>();
  private final Map<SubjectId, Tally> shownCounts = new ConcurrentHashMap<>();
  private final Map<SubjectId, OwnChoice> shownChoices = new ConcurrentHashMap<>();
  private boolean ended;

  Load(@Nullable VoterId voter) {
    this.voter = voter;
  }

  /** Returns a load whose answer is there. */
  static Load ended(SubjectId subject, Loaded loaded) {
    Load load = new Load(null);
    load.done.complete(Map.of(subject, loaded));
    return load;
  }

  /** Adds a subject, before the read begins. */
  void add(SubjectId subject, Part part) {
    parts.put(subject, part);
  }

  boolean isEmpty() {
    return parts.isEmpty();
  }

  List<SubjectId> subjects() {
    return List.copyOf(parts.keySet());
  }

  Part part(SubjectId subject) {
    return Objects.requireNonNull(parts.get(subject));
  }

  /** Adds an accepted vote, unless the answer has come: then it is in the copies or comes there. */
  synchronized void cast(VoterId by, SubjectId subject, Choice choice, Tally tally) {
    if (ended) {
      return;
    }
    OwnChoice own = by.equals(voter) ? OwnChoice.of(choice, tally) : null;
    casts.merge(subject, new Cast(tally, own), Load::newer);
  }

  private static Cast newer(Cast one, Cast other) {
    OwnChoice choice = one.choice;
    if (choice == null || (other.choice != null && other.choice.isNewerThan(choice))) {
      choice = other.choice;
    }
    return new Cast(other.tally.isNewerThan(one.tally) ? other.tally : one.tally, choice);
  }

  /** Returns the accepted vote that came last; null: none. Called from within {@link #end}. */
  @Nullable Cast cast(SubjectId subject) {
    return casts.get(subject);
  }

  /**
   * Adds counts that another read shows before this one has ended: the copies that this one makes
   * are not older. Returns the newest of them and those added before; of equal ones the latest.
   */
  Tally show(SubjectId subject, Tally tally) {
    return shownCounts.merge(subject, tally, (one, other) -> one.isNewerThan(other) ? one : other);
  }

  /** Adds a choice of this load's voter that another read shows; as {@link #show}. */
  OwnChoice showChoice(SubjectId subject, OwnChoice own) {
    return shownChoices.merge(subject, own, (one, other) -> one.isNewerThan(other) ? one : other);
  }

  /**
   * Makes copies of the answer. A vote is added before, or is put into the copies after: never in
   * between, where the copy could be without it.
   */
  synchronized <T> T end(Supplier<T> copying) {
    ended = true;
    return copying.get();
  }
}
