package io.voteengine.spi;

import io.voteengine.Choice;
import io.voteengine.Tally;

/** What a store says to a {@link CastCommand}. All but {@link Accepted} changed no vote. */
public sealed interface CastReply {
  /**
   * The vote was written, and its event is in the journal.
   *
   * @param seq number of its event
   * @param previous the voter's choice before
   * @param choice the voter's choice now
   * @param tally the counts with it
   * @param castAt the time it was given, in microseconds
   */
  record Accepted(long seq, Choice previous, Choice choice, Tally tally, long castAt)
      implements CastReply {}

  /**
   * The request was cast before, and is answered as it was then.
   *
   * @param seq number of an event at or above the one that the request led to; 0: the ledger has it
   * @param previous the voter's choice before that request; where nobody knows any more, the choice
   *     itself
   * @param choice the voter's choice after that request
   * @param tally the present counts
   * @param castAt the time that the request was given, in microseconds
   */
  record Replayed(long seq, Choice previous, Choice choice, Tally tally, long castAt)
      implements CastReply {}

  /**
   * The voter's choice is newer than this vote.
   *
   * @param seq number of the event that the choice rests on; 0: the ledger has it
   * @param choice the voter's choice
   * @param tally the present counts
   * @param castAt when that choice was cast, in microseconds
   */
  record Superseded(long seq, Choice choice, Tally tally, long castAt) implements CastReply {}

  /**
   * Another request of this voter on this subject had the same id: another choice, time or variant.
   * Nothing was written.
   *
   * @param choice the voter's choice
   * @param tally the present counts
   */
  record Reused(Choice choice, Tally tally) implements CastReply {}

  /**
   * The vote was refused by one that knows the voter's choice: the caller can show how things
   * stand.
   *
   * @param reason why
   * @param choice the voter's choice
   * @param tally the present counts
   */
  record Declined(Refusal reason, Choice choice, Tally tally) implements CastReply {
    /**
     * The same choice and counts with another reason.
     *
     * @param other why instead
     * @return the new answer
     */
    public Declined because(Refusal other) {
      return new Declined(other, choice, tally);
    }
  }

  /** Why a vote was refused; an answer of its own where the voter's choice is not known. */
  sealed interface Refusal extends CastReply {}

  /**
   * The voter has no permit left.
   *
   * @param retryAfter microseconds until there is one, more than 0
   */
  record RateLimited(long retryAfter) implements Refusal {}

  /**
   * The caller must load something first, or wait for it.
   *
   * @param what what is missing
   */
  record NotLoaded(Missing what) implements CastReply {}

  /**
   * The database refused the vote for its data, and it is in quarantine; ledgers only.
   *
   * @param reason what the database says
   */
  record Quarantined(String reason) implements CastReply {}

  /** Refusals without details. {@link #EXPIRED} and {@link #WRONG_EPOCH} always stand alone. */
  enum Refused implements Refusal {
    /** The poll is unknown to the ledger too, or its opening time has not come. */
    POLL_NOT_OPEN,
    /** The poll has closed, or is sealed. */
    POLL_CLOSED,
    /** The poll's rules do not allow the choice. */
    CHOICE_NOT_ALLOWED,
    /** The journal holds as many events as it may. */
    BACKLOG_FULL,
    /** The deadline had passed when the vote was looked at. */
    EXPIRED,
    /** The answer to a probe: this request was never cast, as far as is remembered. */
    UNKNOWN_REQUEST,
    /** The command is for another term, or the partition is frozen. */
    WRONG_EPOCH
  }

  /** What a partition does not hold. */
  enum Missing {
    /** The poll's rules: {@link VoteStore#loadPoll}. */
    POLL,
    /** The subject's tally: {@link VoteStore#loadSubjects}. */
    SUBJECT,
    /** The voter's choice on the subject: {@link VoteStore#loadVotes}. */
    VOTER,
    /**
     * Whether the ledger has the request: {@link VoteLedger#requests}. Where it has not, the vote
     * is cast again as {@linkplain CastCommand#fresh() fresh}.
     */
    REQUEST,
    /**
     * As {@link #REQUEST}; but first the ledger must have the voter's last event, for the store has
     * forgotten requests that the ledger may lack.
     */
    FLUSH
  }
}
