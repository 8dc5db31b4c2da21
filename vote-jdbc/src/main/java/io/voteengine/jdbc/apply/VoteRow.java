package io.voteengine.jdbc.apply;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.journal.VoteEvent;
import org.jspecify.annotations.Nullable;

/**
 * A voter's choice on a subject in the ledger.
 *
 * @param choice the choice that counts
 * @param voided the choice before the vote was voided; {@link Choice#NONE} when it is not void
 * @param direct whether one of the row's votes did not come through the journal, where its request
 *     may still appear
 */
public record VoteRow(
    Choice choice, Choice voided, long castAt, @Nullable RequestId requestId, boolean direct) {
  /** Stands for a row that does not exist. */
  public static final VoteRow NONE = new VoteRow(Choice.NONE, 0, null, false);

  /** A vote that counts. */
  public VoteRow(Choice choice, long castAt, @Nullable RequestId requestId, boolean direct) {
    this(choice, Choice.NONE, castAt, requestId, direct);
  }

  public static VoteRow of(VoteEvent event) {
    return new VoteRow(event.choice(), event.castAt(), event.requestId(), event.seq() < 0);
  }

  /** Returns whether the event counts: its (castAt, requestId) is greater than the row's. */
  public boolean yieldsTo(VoteEvent event) {
    return yieldsTo(event.castAt(), event.requestId());
  }

  public boolean yieldsTo(long otherCastAt, RequestId otherRequestId) {
    return otherCastAt != castAt
        ? otherCastAt > castAt
        : requestId == null || otherRequestId.compareTo(requestId) > 0;
  }

  /** Returns whether there is a choice, or was before it was voided. */
  public boolean isOrWas() {
    return choice != Choice.NONE || voided != Choice.NONE;
  }

  public VoteSnapshot snapshot(VoteKey key) {
    return new VoteSnapshot(key.subject(), key.voter(), choice, castAt, requestId);
  }
}
