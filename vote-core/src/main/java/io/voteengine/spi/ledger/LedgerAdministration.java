package io.voteengine.spi.ledger;

import io.voteengine.SubjectId;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.moderation.VoteSelection;
import io.voteengine.spi.VoteLedger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes votes after they were applied. Safe for use by many threads and on several nodes at once.
 *
 * <p>Every method may take long, in many transactions. Each transaction is short, so that {@link
 * VoteLedger#apply} does not wait long. It leaves every tally equal to the count of its votes, and
 * marks the subjects that it changed as stale. If a method throws {@link VoteLedgerException}, some
 * transactions may be committed; repeat the same call to continue from there.
 */
public interface LedgerAdministration {
  /**
   * Voids the selected votes: they stop counting. Their voters' choices become {@link
   * io.voteengine.Choice#NONE}, with the same moment and request as before. The votes stay in the
   * audit log, and {@link VoteLedger#has} still finds them. Subjects' versions rise by {@link
   * VoteLedger#LEAP} and by one for each vote.
   *
   * @param selection which votes; those of sealed polls stay unchanged
   * @return what was done
   */
  RevisedVotes voidVotes(VoteSelection selection);

  /**
   * Restores the selected votes: void votes count again, unless their voter has replaced them.
   *
   * @param selection which votes; those of sealed polls stay unchanged
   * @return what was done
   */
  RevisedVotes restoreVotes(VoteSelection selection);

  /**
   * Replaces a voter's id everywhere with new random ids that cannot be traced to the voter. Each
   * subject gets one id, in votes and backups at the same time, so that a backup that is restored
   * or merged meanwhile does not bring the voter back or count the voter twice. Subjects that the
   * voter owns belong to nobody then. May cancel imports that are under way and cut exports short.
   * Returns when the ledger no longer has the voter's id anywhere, sealed polls included.
   *
   * @param voter whose id to erase
   * @return what was done
   */
  RevisedVotes erase(VoterId voter);

  /**
   * Counts the votes of a bounded number of subjects, and corrects tallies that differ: they become
   * the count, with a higher version, and their subjects are marked as stale. Tallies differ only
   * if something other than the ledger changed the database. Tallies of a sealed poll stay
   * unchanged.
   *
   * @param partition number of the partition
   * @param poll name of the poll
   * @param after {@link RecountedTallies#next()} of the previous part; null: the first part
   * @return what was found
   */
  RecountedTallies recount(int partition, String poll, @Nullable SubjectId after);

  /**
   * Raises the versions of subjects by {@link VoteLedger#LEAP}, because the store has shown other
   * counts with the present versions, and marks the subjects as stale.
   *
   * @param partition number of the partition
   * @param subjects the subjects, all of that partition
   */
  void overtake(int partition, List<SubjectId> subjects);
}
