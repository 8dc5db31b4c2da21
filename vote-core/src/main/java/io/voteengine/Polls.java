package io.voteengine;

import io.voteengine.poll.PollChange;
import io.voteengine.poll.PollException;
import io.voteengine.poll.Series;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The polls of an engine. Safe for use by many threads. Every method throws {@link
 * VoteLedgerException} when the ledger does not answer.
 */
public interface Polls {
  /**
   * Records a poll, so that votes can be cast in it within its opening hours. A host calls this at
   * every start. Where the poll is recorded already, its recorded rules stay in force: where they
   * differ from these, a warning in the log names both. To change them, call {@link #update}.
   *
   * @param poll name and rules
   * @return the poll as it is recorded
   * @throws PollException when its counts are to be shown {@linkplain
   *     io.voteengine.poll.Visibility#AFTER_SEAL after the seal}, and the ledger seals no polls
   */
  Poll define(Poll poll);

  /**
   * Records the polls of a series: that of the present window, and as many after it as {@link
   * Series#ahead} says. A host calls this at every start, on every node. While this engine is open
   * it goes on to record the polls of later windows, long before they open.
   *
   * <p>Polls that are recorded already keep their rules and hours, as by {@link #define(Poll)};
   * changed options of a series are in force for the polls that are recorded after that. Where the
   * hours of a recorded poll are no longer those of the schedule, the next new poll opens when the
   * recorded one closes, so that there is neither gap nor overlap.
   *
   * @param series the series; replaces one of the same name in this engine
   * @return the poll of the present window, as it is recorded
   */
  Poll define(Series series);

  /**
   * Returns the poll of a series that votes belong to now, by the engine's clock. It comes from
   * memory, except where no window was recorded for the present time, as after a pause of days. The
   * store's clock decides whether a vote is in time: right before and after the change of windows
   * it may disagree, and then it refuses the vote.
   *
   * @param series name of a series that was given to {@link #define(Series)}
   * @return the poll, as it was recorded within the last minutes
   * @throws PollException when no such series was defined through this engine
   */
  Poll current(String series);

  /**
   * Returns a recorded poll.
   *
   * @param name its name
   * @return the poll, empty where none of this name is recorded
   */
  Optional<Poll> find(String name);

  /**
   * Returns the recorded polls, except those that {@link io.voteengine.result.Results#archive} has
   * archived.
   *
   * @return in the order of their names
   */
  List<Poll> list();

  /**
   * Changes the rules of a poll that is not over, and records who did so and why. The new rules are
   * in force on every node within a second, for votes cast from then on; votes that were cast
   * before stay. Concurrent changes are made one after the other, each from the rules that the one
   * before left.
   *
   * <p>A partition of the store that does not answer now takes the new rules as soon as it does.
   *
   * <p>Whether a poll is a ballot poll ({@link Poll#votesPerVoter}) was fixed when it was defined.
   * How many choices it allows may change, but not to less than some voter holds. While it is
   * lowered, the call waits until the ledger has all votes.
   *
   * <p>An opening time can be moved while nobody has voted. A closing time can be moved until ten
   * seconds before it, and only to a time that is still to come: some clocks may have passed the
   * old one already.
   *
   * @param name the poll's name
   * @param change returns the new rules; may be called several times, and must keep the name
   * @param by who changes the rules, 1 to 128 UTF-8 bytes without control characters; kept for
   *     ever, but for an id that {@link VoteEngine#administration} erases
   * @param why the reason, 1 to 500 characters without control characters; kept for ever
   * @return the poll as it is recorded now
   * @throws PollException when the poll is unknown or over, when it is too late to move its close,
   *     when it would become a ballot poll or cease to be one, or when voters hold more choices
   *     than the new rules allow; nothing was changed
   */
  Poll update(String name, UnaryOperator<Poll> change, String by, String why);

  /**
   * Closes a poll now: no new vote is accepted in it any more, on any node within a second. Imports
   * dated before that ({@link VoteRequest#castAt}) are. A poll that has not opened yet never does.
   * Closing a poll that is over changes nothing. The close shows in {@link #changes}.
   *
   * @param name the poll's name
   * @param by who closes it, 1 to 128 UTF-8 bytes without control characters
   * @param why the reason, 1 to 500 characters without control characters
   * @return the poll as it is recorded now
   * @throws PollException when the poll is unknown
   */
  Poll close(String name, String by, String why);

  /**
   * Returns the changes of a poll's rules, its close by {@link #close} among them.
   *
   * @param name the poll's name
   * @return the newest first; empty where there are none, or where the poll is unknown
   */
  List<PollChange> changes(String name);
}
