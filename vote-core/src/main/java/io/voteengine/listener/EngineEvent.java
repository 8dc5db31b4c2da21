package io.voteengine.listener;

import io.voteengine.Action;
import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoteEngine;
import io.voteengine.VoteReceipt;
import io.voteengine.VoterId;
import io.voteengine.result.Finalization;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An event that an engine reports to its {@link VoteListener}s. Immutable. */
public sealed interface EngineEvent {
  /**
   * This engine has answered a vote with {@link CastResult.Accepted}. A repeated request gives an
   * event each time.
   *
   * @param requestId the request
   * @param voter who voted
   * @param subject on what
   * @param previous the voter's choice before; where {@code replayed} and no longer known, the same
   *     as {@code choice}
   * @param choice the voter's choice now
   * @param tally as {@link VoteReceipt#tally}
   * @param castAt as {@link VoteReceipt#castAt}
   * @param replayed as {@link VoteReceipt#replayed}
   * @param owner to whom the subject belongs ({@link io.voteengine.subject.NewSubject#owner}), so
   *     that a host can notify them; null: the host has not recorded it, or the repeated request is
   *     so old that only the audit log knows it
   */
  record VoteCast(
      RequestId requestId,
      VoterId voter,
      SubjectId subject,
      Choice previous,
      Choice choice,
      Tally tally,
      Instant castAt,
      boolean replayed,
      @Nullable VoterId owner)
      implements EngineEvent {
    /**
     * Returns what the cast changed.
     *
     * @return whether the choice was created, changed, removed, or stayed the same
     */
    public Action action() {
      return Action.between(previous, choice);
    }
  }

  /**
   * This engine has answered a vote with {@link CastResult.Rejected}.
   *
   * @param voter who voted
   * @param subject on what
   * @param answer the answer, with the reason
   */
  record VoteRejected(VoterId voter, SubjectId subject, CastResult.Rejected answer)
      implements EngineEvent {}

  /**
   * The ledger has a vote that this engine answered. It comes after the vote's {@link VoteCast},
   * once for each of them.
   *
   * @param requestId the request
   * @param voter who voted
   * @param subject on what
   * @param choice the voter's choice
   * @param owner as {@link VoteCast#owner}
   */
  record VoteDurable(
      RequestId requestId, VoterId voter, SubjectId subject, Choice choice, @Nullable VoterId owner)
      implements EngineEvent {}

  /**
   * A vote that this engine answered or would have answered is in quarantine: the database refused
   * it for its data, or it came after its poll was sealed; see {@link VoteEngine#quarantine}.
   *
   * @param requestId the request
   * @param voter who voted
   * @param subject on what
   * @param choice the voter's choice
   * @param reason why: the database's message, or that the poll is sealed
   */
  record VoteQuarantined(
      RequestId requestId, VoterId voter, SubjectId subject, Choice choice, String reason)
      implements EngineEvent {}

  /**
   * A vote that this engine answered is lost: the store lost it before the ledger had it, and it
   * was refused when it was sent again.
   *
   * @param requestId the request
   * @param voter who voted
   * @param subject on what
   * @param choice the voter's choice
   * @param reason why it was refused
   */
  record VoteLost(
      RequestId requestId, VoterId voter, SubjectId subject, Choice choice, String reason)
      implements EngineEvent {}

  /**
   * This engine's reconciler has made the store reload subjects with the ledger's counts.
   *
   * @param subjects the subjects
   * @param cause why
   */
  record VoteReconciled(Set<SubjectId> subjects, Cause cause) implements EngineEvent {
    /** Keeps its own copy. */
    public VoteReconciled {
      subjects = Set.copyOf(subjects);
    }
  }

  /** The reason why subjects were reloaded. */
  enum Cause {
    /** Store and ledger disagreed on counts or on a voter's choice. */
    DRIFT,
    /** An audit found that the ledger's tally was not the count of the votes, and corrected it. */
    MISCOUNT,
    /** The database refused a vote on them for its data. */
    QUARANTINE,
    /** The answer to a commit was lost, so it is not known whether store and ledger agree. */
    IN_DOUBT,
    /**
     * Their votes were changed in the ledger: by administration, a restore, a replay, or degraded
     * mode. Or the host has listed or withdrawn them, or given them to another owner.
     */
    CHANGED_IN_LEDGER
  }

  /**
   * This engine's reconciler has recovered a partition whose store was not the one that the ledger
   * knew: after each restart or failover of the store, with or without a loss, and where its
   * history was gone. Each engine sends again the votes that it answered and that could not be
   * read; {@link VoteLost} reports those that are lost.
   *
   * @param partition number of the partition
   * @param epoch the new epoch
   * @param salvaged how many events could be read and were carried to the ledger
   */
  record PartitionRecovered(int partition, long epoch, int salvaged) implements EngineEvent {}

  /**
   * This engine cannot reach a partition's store, and casts its votes in the ledger.
   *
   * @param partition number of the partition
   */
  record PartitionDegraded(int partition) implements EngineEvent {}

  /**
   * A partition's store serves this engine again.
   *
   * @param partition number of the partition
   */
  record PartitionRestored(int partition) implements EngineEvent {}

  /**
   * This engine has sealed a poll: its result is final. Other nodes do not report it; see {@link
   * io.voteengine.result.ResultOptions#onSealed} for a call that is certain.
   *
   * @param result the finalization
   */
  record PollSealed(Finalization result) implements EngineEvent {}
}
