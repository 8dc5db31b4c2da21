package io.voteengine.spi.ledger;

import io.voteengine.SubjectId;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.result.Amendment;
import io.voteengine.result.RankedStanding;
import io.voteengine.result.ResultCheck;
import io.voteengine.result.TieBreak;
import io.voteengine.result.proof.Ballot;
import io.voteengine.result.proof.PollResult;
import io.voteengine.result.proof.Standing;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The results of sealed polls. Safe for use by many threads; every method throws {@link
 * VoteLedgerException} when it fails.
 */
public interface LedgerResults {
  /**
   * Returns the result of a sealed poll.
   *
   * @param poll name of the poll
   * @return the result; empty where the poll is not sealed
   */
  Optional<PollResult> result(String poll);

  /**
   * Returns the subjects with the highest scores, without those that were withdrawn before the poll
   * was sealed.
   *
   * @param poll name of a sealed poll
   * @param limit how many at most
   * @param ties the order of equal scores
   * @return the subjects in order; none where the poll is not sealed
   */
  List<RankedStanding> top(String poll, int limit, TieBreak ties);

  /**
   * Returns the subjects that were withdrawn before the poll was sealed, and take no place.
   *
   * @param poll name of a sealed poll
   * @return the counts in the order of the subjects; none where the poll is not sealed
   */
  List<Standing> withdrawn(String poll);

  /**
   * Returns the ballots of a sealed poll in the order of their leaves, read in pages.
   *
   * @param poll name of the poll
   * @param from how many to leave out
   * @return those whose ballots are written
   */
  Iterator<Ballot> ballots(String poll, long from);

  /**
   * Returns what {@link LedgerFinalizations#keepRoot} has kept of the tree.
   *
   * @param poll name of the poll
   * @return {@link io.voteengine.result.proof.InclusionProver#toBytes}; empty where there is no
   *     root
   */
  Optional<byte[]> blocks(String poll);

  /**
   * Finds a voter's ballot.
   *
   * @param voter who voted
   * @param subject on what
   * @return the ballot and its place; empty where the result counts none of this voter, where the
   *     voter was erased, and where there is no root
   */
  Optional<PlacedBallot> ballot(VoterId voter, SubjectId subject);

  /**
   * Compares the votes of a sealed poll with its ballots and its counts, and all of them with the
   * audit log. Memory use is bounded whatever the number of votes. May take long.
   *
   * @param poll name of the poll
   * @return what differs; does not look at the root
   */
  ResultCheck compare(String poll);

  /**
   * Records an amendment of a sealed poll, unless one of its id is recorded.
   *
   * @param id identifies it
   * @param poll name of the poll
   * @param by who decided it
   * @param kind what it is about
   * @param subject the subject; null: the poll as a whole
   * @param votes how many votes it concerns
   * @param reason why
   * @return the amendment as it is recorded now; empty, and nothing is recorded, where the poll is
   *     not sealed
   */
  Optional<Amendment> amend(
      UUID id,
      String poll,
      String by,
      Amendment.Kind kind,
      @Nullable SubjectId subject,
      long votes,
      String reason);

  /**
   * Returns the amendments of a poll.
   *
   * @param poll name of the poll
   * @return the oldest first
   */
  List<Amendment> amendments(String poll);
}
