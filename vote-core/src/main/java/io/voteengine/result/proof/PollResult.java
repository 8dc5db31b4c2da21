package io.voteengine.result.proof;

import io.voteengine.SubjectId;
import io.voteengine.util.IdRules;
import io.voteengine.util.Micros;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The final result of a poll: what leaf 0 of its tree says.
 *
 * @param poll name of the poll
 * @param opensAt when it opened, kept to the microsecond; null: it had no opening time
 * @param closedAt the first moment whose votes are not counted, kept to the microsecond
 * @param standings the counts of each subject, kept in the order of the subjects' UTF-8 bytes
 * @param excluded the votes that are not counted, by reason, kept in the order of the reasons
 */
public record PollResult(
    String poll,
    @Nullable Instant opensAt,
    Instant closedAt,
    List<Standing> standings,
    List<Exclusion> excluded) {

  /**
   * Checks and sorts the parts, so that a result has one form.
   *
   * @throws IllegalArgumentException when a subject or a reason comes twice, or a subject is in
   *     another poll, or the subjects together have more votes than a tree has leaves
   */
  public PollResult {
    IdRules.check("poll", poll);
    opensAt = opensAt == null ? null : Micros.check("opensAt", opensAt);
    closedAt = Micros.check("closedAt", closedAt);
    standings = standings.stream().sorted(Comparator.comparing(Standing::subject)).toList();
    // A subject's order is that of its UTF-8 bytes; String's own order is another.
    excluded =
        excluded.stream().sorted(Comparator.comparing(e -> SubjectId.of("-", e.reason()))).toList();
    for (int i = 0; i < standings.size(); i++) {
      SubjectId subject = standings.get(i).subject();
      if (!subject.poll().equals(poll)) {
        throw new IllegalArgumentException("A subject is not in poll " + poll + ": " + subject);
      }
      if (i > 0 && subject.equals(standings.get(i - 1).subject())) {
        throw new IllegalArgumentException("A subject comes twice: " + subject);
      }
    }
    for (int i = 1; i < excluded.size(); i++) {
      if (excluded.get(i).reason().equals(excluded.get(i - 1).reason())) {
        throw new IllegalArgumentException("A reason comes twice: " + excluded.get(i).reason());
      }
    }
    long left = Checkpoint.MAX_SIZE - 1;
    for (Standing standing : standings) {
      if (standing.up() > left || standing.down() > left - standing.up()) {
        throw new IllegalArgumentException("The subjects have more votes than a tree has leaves");
      }
      left -= standing.up() + standing.down();
    }
  }

  /**
   * Returns the votes in favour of all subjects together.
   *
   * @return a number that is not negative
   */
  public long up() {
    return standings.stream().mapToLong(Standing::up).sum();
  }

  /**
   * Returns the votes against all subjects together.
   *
   * @return a number that is not negative
   */
  public long down() {
    return standings.stream().mapToLong(Standing::down).sum();
  }

  /**
   * Returns the size of the tree: leaf 0 and one leaf for each counted vote.
   *
   * @return the number of leaves
   */
  public long treeSize() {
    return 1 + up() + down();
  }

  /**
   * Returns leaf 0. docs/results.md describes the bytes.
   *
   * @return a new array
   */
  public byte[] leaf() {
    return ResultLeaf.write(this);
  }

  /**
   * Reads a result from leaf 0.
   *
   * @param leaf what {@link #leaf} returned
   * @return the result
   * @throws IllegalArgumentException when these are not exactly the bytes that {@link #leaf}
   *     returns for some result
   */
  public static PollResult parse(byte[] leaf) {
    return ResultLeaf.read(Objects.requireNonNull(leaf, "leaf"));
  }
}
