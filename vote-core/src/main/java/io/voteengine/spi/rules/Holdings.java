package io.voteengine.spi.rules;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.poll.HeldChoice;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.util.Micros;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All choices that one voter holds in a ballot poll. Not safe for use by many threads. Times are in
 * microseconds.
 */
public final class Holdings {
  private static final Comparator<Held> OLDEST_FIRST =
      Comparator.comparingLong(Held::castAt).thenComparing(Held::subject);

  /**
   * A choice that is held.
   *
   * @param subject on what
   * @param choice not {@link Choice#NONE}
   * @param castAt when it was cast
   */
  public record Held(SubjectId subject, Choice choice, long castAt) {}

  /** Few, and changed rarely: a list is smaller than a map. */
  private final List<Held> all = new ArrayList<>(1);

  /** Creates the holdings of a voter who holds nothing. */
  public Holdings() {}

  /**
   * Creates holdings of what the ledger has.
   *
   * @param votes votes of one voter in one poll
   */
  public Holdings(Collection<VoteSnapshot> votes) {
    votes.forEach(vote -> set(vote.subject(), vote.choice(), vote.castAt()));
  }

  /**
   * Returns a copy, which changes on its own.
   *
   * @return the copy
   */
  public Holdings copy() {
    Holdings copy = new Holdings();
    copy.all.addAll(all);
    return copy;
  }

  /**
   * Returns how many choices are held.
   *
   * @return 0 or more
   */
  public int size() {
    return all.size();
  }

  /**
   * Returns the subjects on which a choice is held.
   *
   * @return each once
   */
  public List<SubjectId> subjects() {
    return all.stream().map(Held::subject).toList();
  }

  /**
   * Returns whether there is a choice on a subject.
   *
   * @param subject the subject
   * @return true when one is held
   */
  public boolean holds(SubjectId subject) {
    return indexOf(subject) >= 0;
  }

  /**
   * Returns the choice that was cast first; of several at one time, that on the first subject.
   *
   * @return null where nothing is held
   */
  public @Nullable Held oldest() {
    return all.isEmpty() ? null : Collections.min(all, OLDEST_FIRST);
  }

  /**
   * Sets the choice on a subject.
   *
   * @param subject on what
   * @param choice the choice; {@link Choice#NONE} takes it back
   * @param castAt when it was cast
   */
  public void set(SubjectId subject, Choice choice, long castAt) {
    int index = indexOf(subject);
    if (index >= 0) {
      all.remove(index);
    }
    if (choice != Choice.NONE) {
      all.add(new Held(subject, choice, castAt));
    }
  }

  private int indexOf(SubjectId subject) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).subject().equals(subject)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Returns the choices as a host sees them.
   *
   * @return the one that was cast first is first
   */
  public List<HeldChoice> choices() {
    HeldChoice[] choices = new HeldChoice[all.size()];
    List<Held> sorted = all;
    if (all.size() > 1) {
      sorted = new ArrayList<>(all);
      sorted.sort(OLDEST_FIRST);
    }
    for (int i = 0; i < choices.length; i++) {
      Held held = sorted.get(i);
      choices[i] = new HeldChoice(held.subject(), held.choice(), Micros.toInstant(held.castAt()));
    }
    return List.of(choices);
  }
}
