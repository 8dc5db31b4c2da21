package io.voteengine.jdbc.backup;

import io.voteengine.Poll;
import io.voteengine.backup.Backup;
import io.voteengine.backup.BackupException;
import io.voteengine.jdbc.poll.PollChangeTable;
import io.voteengine.jdbc.poll.PollRules;
import io.voteengine.jdbc.poll.PollTable;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.spi.PollSnapshot;

/** The poll of a backup beside the recorded poll of its name. */
final class BackedUpPoll {
  private BackedUpPoll() {}

  /** Records the poll by the backup's rules if it is not recorded. */
  static PollSnapshot record(Transaction tx, Backup backup) {
    PollSnapshot recorded = PollTable.create(tx, backup.poll());
    refuseOtherRules(tx, backup.poll(), recorded.poll());
    refuseSealed(recorded);
    return recorded;
  }

  /** Returns the recorded poll; fails where it is another one of this name. */
  static Backup find(Transaction tx, Backup backup) {
    PollTable.find(tx.handle(), backup.poll().name())
        .ifPresent(recorded -> refuseOtherRules(tx, backup.poll(), recorded.poll()));
    return backup;
  }

  /** A poll of rules that the recorded one never had is another poll of its name. */
  static void refuseOtherRules(Transaction tx, Poll poll, Poll recorded) {
    if (!poll.equals(recorded) && !PollChangeTable.hadRules(tx, poll)) {
      throw new BackupException(
          "The backup is of a poll '%s' with other rules than the recorded ones: %s, not %s."
              .formatted(poll.name(), PollRules.write(poll), PollRules.write(recorded)),
          null);
    }
  }

  static void refuseSealed(PollSnapshot poll) {
    if (poll.state() == PollSnapshot.State.SEALED) {
      throw new BackupException(
          "The poll '%s' is sealed: its result is settled, and no backup can change it."
              .formatted(poll.poll().name()),
          null);
    }
  }
}
