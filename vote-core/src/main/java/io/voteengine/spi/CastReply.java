package io.voteengine.spi;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoterId;
import io.voteengine.poll.HeldChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
   * @param held the voter's choices in the poll with this vote; empty where it is no ballot poll
   * @param moved the subject whose choice was taken back to make room; null: none
   * @param owner to whom the subject belongs; null: it is not recorded
   */
  record Accepted(
      long seq,
      Choice previous,
      Choice choice,
      Tally tally,
      long castAt,
      List<HeldChoice> held,
      @Nullable SubjectId moved,
      @Nullable VoterId owner)
      implements Recorded {
    /**
     * Creates the answer for a subject without an owner.
     *
     * @param seq see {@link Accepted}
     * @param previous see {@link Accepted}
     * @param choice see {@link Accepted}
     * @param tally see {@link Accepted}
     * @param castAt see {@link Accepted}
     * @param held see {@link Accepted}
     * @param moved see {@link Accepted}
     */
    public Accepted(
        long seq,
        Choice previous,
        Choice choice,
        Tally tally,
        long castAt,
        List<HeldChoice> held,
        @Nullable SubjectId moved) {
      this(seq, previous, choice, tally, castAt, held, moved, null);
    }

    /**
     * Creates the answer in an ordinary poll, for a subject without an owner.
     *
     * @param seq see {@link Accepted}
     * @param previous see {@link Accepted}
     * @param choice see {@link Accepted}
     * @param tally see {@link Accepted}
     * @param castAt see {@link Accepted}
     */
    public Accepted(long seq, Choice previous, Choice choice, Tally tally, long castAt) {
      this(seq, previous, choice, tally, castAt, List.of(), null, null);
    }
  }

  /**
   * The request was cast before, and gets the same answer as then.
   *
   * @param seq number of an event at or above the one that the request led to; 0: the ledger has it
   * @param previous the voter's choice before that request; where that is no longer known, the same
   *     as {@code choice}
   * @param choice the voter's choice after that request
   * @param tally the present counts
   * @param castAt the time that the request was given, in microseconds
   * @param held the voter's present choices in the poll; empty where it is no ballot poll
   * @param owner to whom the subject belongs; null: it is not recorded, or not known here
   */
  record Replayed(
      long seq,
      Choice previous,
      Choice choice,
      Tally tally,
      long castAt,
      List<HeldChoice> held,
      @Nullable VoterId owner)
      implements Recorded {
    /**
     * Creates the answer for a subject without an owner.
     *
     * @param seq see {@link Replayed}
     * @param previous see {@link Replayed}
     * @param choice see {@link Replayed}
     * @param tally see {@link Replayed}
     * @param castAt see {@link Replayed}
     * @param held see {@link Replayed}
     */
    public Replayed(
        long seq, Choice previous, Choice choice, Tally tally, long castAt, List<HeldChoice> held) {
      this(seq, previous, choice, tally, castAt, held, null);
    }

    /**
     * Creates the answer in an ordinary poll, for a subject without an owner.
     *
     * @param seq see {@link Replayed}
     * @param previous see {@link Replayed}
     * @param choice see {@link Replayed}
     * @param tally see {@link Replayed}
     * @param castAt see {@link Replayed}
     */
    public Replayed(long seq, Choice previous, Choice choice, Tally tally, long castAt) {
      this(seq, previous, choice, tally, castAt, List.of(), null);
    }
  }

  /**
   * The voter's choice is newer than this vote; or, in a ballot poll where votes move, so are all
   * choices that the voter holds, and there is no room for this one.
   *
   * @param seq number of the event that set the choice; 0: the ledger has it
   * @param choice the voter's choice
   * @param tally the present counts
   * @param castAt when that choice was cast, in microseconds
   * @param held the voter's choices in the poll; empty where it is no ballot poll
   */
  record Superseded(long seq, Choice choice, Tally tally, long castAt, List<HeldChoice> held)
      implements Recorded {
    /**
     * Creates the answer in an ordinary poll.
     *
     * @param seq see {@link Superseded}
     * @param choice see {@link Superseded}
     * @param tally see {@link Superseded}
     * @param castAt see {@link Superseded}
     */
    public Superseded(long seq, Choice choice, Tally tally, long castAt) {
      this(seq, choice, tally, castAt, List.of());
    }
  }

  /**
   * Another request of this voter on this subject had the same id, with another choice, time or
   * variant. Nothing was written.
   *
   * @param choice the voter's choice
   * @param tally the present counts
   * @param held the voter's choices in the poll; empty where it is no ballot poll
   */
  record Reused(Choice choice, Tally tally, List<HeldChoice> held) implements CastReply {
    /**
     * Creates the answer in an ordinary poll.
     *
     * @param choice see {@link Reused}
     * @param tally see {@link Reused}
     */
    public Reused(Choice choice, Tally tally) {
      this(choice, tally, List.of());
    }
  }

  /**
   * The vote was refused, and the voter's choice is known, so that the caller can show choice and
   * counts.
   *
   * @param reason why
   * @param choice the voter's choice
   * @param tally the present counts
   * @param held the voter's choices in the poll; empty where it is no ballot poll
   */
  record Declined(Refusal reason, Choice choice, Tally tally, List<HeldChoice> held)
      implements CastReply {
    /**
     * Creates the answer in an ordinary poll.
     *
     * @param reason see {@link Declined}
     * @param choice see {@link Declined}
     * @param tally see {@link Declined}
     */
    public Declined(Refusal reason, Choice choice, Tally tally) {
      this(reason, choice, tally, List.of());
    }

    /**
     * Returns a copy with another reason.
     *
     * @param other the new reason
     * @return the new answer
     */
    public Declined because(Refusal other) {
      return new Declined(other, choice, tally, held);
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
   * @param subject on which subject, where it is not the vote's own: the one whose choice would
   *     move; null: on the vote's own
   */
  record NotLoaded(Missing what, @Nullable SubjectId subject) implements CastReply {
    /**
     * Creates the answer for what is missing on the vote's own subject.
     *
     * @param what what is missing
     */
    public NotLoaded(Missing what) {
      this(what, null);
    }
  }

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
    /** The poll lists its subjects, and this is none of them. */
    SUBJECT_UNKNOWN,
    /** The host has withdrawn the subject. */
    SUBJECT_WITHDRAWN,
    /** The voter holds as many choices in the poll as it allows, and votes do not move. */
    BUDGET_SPENT,
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
    /** The voter's choices in a ballot poll: {@link VoteStore#loadHeld}. */
    HELD,
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
