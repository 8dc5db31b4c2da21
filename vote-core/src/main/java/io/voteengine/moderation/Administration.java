package io.voteengine.moderation;

import io.voteengine.VoteEngine;
import io.voteengine.VoteEngineBuilder;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.backup.BackupException;
import io.voteengine.query.Records;

/**
 * Changes votes after they were cast, for moderators and for those who must be forgotten. Safe for
 * use by many threads, and on several nodes at once.
 *
 * <p>Each call first waits, at most as long as {@link VoteEngineBuilder#drainTimeout} says, until
 * the ledger has what was cast before. Then it works in many short transactions while voting goes
 * on: after each of them tallies equal the count of the votes. A call that failed, or whose process
 * died, has done some of them; the same call again goes on from there.
 */
public interface Administration {
  /**
   * Has votes count no longer. They stay in the audit log, and are neither in {@link
   * VoteEngine#votesOf} nor in {@link Records#votesOn}; their voters may vote again, and that vote
   * counts. Votes of sealed polls are left as they are: their result stands.
   *
   * @param selection which
   * @return what was done; votes that are void already are not counted
   * @throws VoteLedgerException when the ledger does not answer
   */
  AdministrationReport voidVotes(VoteSelection selection);

  /**
   * Has votes count again that are void, but for those whose voter has voted anew on the subject
   * since. Votes of sealed polls are left as they are.
   *
   * @param selection which
   * @return what was done
   * @throws VoteLedgerException when the ledger does not answer
   */
  AdministrationReport restoreVotes(VoteSelection selection);

  /**
   * Replaces a voter's id, wherever the ledger has it, by a random one, {@code erased-} and a UUID,
   * that leads nobody back. Votes and counts stay; the voter's history can no longer be asked for.
   * Reads the whole audit log and all backups, at least once.
   *
   * <p>Backups may be taken, restored and merged meanwhile; one that is being taken is waited for.
   * An import under way is given up, and an export cut short where the backup has the voter: those
   * calls fail with a {@link BackupException}, and are to be made again.
   *
   * <p>It cannot reach what is not in the ledger yet: have the voter cast no more votes before, and
   * call again where {@link AdministrationReport#drained} is false, or where another node has been
   * sending votes again. Nor can it reach copies that are not the ledger's own: logs, replicas' and
   * servers' backups, files of the store.
   *
   * @param voter who
   * @param sealedPolls what becomes of the id where a result is settled
   * @return what was done; {@code sealed} counts the votes that still have the id
   * @throws VoteLedgerException when the ledger does not answer
   */
  AdministrationReport erase(VoterId voter, SealedPolls sealedPolls);
}
