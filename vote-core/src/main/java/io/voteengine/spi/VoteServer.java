package io.voteengine.spi;

import io.voteengine.SubjectId;
import io.voteengine.VoteStoreException;
import io.voteengine.VoterId;
import io.voteengine.spi.journal.Term;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Casts and reads votes: a {@link VoteStore}, or a substitute for one that cannot be reached. Safe
 * for use by many threads. A stage that fails with {@link StoreUnavailableException} means that the
 * step was certainly not done; with any other {@link VoteStoreException}, it may or may not have
 * been done.
 */
public interface VoteServer {
  /**
   * Casts a vote. The checks come in this order, and the first that fails decides: term; poll
   * ({@code POLL}), subject ({@code SUBJECT}) and voter ({@code VOTER}) loaded, and in a ballot
   * poll what the voter holds ({@code HELD}); request seen before ({@link CastReply.Replayed},
   * {@link CastReply.Reused}), or perhaps forgotten ({@code REQUEST}); deadline; poll not sealed,
   * opening hours, choice allowed; subject listed and not withdrawn, unless the voter takes a
   * choice back; overtaken or older than the voter's choice; in a ballot poll the budget; rate
   * limit; backlog. Only then is anything written, the journal first. A choice that the voter
   * already has is written like any other.
   *
   * <p>Every refusal after the check of the request, except that for the deadline, is a {@link
   * CastReply.Declined} with the voter's choice and the counts. The answer that a request is
   * unknown is one too.
   *
   * <p>A store remembers the last request of each voter that it holds on each subject, and the
   * eight before it; the ledger has the others in its audit log.
   *
   * <p>Nothing is written after the deadline, even if the command arrives later: a store on another
   * machine judges that by its own clock.
   *
   * @param term the term that the call is for
   * @param command the vote
   * @param deadline by when the answer must come
   * @return the answer
   */
  CompletionStage<CastReply> cast(Term term, CastCommand command, Deadline deadline);

  /**
   * Returns the highest time that the store may have given a vote of this partition so far,
   * including a vote whose answer was lost. Times that the ledger gave to votes in degraded mode
   * are left out.
   *
   * @param partition number of the partition
   * @return an upper bound in microseconds, by the clock that gives votes their times; 0: not known
   */
  default long latestTime(int partition) {
    return 0;
  }

  /**
   * Takes a permit of a limit, by the same clock and algorithm as the limit of a poll. The limit's
   * state is not evicted, unloaded or reset; it is deleted some time after all permits are back.
   *
   * @param term the term that the call is for
   * @param limit a limit whose state is in that partition
   * @return the answer
   */
  CompletionStage<PermitReply> takePermit(Term term, SharedLimit limit);

  /**
   * Gives back a permit that was taken for a vote which turned out to need none. Two calls give
   * back two permits, but there are never more than the limit allows.
   *
   * @param term the term that the call is for
   * @param limit the limit of which the permit was taken
   * @return whether the term was right
   */
  CompletionStage<Boolean> returnPermit(Term term, SharedLimit limit);

  /**
   * Returns whether a partition is in degraded mode, so that reads should ask the ledger.
   *
   * @param partition number of the partition
   * @return true while it is
   */
  default boolean isDegraded(int partition) {
    return false;
  }

  /**
   * Reads subjects of one partition and one voter's choices on them. Takes no permit and changes
   * nothing.
   *
   * @param term the term to read in
   * @param subjects subjects of that partition, each at most once
   * @param voter whose choices to read; null: no choices, and no vote is reported missing
   * @return what the partition holds, every view exact
   */
  CompletionStage<ReadReply> read(Term term, List<SubjectId> subjects, @Nullable VoterId voter);
}
