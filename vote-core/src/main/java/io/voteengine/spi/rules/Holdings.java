package io.voteengine.spi.rules;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.poll.HeldChoice;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.util.Micros;
import java.util.ArrayList;
import java.util.Collection;
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
    return all.stream().anyMatch(held -> held.subject().equals(subject));
  }

  /**
   * Returns the choice that was cast first; of several at one time, that on the first subject.
   *
   * @return null where nothing is held
   */
  public @Nullable Held oldest() {
    return all.stream().min(OLDEST_FIRST).orElse(null);
  }

  /**
   * Sets the choice on a subject.
   *
   * @param subject on what
   * @param choice the choice; {@link Choice#NONE} takes it back
   * @param castAt when it was cast
   */
  public void set(SubjectId subject, Choice choice, long castAt) {
    all.removeIf(held -> held.subject().equals(subject));
    if (choice != Choice.NONE) {
      all.add(new Held(subject, choice, castAt));
    }
  }

  /**
   * Returns the choices as a host sees them.
   *
   * @return the one that was cast first is first
   */
  public List<HeldChoice> choices() {
    return all.stream()
        .sorted(OLDEST_FIRST)
        .map(held -> new HeldChoice(held.subject(), held.choice(), Micros.toInstant(held.castAt())))
        .toList();
  }
}
