package io.voteengine.spi;

import io.voteengine.Choice;
import io.voteengine.Tally;

/** A store's answer to a {@link CastCommand}. Only {@link Accepted} means that a vote changed. */
public sealed interface CastReply {
  /** An answer that is final once the ledger has an event: that of the request, or a later one. */
  sealed interface Recorded extends CastReply {
    /**
     * Returns the number of the event, in the epoch of the {@linkplain #tally() tally}.
     *
     * @return the number; 0: the ledger has it
     */
    long seq();

    /**
     * Returns the voter's choice.
     *
     * @return the choice
     */
    Choice choice();

    /**
     * Returns the subject's counts.
     *
     * @return the counts, of the epoch in which the answer was given
     */
    Tally tally();

    /**
     * Returns the time of the choice.
     *
     * @return microseconds
     */
    long castAt();
  }

  /**
   * The vote was written, and its event is in the journal.
   *
   * @param seq number of its event
   * @param previous the voter's choice before
   * @param choice the voter's choice now
   * @param tally the counts with this vote
   * @param castAt the time that the vote was given, in microseconds
   */
  record Accepted(long seq, Choice previous, Choice choice, Tally tally, long castAt)
      implements Recorded {}

  /**
   * The request was cast before, and gets the same answer as then.
   *
   * @param seq number of an event at or above the one that the request led to; 0: the ledger has it
   * @param previous the voter's choice before that request; where that is no longer known, the same
   *     as {@code choice}
   * @param choice the voter's choice after that request
   * @param tally the present counts
   * @param castAt the time that the request was given, in microseconds
   */
  record Replayed(long seq, Choice previous, Choice choice, Tally tally, long castAt)
      implements Recorded {}

  /**
   * The voter's choice is newer than this vote.
   *
   * @param seq number of the event that set the choice; 0: the ledger has it
   * @param choice the voter's choice
   * @param tally the present counts
   * @param castAt when that choice was cast, in microseconds
   */
  record Superseded(long seq, Choice choice, Tally tally, long castAt) implements Recorded {}

  /**
   * Another request of this voter on this subject had the same id, with another choice, time or
   * variant. Nothing was written.
   *
   * @param choice the voter's choice
   * @param tally the present counts
   */
  record Reused(Choice choice, Tally tally) implements CastReply {}

  /**
   * The vote was refused, and the voter's choice is known, so that the caller can show choice and
   * counts.
   *
   * @param reason why
   * @param choice the voter's choice
   * @param tally the present counts
   */
  record Declined(Refusal reason, Choice choice, Tally tally) implements CastReply {
    /**
     * Returns a copy with another reason.
     *
     * @param other the new reason
     * @return the new answer
     */
    public Declined because(Refusal other) {
      return new Declined(other, choice, tally);
    }
  }

  /**
   * The reason why a vote was refused. It is the whole answer where the voter's choice is not
   * known.
   */
  sealed interface Refusal extends CastReply {}

  /**
   * The voter has no permit left.
   *
   * @param retryAfter microseconds until there is one, more than 0
   */
  record RateLimited(long retryAfter) implements Refusal {}

  /**
   * The caller must first load something, or wait until the ledger has it.
   *
   * @param what what is missing
   */
  record NotLoaded(Missing what) implements CastReply {}

  /**
   * The database refused the vote for its data, and it is in quarantine. Only ledgers answer this.
   *
   * @param reason the database's message
   */
  record Quarantined(String reason) implements CastReply {}

  /**
   * Refusals without details. {@link #EXPIRED} and {@link #WRONG_EPOCH} never come in a {@link
   * Declined}.
   */
  enum Refused implements Refusal {
    /** The ledger does not know the poll either, or the poll has not opened yet. */
    POLL_NOT_OPEN,
    /** The poll has closed, or is sealed. */
    POLL_CLOSED,
    /** The poll's rules do not allow the choice. */
    CHOICE_NOT_ALLOWED,
    /** The journal is full: it holds as many events as it may. */
    BACKLOG_FULL,
    /** The deadline had passed when the store checked the vote. */
    EXPIRED,
    /** The answer to a probe: the store remembers no such request. */
    UNKNOWN_REQUEST,
    /** The command is for another term, or the partition is frozen. */
    WRONG_EPOCH
  }

  /** What a partition lacks to answer a cast. */
  enum Missing {
    /** The poll's rules: {@link VoteStore#loadPoll}. */
    POLL,
    /** The subject's tally: {@link VoteStore#loadSubjects}. */
    SUBJECT,
    /** The voter's choice on the subject: {@link VoteStore#loadVotes}. */
    VOTER,
    /**
     * Whether the ledger has the request: {@link VoteLedger#requests}. If it does not, the caller
     * casts the vote again as {@linkplain CastCommand#fresh() fresh}.
     */
    REQUEST,
    /**
     * As {@link #REQUEST}, but first the ledger must have the voter's last event, because the store
     * has forgotten requests that the ledger may lack.
     */
    FLUSH
  }
}
