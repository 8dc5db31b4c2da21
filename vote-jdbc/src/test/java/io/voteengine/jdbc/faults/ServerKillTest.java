package io.voteengine.jdbc.faults;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.ServerProgram;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.query.AuditReport.Counts;
import io.voteengine.query.HistoryEntry;
import io.voteengine.spi.journal.ApplyResult;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} of the database server, again and again, while events are flushed. Set {@code
 * -Dvote.test.kills=20} for the long form.
 */
@Tag("chaos")
class ServerKillTest {
  private static final int KILLS = Integer.getInteger("vote.test.kills", 5);
  private static final int BATCH = 100;
  private static final int VOTERS = 500;
  private static final int SUBJECTS = 20;
  private static final Term TERM = new Term(0, 1, "s1");

  private final AtomicBoolean done = new AtomicBoolean();

  /** The last event that was reported as committed. */
  private final AtomicLong confirmed = new AtomicLong();

  /** Calls that failed. */
  private final AtomicLong failures = new AtomicLong();

  @Test
  void postgresLosesNothingThatWasConfirmedAndAppliesNothingTwice() throws Exception {
    assertNothingIsLostOrAppliedTwice(OwnServer.POSTGRES);
  }

  @Tag("servers")
  @Test
  void mariaDbLosesNothingThatWasConfirmedAndAppliesNothingTwice() throws Exception {
    assertNothingIsLostOrAppliedTwice(OwnServer.MARIADB);
  }

  private void assertNothingIsLostOrAppliedTwice(OwnServer kind) throws Exception {
    try (ServerProgram program = kind.start();
        TestDatabase database = kind.database(program);
        JdbcVoteLedger ledger = connect(database)) {
      VoteSchema.migrate(database.dataSource());
      ledger.open(1);
      assertThat(ledger.recover(new Term(0, 0, null), List.of(), TERM)).isTrue();
      ExecutorService threads = Executors.newFixedThreadPool(2);
      try {
        Future<Long> flush = threads.submit(() -> flush(ledger));
        Future<Long> reads = threads.submit(() -> read(ledger));
        Random random = new Random(7);
        for (int kill = 0; kill < KILLS; kill++) {
          long next = confirmed.get() + 1 + random.nextInt(40 * BATCH);
          Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> confirmed.get() >= next);
          program.kill();
          long before = confirmed.get();
          program.start();
          Awaitility.await()
              .atMost(Duration.ofMinutes(2))
              .ignoreExceptionsInstanceOf(VoteLedgerException.class)
              .until(() -> ledger.position(0).seq() >= before);
          assertCounted(ledger);
        }
        done.set(true);
        long flushed = flush.get();
        assertThat(reads.get()).isPositive();
        assertThat(ledger.position(0)).isEqualTo(at(flushed));
        assertThat(failures.get()).as("calls that a kill ended").isPositive();
        assertCounted(ledger);
        assertLogged(ledger, flushed);
      } finally {
        done.set(true);
        threads.shutdownNow();
      }
    }
  }

  private static JdbcVoteLedger connect(TestDatabase database) {
    return JdbcVoteLedger.connect(database.url(), database.user(), database.password());
  }

  /** Works as the reconciler does: the position decides about a batch of unknown outcome. */
  private long flush(JdbcVoteLedger ledger) {
    long seq = 0;
    while (!done.get()) {
      try {
        if (ledger.apply(at(seq), batch(seq)) == ApplyResult.Refused.FENCED) {
          assertThat(failures.get()).as("only a failure hides how far we are").isPositive();
          seq = known(ledger);
        } else {
          seq += BATCH;
          confirmed(seq);
        }
      } catch (VoteLedgerException killed) {
        failures.incrementAndGet();
      }
    }
    return seq;
  }

  private long known(JdbcVoteLedger ledger) {
    Position position = ledger.position(0);
    assertThat(position.seq()).isGreaterThanOrEqualTo(confirmed.get());
    assertThat(position.chain()).isEqualTo(position.seq());
    return position.seq();
  }

  /** Reads as another node does: a position that was read must not be gone after the next kill. */
  private long read(JdbcVoteLedger ledger) {
    long reads = 0;
    while (!done.get()) {
      try {
        long least = confirmed.get();
        long seq = ledger.position(0).seq();
        assertThat(seq).isGreaterThanOrEqualTo(least);
        confirmed(seq);
        reads++;
      } catch (VoteLedgerException killed) {
        failures.incrementAndGet();
      }
    }
    return reads;
  }

  private void confirmed(long seq) {
    confirmed.accumulateAndGet(seq, Math::max);
  }

  private static Position at(long seq) {
    return new Position(TERM, seq, seq == 0 ? JournalEvent.CHAIN_START : seq);
  }

  private static void assertCounted(JdbcVoteLedger ledger) {
    assertThat(ledger.records().audit("posts").differing()).isEmpty();
    assertThat(ledger.records().audit("posts").exact()).isTrue();
  }

  private static void assertLogged(JdbcVoteLedger ledger, long events) {
    Set<RequestId> logged = new HashSet<>();
    long entries = 0;
    for (int subject = 0; subject < SUBJECTS; subject++) {
      for (HistoryEntry entry : ledger.records().history(subject(subject), Integer.MAX_VALUE)) {
        logged.add(entry.requestId());
        entries++;
      }
    }
    assertThat(entries).isEqualTo(events);
    assertThat(logged).hasSize(Math.toIntExact(events));
    Choice[] last = new Choice[VOTERS * SUBJECTS];
    LongStream.rangeClosed(1, events).forEach(n -> last[key(n)] = choice(n));
    assertThat(ledger.records().audit("posts").votes())
        .isEqualTo(new Counts(count(last, UP), count(last, DOWN)));
  }

  private static long count(Choice[] choices, Choice wanted) {
    return Arrays.stream(choices).filter(choice -> choice == wanted).count();
  }

  private static List<JournalEvent> batch(long after) {
    return LongStream.rangeClosed(after + 1, after + BATCH)
        .mapToObj(n -> (JournalEvent) vote(n))
        .toList();
  }

  /** Scattered, so that votes are new as well as changed. */
  private static int key(long n) {
    return (int) (n * 7_919 % (VOTERS * SUBJECTS));
  }

  private static Choice choice(long n) {
    return Choice.values()[(int) (n / 3 % 3)];
  }

  private static SubjectId subject(int n) {
    return SubjectId.of("posts", "subject-" + n);
  }

  private static VoteEvent vote(long n) {
    VoterId voter = VoterId.of("voter-" + key(n) / SUBJECTS);
    RequestId request = RequestId.of(new UUID(3, n));
    return new VoteEvent(
        1, n, n, subject(key(n) % SUBJECTS), voter, NONE, choice(n), n, request, null, 1, 0, n);
  }
}
