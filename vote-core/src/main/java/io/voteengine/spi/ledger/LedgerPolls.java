package io.voteengine.spi.ledger;

import io.voteengine.Poll;
import io.voteengine.VoteLedgerException;
import io.voteengine.poll.PollChange;
import io.voteengine.poll.PollException;
import io.voteengine.spi.PollSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The recorded polls and their rules. Safe for use by many threads; every method throws {@link
 * VoteLedgerException} when it fails.
 */
public interface LedgerPolls {
  /** How long before its closing time a poll's close can be moved, at the latest. */
  Duration LATEST_MOVE = Duration.ofSeconds(10);

  /** How long the number of choices in a ballot poll may take to be lowered. */
  Duration LOWERING_FOR = Duration.ofMinutes(2);

  /** How long changed rules stay {@link #stale}, so that no load of the former ones comes later. */
  Duration STALE_FOR = Duration.ofSeconds(10);

  /**
   * Records a new poll; where one of this name is recorded, that one stays as it is.
   *
   * @param poll the poll
   * @return the poll as it is recorded now
   */
  PollSnapshot define(Poll poll);

  /**
   * Returns a poll.
   *
   * @param name its name
   * @return the poll, empty where there is none
   */
  Optional<PollSnapshot> find(String name);

  /**
   * Returns a poll as it is at the ledger's present time.
   *
   * @param name its name
   * @return as {@link #find}, but {@link PollSnapshot#over} also where the ledger's clock has come
   *     to the closing time
   */
  Optional<PollSnapshot> findAsOfNow(String name);

  /**
   * Returns the recorded polls, except archived ones.
   *
   * @return in the order of their names
   */
  List<PollSnapshot> list();

  /**
   * Replaces the rules of a poll, records the change, and marks the poll as stale, in one
   * transaction. Records nothing where the rules are the same.
   *
   * @param revision of the rules that are replaced
   * @param poll the new rules
   * @param by who changes them
   * @param why the reason
   * @return the poll as it is recorded now; empty, and nothing is changed, where the recorded rules
   *     are of another revision
   * @throws PollException when the poll is unknown or over, when it is too late to move its close,
   *     when a poll would become a ballot poll or cease to be one, or when voters hold more choices
   *     than the new rules allow
   */
  Optional<PollSnapshot> change(long revision, Poll poll, String by, String why);

  /**
   * Begins to lower the number of choices that a voter may hold in a ballot poll: from now on the
   * store and {@link io.voteengine.spi.VoteLedger#cast} take votes by the lower number, while the
   * recorded rules, and what the ledger applies, still have the higher one. So no vote that was
   * accepted by the former rules is lost. Once the store has the lower number and the ledger every
   * vote, {@link #change} completes it; {@link #stopLowering} undoes it, which the ledger does by
   * itself after {@link #LOWERING_FOR}. Marks the poll as stale.
   *
   * @param revision of the rules that are replaced
   * @param poll the new rules
   * @return the poll with its present rules and a new revision; empty, and nothing is changed,
   *     where the recorded rules are of another revision
   * @throws PollException as {@link #change}, and when voters hold more than that
   */
  Optional<PollSnapshot> beginLowering(long revision, Poll poll);

  /**
   * Undoes {@link #beginLowering}. Changes nothing where it was completed, or begun again.
   *
   * @param begun what {@link #beginLowering} has returned
   */
  void stopLowering(PollSnapshot begun);

  /**
   * Closes a poll at the ledger's present time, records that as a change, and marks the poll as
   * stale, in one transaction. Changes nothing where the closing time has passed by the ledger's
   * clock.
   *
   * @param name its name
   * @param by who closes it
   * @param why the reason
   * @return the poll as it is recorded now
   * @throws PollException when the poll is unknown
   */
  PollSnapshot close(String name, String by, String why);

  /**
   * Makes a poll what another ledger of the same site has recorded, without the checks of {@link
   * #change}: records it where it is absent, takes the rules where they differ, and is over where
   * the other one is. A poll that is over stays so. Marks the poll as stale where anything changes.
   *
   * @param poll as the other ledger has it
   * @param by who changed it there
   * @param why the reason
   */
  void adopt(PollSnapshot poll, String by, String why);

  /**
   * Returns the changes of a poll's rules.
   *
   * @param name the poll's name
   * @return the newest first
   */
  List<PollChange> changes(String name);

  /**
   * Records that a poll's closing time has passed, as a clock has shown: from then on its snapshots
   * are {@link PollSnapshot#over}. Changes nothing where the poll is not known or has no closing
   * time, and while it is {@link #stale}: that clock may have been compared with former rules.
   * Marks the poll as stale where the ledger's own clock has not come to the close.
   *
   * @param poll its name
   */
  void recordOver(String poll);

  /**
   * Returns the polls whose rules have changed and that the store may hold with the former ones.
   *
   * @return in the order of their names
   */
  List<PollSnapshot> stale();

  /**
   * Takes the mark off a stale poll whose rules every partition has loaded. Changes nothing where
   * the rules have changed again, or did so less than {@link #STALE_FOR} ago.
   *
   * @param poll as {@link #stale} has returned it
   */
  void loaded(PollSnapshot poll);
}
