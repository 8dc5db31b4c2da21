package io.voteengine.subject;

import io.voteengine.SubjectId;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.poll.PollException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The subjects of polls, as the host lists them: in a poll that {@linkplain
 * io.voteengine.Poll#listedSubjects lists its subjects}, votes on others are refused. In any poll,
 * a host may record when a subject was posted and who owns it, and withdraw subjects.
 *
 * <p>Safe for use by many threads and on several nodes. Every method throws {@link
 * VoteLedgerException} when the ledger does not answer; repeat the call then, since what was done
 * already changes nothing. A change is in force on every node within a second. A partition of the
 * store that does not answer takes it as soon as it does.
 */
public interface Subjects {
  /** The most subjects of one call. */
  int MOST = 10_000;

  /**
   * Lists subjects of a poll, or records what is new about those that are listed already. What is
   * null in a {@link NewSubject} stays as it is recorded, and a withdrawn subject stays withdrawn.
   * So a host may repeat a call, and list all its subjects at every start.
   *
   * <p>The call takes a transaction for each partition of the subjects, so voting continues
   * meanwhile. If it fails, some of the subjects may be listed.
   *
   * @param poll name of a recorded poll; it need not have opened
   * @param subjects at most {@link #MOST}, each key at most once
   * @return how many of them have changed what is recorded
   * @throws PollException when the poll is not recorded
   * @throws IllegalArgumentException when there are too many, or a key twice
   */
  int add(String poll, List<NewSubject> subjects);

  /**
   * Lists one subject.
   *
   * @param poll name of a recorded poll
   * @param subject the subject
   * @return whether it has changed what is recorded
   * @throws PollException when the poll is not recorded
   * @see #add(String, List)
   */
  default boolean add(String poll, NewSubject subject) {
    return add(poll, List.of(subject)) > 0;
  }

  /**
   * Withdraws subjects: new votes on them are refused, and they leave all rankings. The votes that
   * were cast before still count, also for the owner, and voters may take theirs back.
   *
   * @param subjects at most {@link #MOST}, of recorded polls, each at most once; they need not be
   *     listed
   * @return how many of them were not withdrawn before
   * @throws PollException when a poll is not recorded
   * @throws IllegalArgumentException when there are too many, or one twice
   */
  int withdraw(List<SubjectId> subjects);

  /**
   * Lists withdrawn subjects again. Others stay as they are.
   *
   * @param subjects at most {@link #MOST}, of recorded polls, each at most once
   * @return how many of them were withdrawn
   * @throws PollException when a poll is not recorded
   * @throws IllegalArgumentException when there are too many, or one twice
   */
  int bringBack(List<SubjectId> subjects);

  /**
   * Gives a subject to another owner: the scores of both change in the same transaction.
   *
   * @param subject a subject of a recorded poll, listed or not
   * @param owner to whom it belongs from now on; null: nobody
   * @return false when that was recorded already
   * @throws PollException when the poll is not recorded
   */
  boolean changeOwner(SubjectId subject, @Nullable VoterId owner);

  /**
   * Returns what is recorded about a subject.
   *
   * @param subject the subject
   * @return empty where the host has not recorded it, and the ledger has no vote on it
   */
  Optional<Subject> find(SubjectId subject);

  /**
   * Returns the subjects of a poll that are recorded, before it opens too: those that the host has
   * listed, and those that have votes. The ledger chooses the order, in which every subject has a
   * fixed place.
   *
   * @param poll name of the poll
   * @param after the last subject of the previous page; null: the first page
   * @param limit how many at most, 1 to 10,000
   * @return the page; shorter than {@code limit} only at the end
   */
  List<Subject> list(String poll, @Nullable SubjectId after, int limit);

  /**
   * Returns all recorded subjects of a poll, in the order of {@link #list}, and reads them page by
   * page as the stream is used. So it needs little memory for any number of subjects. Subjects that
   * are listed meanwhile may or may not be in it.
   *
   * @param poll name of the poll
   * @return the subjects
   */
  default Stream<Subject> all(String poll) {
    return Stream.iterate(
            list(poll, null, 1_000),
            page -> !page.isEmpty(),
            page -> list(poll, Objects.requireNonNull(page.get(page.size() - 1)).id(), 1_000))
        .flatMap(List::stream);
  }

  /**
   * Returns an owner's score: the sum of the scores (up minus down) of all subjects that belong to
   * them, in all polls, withdrawn ones too; but not in polls whose {@linkplain
   * io.voteengine.poll.Visibility visibility} hides their counts from some readers now. It is kept
   * in the transactions that count votes, so it is as new as the ledger: votes of the last moments
   * may be missing. Reads one row for each partition, and the owner's subjects in polls that hide
   * their counts.
   *
   * @param owner the owner
   * @return the sum; 0 where nothing belongs to them
   */
  long ownerScore(VoterId owner);
}
