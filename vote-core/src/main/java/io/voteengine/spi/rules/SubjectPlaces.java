package io.voteengine.spi.rules;

import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.poll.Visibility;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.VoteKey;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the partition of each subject. In an ordinary poll the subject decides ({@link
 * SubjectId#partition}); in a ballot poll the poll's name does, so that one partition sees all
 * choices of a voter. Which of the two a poll is was fixed when it was defined, so this never
 * changes. Safe for use by many threads.
 */
public final class SubjectPlaces {
  /** Stands for every subject of a ballot poll where votes of one voter must keep their order. */
  private static final String EVERY_SUBJECT = "*";

  private final int partitions;

  /** What was fixed when a poll was defined. */
  private record Kind(boolean ballot, boolean listed, Visibility visibility) {}

  /** Recorded polls only. */
  private final ConcurrentMap<String, Kind> kinds = new ConcurrentHashMap<>();

  /**
   * Creates places without any poll.
   *
   * @param partitions number of partitions
   */
  public SubjectPlaces(int partitions) {
    this.partitions = partitions;
  }

  /**
   * Returns the partition that has every subject of a ballot poll.
   *
   * @param poll name of the poll
   * @param partitions number of partitions
   * @return a number from 0 to {@code partitions - 1}
   */
  public static int ofBallots(String poll, int partitions) {
    return SubjectId.of(poll, EVERY_SUBJECT).partition(partitions);
  }

  /**
   * Returns whether a partition may have votes of a poll.
   *
   * @param poll a recorded poll
   * @param partition number of the partition
   * @param partitions number of partitions
   * @return false where another partition has all of them
   */
  public static boolean mayHave(Poll poll, int partition, int partitions) {
    return poll.budget() == null || ofBallots(poll.name(), partitions) == partition;
  }

  /**
   * Records a poll that the ledger has.
   *
   * @param poll the poll
   */
  public void learn(Poll poll) {
    kinds.put(poll.name(), new Kind(poll.budget() != null, poll.listed(), poll.visibility()));
  }

  /**
   * Returns whether a poll was recorded here. Where it was not, its subjects' partitions are those
   * of an ordinary poll.
   *
   * @param poll name of the poll
   * @return whether it is known what it is
   */
  public boolean knows(String poll) {
    return kinds.containsKey(poll);
  }

  /**
   * Returns whether a poll is known to be a ballot poll.
   *
   * @param poll name of the poll
   * @return false also where it is not known
   */
  public boolean isBallot(String poll) {
    Kind kind = kinds.get(poll);
    return kind != null && kind.ballot();
  }

  /**
   * Returns whether a poll is known to list its subjects.
   *
   * @param poll name of the poll
   * @return false also where it is not known
   */
  public boolean isListed(String poll) {
    Kind kind = kinds.get(poll);
    return kind != null && kind.listed();
  }

  /**
   * Returns who may see the counts of a poll before its end.
   *
   * @param poll name of the poll
   * @return the visibility; null where the poll is not known
   */
  public @Nullable Visibility visibility(String poll) {
    Kind kind = kinds.get(poll);
    return kind == null ? null : kind.visibility();
  }

  /**
   * Returns the partition of a subject.
   *
   * @param subject a subject of a poll that is known, or has no votes
   * @return a number from 0 to {@code partitions - 1}
   */
  public int partition(SubjectId subject) {
    return isBallot(subject.poll())
        ? ofBallots(subject.poll(), partitions)
        : subject.partition(partitions);
  }

  /**
   * Returns the partition of a subject, and asks for its poll where that is not known.
   *
   * @param subject a subject
   * @param recorded returns a recorded poll
   * @return a number from 0 to {@code partitions - 1}
   */
  public int partition(SubjectId subject, Function<String, Optional<PollSnapshot>> recorded) {
    if (!knows(subject.poll())) {
      recorded.apply(subject.poll()).ifPresent(found -> learn(found.poll()));
    }
    return partition(subject);
  }

  /**
   * Returns the key that all votes share which must keep their order: those of one voter on one
   * subject, in a ballot poll those of one voter.
   *
   * @param subject on what
   * @param voter who votes
   * @return the key, which in a ballot poll is of no subject in particular
   */
  public VoteKey order(SubjectId subject, VoterId voter) {
    return new VoteKey(
        isBallot(subject.poll()) ? SubjectId.of(subject.poll(), EVERY_SUBJECT) : subject, voter);
  }

  /**
   * Returns the number of partitions.
   *
   * @return 1 or more
   */
  public int partitions() {
    return partitions;
  }
}
