package io.voteengine.jdbc.apply.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;

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
  private static final String REASON =
      "the vote came after the poll was sealed; it is in quarantine and does not count";

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
      UUID id = id(event);
      made.put(
          id,
          new Amendment(
              id,
              event.subject().poll(),
              now,
              BY,
              Amendment.Kind.LATE,
              event.subject(),
              1,
              REASON));
    }
    AmendmentTable.addNew(tx, List.copyOf(made.values()));
  }

  /**
   * The same when a node sends the vote again, with another number then. Two voters may have chosen
   * the same request id; the moment tells their votes apart. The voter has no part in it, so that
   * nobody finds the votes of an erased one by trying ids.
   */
  private static UUID id(VoteEvent event) {
    String content =
        String.join(
            "\n",
            "late",
            event.subject().poll(),
            event.subject().key(),
            event.requestId().toString(),
            Long.toString(event.castAt()));
    return UUID.nameUUIDFromBytes(content.getBytes(UTF_8));
  }
}
