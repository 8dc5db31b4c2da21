package io.voteengine.moderation;

import io.voteengine.VoteEngine;
import io.voteengine.VoteEngineBuilder;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.backup.BackupException;
import io.voteengine.query.Records;

/**
 * Changes votes after they were cast, for moderators and for voters who must be forgotten. Safe for
 * use by many threads, and on several nodes at once.
 *
 * <p>Each call first waits, at most {@link VoteEngineBuilder#drainTimeout}, until the ledger has
 * the votes that were cast before it. Then it works in many short transactions while voting
 * continues: after each of them tallies equal the count of the votes. If a call fails or its
 * process dies, some of the transactions are done; repeat the same call to continue from there.
 */
public interface Administration {
  /**
   * Returns the records of all polls, also of those that hide their counts from readers ({@link
   * io.voteengine.poll.Visibility}): for operators only.
   *
   * @return never null; otherwise as {@link VoteEngine#records}
   */
  Records records();

  /**
   * Voids the selected votes: they stay in the audit log and stop counting. {@link Records#votesOf}
   * and {@link Records#votesOn} no longer show them. Their voters may vote again, and that vote
   * counts. Votes of sealed polls stay unchanged: the result of a sealed poll is final.
   *
   * @param selection which votes
   * @return what was done; votes that are void already are not counted
   * @throws VoteLedgerException when the ledger does not answer
   */
  AdministrationReport voidVotes(VoteSelection selection);

  /**
   * Does the same as {@link #voidVotes(VoteSelection)}, and records for each sealed poll with such
   * votes an {@linkplain io.voteengine.result.Amendment amendment} beside its result, once.
   *
   * @param selection which votes
   * @param by who decides it, 1 to 128 UTF-8 bytes without control characters
   * @param why the reason, 1 to 500 characters without control characters; shown to the public
   * @return what was done
   * @throws VoteLedgerException when the ledger does not answer
   */
  AdministrationReport voidVotes(VoteSelection selection, String by, String why);

  /**
   * Does the same as {@link #restoreVotes(VoteSelection)}, and records amendments like {@link
   * #voidVotes(VoteSelection, String, String)}.
   *
   * @param selection which votes
   * @param by who decides it, as there
   * @param why the reason, as there
   * @return what was done
   * @throws VoteLedgerException when the ledger does not answer
   */
  AdministrationReport restoreVotes(VoteSelection selection, String by, String why);

  /**
   * Restores the selected votes: void votes count again, unless their voter has voted on the
   * subject since. Votes of sealed polls stay unchanged. A vote that its voter could not cast now,
   * because they hold as many choices as the ballot poll allows, stays void.
   *
   * @param selection which votes
   * @return what was done
   * @throws VoteLedgerException when the ledger does not answer
   */
  AdministrationReport restoreVotes(VoteSelection selection);

  /**
   * Replaces a voter's id, wherever the ledger has it, sealed polls included, with a random id
   * ({@code erased-} and a UUID) that cannot be traced to the voter. Votes and counts stay; the
   * voter's history can no longer be read. Subjects that the voter owns belong to nobody then.
   * Reads the whole audit log and all backups, at least once.
   *
   * <p>Backups may be taken, restored and merged meanwhile; the call waits for a backup that is
   * being taken. An import under way is cancelled, and an export is cut short if its backup has the
   * voter: those calls fail with a {@link BackupException}, and must be repeated.
   *
   * <p>It cannot erase votes that the ledger does not have yet. So stop the voter from voting
   * first, and call again if {@link AdministrationReport#drained} is false or if another node has
   * been sending votes again. It cannot erase copies outside the ledger either: logs, backups of
   * servers and replicas, files of the store.
   *
   * @param voter whose id to erase
   * @return what was done
   * @throws VoteLedgerException when the ledger does not answer
   */
  AdministrationReport erase(VoterId voter);
}
