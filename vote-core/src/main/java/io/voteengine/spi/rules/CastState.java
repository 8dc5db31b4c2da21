package io.voteengine.spi.rules;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoterId;
import io.voteengine.poll.VoteBudget;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import org.jspecify.annotations.Nullable;

/**
 * What a vote is cast on: a poll, a subject's counts and a voter's choice on it, as a store or a
 * ledger holds them at the moment of the cast. {@link CastRules} asks, in its order, and then calls
 * at most one of the methods that write. All times are in microseconds.
 */
public interface CastState {
  /**
   * Returns what must be loaded before it is certain whether the request was cast before.
   *
   * @return what is missing; null: {@link #earlier} is certain
   */
  CastReply.@Nullable Missing missing();

  /**
   * Finds the request with the vote's id that was cast before.
   *
   * @param vote the vote
   * @return the request; null: there is none
   */
  @Nullable EarlierRequest earlier(CastCommand vote);

  /**
   * Returns whether the caller's deadline has passed.
   *
   * @return true when the vote must not be cast any more
   */
  boolean isExpired();

  /**
   * Returns why the poll refuses the vote.
   *
   * @param vote the vote
   * @return as {@link io.voteengine.spi.PollSnapshot#refuses}, by the latest time that has come
   */
  CastReply.@Nullable Refused refuses(CastCommand vote);

  /**
   * Returns why the poll refuses votes on the subject.
   *
   * @return as {@link io.voteengine.spi.PollSnapshot#refuses(io.voteengine.subject.Listing)}
   */
  CastReply.@Nullable Refused refusesSubject();

  /**
   * Takes a permit of the poll's limit, which is kept only if the vote is then written.
   *
   * @return microseconds until there is a permit; 0 or less: it was taken, or there is no limit
   */
  long takePermit();

  /**
   * Returns whether no more events may be written.
   *
   * @return true when the backlog is full
   */
  boolean isFull();

  /**
   * Returns the voter's choice.
   *
   * @return the choice
   */
  Choice choice();

  /**
   * Returns when the voter's choice was cast.
   *
   * @return its time; 0: there is no vote
   */
  long castAt();

  /**
   * Returns the request that set the voter's choice.
   *
   * @return the request; null: there is no vote
   */
  @Nullable RequestId requestId();

  /**
   * Returns the number of the event that set the voter's choice.
   *
   * @return the number; 0: the ledger has it
   */
  long seq();

  /**
   * Returns how many choices the poll allows.
   *
   * @return null in an ordinary poll
   */
  @Nullable VoteBudget budget();

  /**
   * Returns the choices that the voter holds in a ballot poll.
   *
   * @return the present ones, which {@link #write} changes; nothing in an ordinary poll
   */
  Holdings held();

  /**
   * Returns what must be loaded before a choice of the voter on another subject of the poll can be
   * taken back.
   *
   * @param subject on what the voter holds a choice
   * @return what is missing; null: it can be taken back
   */
  CastReply.@Nullable Missing missing(SubjectId subject);

  /**
   * Returns to whom the subject belongs.
   *
   * @return null: it is not recorded
   */
  @Nullable VoterId owner();

  /**
   * Returns the subject's counts.
   *
   * @return the present counts
   */
  Tally tally();

  /**
   * Returns the time for a new vote: later than all that this clock has given, and than what the
   * caller has seen.
   *
   * @param seen see {@link CastCommand#seen()}
   * @return the time
   */
  long nextTime(long seen);

  /**
   * Sets the voter's choice.
   *
   * @param vote the vote
   * @param choice the choice that it leads to
   * @param castAt its time
   * @param moved the subject whose choice makes room for it, and is taken back before, at the same
   *     time and in the same step; null: none
   * @return the answer
   */
  CastReply write(CastCommand vote, Choice choice, long castAt, @Nullable SubjectId moved);

  /**
   * Writes a vote that was accepted in an earlier epoch and is overtaken now, for the audit log. It
   * changes no choice and no count.
   *
   * @param vote the vote
   * @return the answer
   */
  CastReply writeOvertaken(CastCommand vote);

  /**
   * Remembers that a request was answered as overtaken, in case an attempt of it arrives later.
   *
   * @param vote the vote
   */
  void rememberOvertaken(CastCommand vote);
}
