package io.voteengine.jdbc.upkeep;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.util.Micros;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;

/** Votes of earlier days in the audit log. */
final class OldVotes {
  static final SubjectId POST = SubjectId.of("posts", "42");
  static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

  private OldVotes() {}

  /** Records votes that were cast and written this many days ago. */
  static void record(TestDatabase database, JdbcVoteLedger ledger, int... daysAgo) {
    List<JournalEvent> events =
        IntStream.range(0, daysAgo.length).mapToObj(i -> vote(i + 1, daysAgo[i])).toList();
    ledger.recover(new Term(0, 0, null), events, new Term(0, 2, "s"));
    for (int i = 0; i < daysAgo.length; i++) {
      database.execute(
          "UPDATE vote_event SET log_day = DATE '%s' WHERE seq = %d"
              .formatted(TODAY.minusDays(daysAgo[i]), i + 1));
    }
  }

  private static JournalEvent vote(int seq, int daysAgo) {
    return new VoteEvent(
        1,
        seq,
        0,
        POST,
        VoterId.of("voter-" + seq),
        Choice.NONE,
        Choice.UP,
        Micros.of(Instant.now().minus(Duration.ofDays(daysAgo))),
        RequestId.named("r" + seq),
        null,
        0,
        0,
        0);
  }
}
