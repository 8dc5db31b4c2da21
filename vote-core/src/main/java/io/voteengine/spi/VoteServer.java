package io.voteengine.spi;

import io.voteengine.SubjectId;
import io.voteengine.VoteStoreException;
import io.voteengine.VoterId;
import io.voteengine.spi.journal.Term;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What serves voters: a {@link VoteStore}, or what stands in for one that cannot be reached. Safe
 * for use by many threads. A stage that completes with {@link StoreUnavailableException} stands for
 * a step that has certainly not been taken; with any other {@link VoteStoreException}, for one that
 * may or may not have been taken.
 */
public interface VoteServer {
  /**
   * Casts a vote. The checks come in this order, and the first that fails decides: term; poll
   * ({@code POLL}), subject ({@code SUBJECT}) and voter ({@code VOTER}) loaded; request seen before
   * ({@link CastReply.Replayed}, {@link CastReply.Reused}), or perhaps forgotten ({@code REQUEST});
   * deadline; poll not sealed, opening hours, choice allowed; overtaken or older than the voter's
   * choice; rate limit; backlog. Only then is anything written, the journal first. A choice that
   * the voter has already is written like any other.
   *
   * <p>Every refusal after the check of the request but that for the deadline is a {@link
   * CastReply.Declined}, with the voter's choice and the counts; so is the answer that a request is
   * unknown.
   *
   * <p>A store remembers the last request of each voter that it holds on each subject, and the
   * eight before; what it does not remember the ledger has in its audit log.
   *
   * <p>Nothing is written once the deadline has passed, even if the command arrives later: a store
   * on another machine judges that by its own clock.
   *
   * @param term the term it is meant for
   * @param command the vote
   * @param deadline by when the answer is wanted
   * @return the answer
   */
  CompletionStage<CastReply> cast(Term term, CastCommand command, Deadline deadline);

  /**
   * The highest time that a vote of this partition may have been given by now, also one whose
   * answer was lost.
   *
   * @param partition its number
   * @return an upper bound in microseconds, by the clock that gives votes their times; 0: not known
   */
  default long latestTime(int partition) {
    return 0;
  }

  /**
   * Takes a permit of a limit, by the same clock and algorithm as the limit of a poll. Its state is
   * neither evicted, unloaded nor reset, and forgotten some time after all permits are back.
   *
   * @param term the term it is meant for
   * @param limit a limit whose state lies in that partition
   * @return the answer
   */
  CompletionStage<PermitReply> takePermit(Term term, SharedLimit limit);

  /**
   * Gives a permit back that was taken for a vote which took none. Done twice it gives back two;
   * but there are never more permits than the limit has.
   *
   * @param term the term it is meant for
   * @param limit as it was taken
   * @return whether the term was right
   */
  CompletionStage<Boolean> returnPermit(Term term, SharedLimit limit);

  /**
   * Whether a partition's store is given up for now, so that reads had better ask the ledger.
   *
   * @param partition its number
   * @return true while it is
   */
  default boolean isDegraded(int partition) {
    return false;
  }

  /**
   * Reads subjects of one partition, and one voter's choices on them. Takes no permit, and leaves
   * nothing behind.
   *
   * @param term the term to read in
   * @param subjects subjects of that partition, each at most once
   * @param voter whose choices to read; null: nobody's, and no vote is reported missing
   * @return what the partition holds, every view exact
   */
  CompletionStage<ReadReply> read(Term term, List<SubjectId> subjects, @Nullable VoterId voter);
}
