package io.voteengine.jdbc.apply.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.jdbc.poll.AmendmentTable;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.RefusedDataException;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.result.Amendment;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.util.Micros;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Votes that arrive after their poll was sealed: the result stays, and says so beside it. */
public final class LateVotes {
  private static final String BY = "voteengine";
  private static final String QUARANTINED =
      "the vote came after the poll was sealed; it is in quarantine and does not count";
  private static final String REFUSED =
      "the vote came after the poll was sealed; it was refused and does not count";

  private LateVotes() {}

  /** Returns why such a vote is put into quarantine. */
  public static RefusedDataException refusal(VoteEvent event) {
    return new RefusedDataException(
        new SQLException(
            "the poll '"
                + event.subject().poll()
                + "' is sealed, and its result is final: the vote came too late"));
  }

  /** Records an amendment for each of them, once however often it arrives. */
  public static void amend(Transaction tx, Collection<VoteEvent> late) {
    if (late.isEmpty()) {
      return;
    }
    Instant now = Micros.toInstant(ColumnValues.wallClock(tx));
    Map<UUID, Amendment> made = new LinkedHashMap<>();
    for (VoteEvent event : late) {
      Amendment amendment =
          amendment(now, event.subject(), event.requestId(), event.castAt(), QUARANTINED);
      made.put(amendment.id(), amendment);
    }
    AmendmentTable.addNew(tx, List.copyOf(made.values()));
  }

  /** Records the amendment of a vote that the store has refused. */
  public static void amend(Transaction tx, SubjectId subject, RequestId request, long castAt) {
    Instant now = Micros.toInstant(ColumnValues.wallClock(tx));
    AmendmentTable.addNew(tx, List.of(amendment(now, subject, request, castAt, REFUSED)));
  }

  private static Amendment amendment(
      Instant now, SubjectId subject, RequestId request, long castAt, String reason) {
    return new Amendment(
        id(subject, request, castAt),
        subject.poll(),
        now,
        BY,
        Amendment.Kind.LATE,
        subject,
        1,
        reason);
  }

  /**
   * The same when a node sends the vote again, with another number then. Two voters may have chosen
   * the same request id; the moment tells their votes apart. The voter has no part in it, so that
   * nobody finds the votes of an erased one by trying ids.
   */
  private static UUID id(SubjectId subject, RequestId request, long castAt) {
    String content =
        String.join(
            "\n", "late", subject.poll(), subject.key(), request.toString(), Long.toString(castAt));
    return UUID.nameUUIDFromBytes(content.getBytes(UTF_8));
  }
}
