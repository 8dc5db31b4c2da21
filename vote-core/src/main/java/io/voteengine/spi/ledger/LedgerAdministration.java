package io.voteengine.spi.ledger;

import io.voteengine.SubjectId;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.moderation.SealedPolls;
import io.voteengine.moderation.VoteSelection;
import io.voteengine.spi.VoteLedger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes votes after they were applied. Safe for use by many threads and on several nodes at once.
 *
 * <p>Every method may take long, in many transactions. Each is short, so that {@link
 * VoteLedger#apply} waits for little; leaves every tally equal to the count of its votes; and marks
 * the subjects that it changed as stale. Where a method throws {@link VoteLedgerException}, some of
 * them are committed, and the same call goes on from there.
 */
public interface LedgerAdministration {
  /**
   * Has votes count no longer. Their voters' choices are {@link io.voteengine.Choice#NONE} then, as
   * of the same moment and request as before; the audit log and {@link VoteLedger#has} know them as
   * before. Subjects' versions rise by {@link VoteLedger#LEAP} and by one for each.
   *
   * @param selection which; votes of sealed polls are left as they are
   * @return what was done
   */
  RevisedVotes voidVotes(VoteSelection selection);

  /**
   * The reverse: has votes count again that are void and that their voter has not replaced.
   *
   * @param selection which; votes of sealed polls are left as they are
   * @return what was done
   */
  RevisedVotes restoreVotes(VoteSelection selection);

  /**
   * Replaces a voter's id everywhere by random ones that nobody had before, and that nothing leads
   * from or to. On one subject it is one id, in votes and backups at once, so that a backup that is
   * restored or merged meanwhile brings nobody back and counts nobody twice. Imports under way may
   * be given up, and exports cut short. Returns when the ledger has the voter's nowhere any more,
   * but for what is to be kept.
   *
   * @param voter who
   * @param sealedPolls whether the id is kept where a poll is sealed
   * @return what was done; those of {@code sealed} still have the id
   */
  RevisedVotes erase(VoterId voter, SealedPolls sealedPolls);

  /**
   * Counts the votes of a bounded number of subjects, and corrects tallies that differ: they become
   * the count, at a higher version, and their subjects are marked as stale. Only a hand other than
   * the ledger's own makes them differ. Tallies of a sealed poll are left as they are.
   *
   * @param partition number of the partition
   * @param poll name of the poll
   * @param after {@link RecountedTallies#next()} of the part before; null: the first part
   * @return what was found
   */
  RecountedTallies recount(int partition, String poll, @Nullable SubjectId after);

  /**
   * Raises the versions of subjects by {@link VoteLedger#LEAP}, because the store has shown other
   * counts under the present ones, and marks the subjects as stale.
   *
   * @param partition number of the partition
   * @param subjects which, all of that partition
   */
  void overtake(int partition, List<SubjectId> subjects);
}
