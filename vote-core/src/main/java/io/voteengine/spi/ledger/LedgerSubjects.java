package io.voteengine.spi.ledger;

import io.voteengine.SubjectId;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.poll.PollException;
import io.voteengine.subject.NewSubject;
import io.voteengine.subject.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The recorded subjects of polls. Safe for use by many threads and on several nodes; every method
 * throws {@link VoteLedgerException} when it fails.
 *
 * <p>Changes take bounded transactions, which hold the lock of one partition each. A transaction
 * marks a subject as stale where a store may hold it with other values of {@link
 * io.voteengine.spi.SubjectSnapshot#listing} or {@link io.voteengine.spi.SubjectSnapshot#owner}.
 * Votes are never changed, and what the store has accepted is applied whatever is recorded about
 * its subject.
 */
public interface LedgerSubjects {
  /**
   * Lists subjects, and records what is not null in them. A withdrawn subject stays withdrawn.
   *
   * @param partition number of the partition of all of them
   * @param poll name of a recorded poll
   * @param subjects the subjects, each key at most once
   * @return how many have changed what is recorded
   * @throws PollException when the poll is not recorded
   */
  int add(int partition, String poll, List<NewSubject> subjects);

  /**
   * Withdraws subjects, whether they are listed or not.
   *
   * @param partition number of the partition of all of them
   * @param subjects the subjects, each at most once
   * @return how many were not withdrawn before
   * @throws PollException when a poll is not recorded
   */
  int withdraw(int partition, List<SubjectId> subjects);

  /**
   * Lists withdrawn subjects again; others stay as they are.
   *
   * @param partition number of the partition of all of them
   * @param subjects the subjects, each at most once
   * @return how many were withdrawn
   * @throws PollException when a poll is not recorded
   */
  int bringBack(int partition, List<SubjectId> subjects);

  /**
   * Records another owner. Moves the subject's score from the former owner to the new one.
   *
   * @param partition number of the partition that has the subject
   * @param subject the subject
   * @param owner to whom it belongs; null: nobody
   * @return false when that was recorded already
   * @throws PollException when the poll is not recorded
   */
  boolean changeOwner(int partition, SubjectId subject, @Nullable VoterId owner);

  /**
   * Returns what is recorded about subjects.
   *
   * @param partition number of the partition of all of them
   * @param subjects the subjects
   * @return those that the ledger has, in the given order
   */
  List<Subject> find(int partition, List<SubjectId> subjects);

  /**
   * Returns the subjects of a poll, in an order that the ledger chooses.
   *
   * @param poll name of the poll
   * @param after the last subject of the previous page; null: the first page
   * @param limit how many at most
   * @return the page; shorter than {@code limit} only at the end
   */
  List<Subject> list(String poll, @Nullable SubjectId after, int limit);

  /**
   * Returns the sum of the scores of all subjects of an owner, without those of polls that do not
   * show their counts to everybody now. It equals the sum over the tallies of the others after
   * every commit.
   *
   * @param owner the owner
   * @return the sum; 0 where nothing belongs to them
   */
  long ownerScore(VoterId owner);
}
