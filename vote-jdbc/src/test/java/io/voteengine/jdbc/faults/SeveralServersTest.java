package io.voteengine.jdbc.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.ServerProgram;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.partitioned.PartitionedVoteLedger;
import io.voteengine.query.AuditReport.Counts;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.journal.ApplyResult;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One ledger over two PostgreSQL servers, of which one is killed while events are flushed. */
class SeveralServersTest {
  private static final int PARTITIONS = 4;
  private static final int BATCH = 100;
  private static final Duration AMPLE = Duration.ofMinutes(2);

  private final AtomicBoolean done = new AtomicBoolean();

  /** The last event that was reported as committed, per partition. */
  private final AtomicLongArray confirmed = new AtomicLongArray(PARTITIONS);

  @Tag("chaos")
  @Test
  void serverThatDiesStopsItsOwnPartitionsOnly() throws Exception {
    try (ServerProgram here = OwnServer.POSTGRES.start();
        ServerProgram there = OwnServer.POSTGRES.start();
        TestDatabase low = OwnServer.POSTGRES.database(here);
        TestDatabase high = OwnServer.POSTGRES.database(there);
        VoteLedger ledger = PartitionedVoteLedger.of(List.of(connect(low), connect(high)))) {
      ledger.open(PARTITIONS);
      ledger.polls().define(Poll.named("posts"));
      IntStream.range(0, PARTITIONS)
          .forEach(
              p -> assertThat(ledger.recover(new Term(p, 0, null), List.of(), term(p))).isTrue());
      ExecutorService threads = Executors.newFixedThreadPool(PARTITIONS);
      try {
        List<Future<Long>> flushes =
            IntStream.range(0, PARTITIONS)
                .mapToObj(p -> threads.submit(() -> flush(ledger, p)))
                .toList();
        awaitBatches(0, 1, 2, 3);
        there.kill();
        assertThatThrownBy(() -> ledger.position(3)).isInstanceOf(VoteLedgerException.class);
        awaitBatches(0, 1);
        there.start();
        awaitBatches(0, 1, 2, 3);
        done.set(true);
        long votes = 0;
        for (int p = 0; p < PARTITIONS; p++) {
          long flushed = flushes.get(p).get();
          assertThat(ledger.position(p)).isEqualTo(at(p, flushed));
          votes += flushed;
        }
        assertThat(ledger.records().audit("posts")).matches(report -> report.exact());
        assertThat(ledger.records().audit("posts").votes()).isEqualTo(new Counts(votes, 0));
      } finally {
        done.set(true);
        threads.shutdownNow();
      }
    }
  }

  private static VoteLedger connect(TestDatabase database) {
    VoteSchema.migrate(database.dataSource());
    return JdbcVoteLedger.connect(database.url(), database.user(), database.password());
  }

  /** Waits for batches of these partitions that began after the call. */
  private void awaitBatches(int... partitions) {
    for (int partition : partitions) {
      long next = confirmed.get(partition) + 2 * BATCH;
      Awaitility.await().atMost(AMPLE).until(() -> confirmed.get(partition) >= next);
    }
  }

  private long flush(VoteLedger ledger, int partition) {
    long seq = 0;
    while (!done.get()) {
      try {
        if (ledger.apply(at(partition, seq), batch(partition, seq)) == ApplyResult.Refused.FENCED) {
          seq = ledger.position(partition).seq();
          assertThat(seq).isGreaterThanOrEqualTo(confirmed.get(partition));
        } else {
          seq += BATCH;
        }
        confirmed.set(partition, seq);
      } catch (VoteLedgerException killed) {
        assertThat(partition).as("those of the other server go on").isGreaterThanOrEqualTo(2);
      }
    }
    return ledger.position(partition).seq();
  }

  private static Term term(int partition) {
    return new Term(partition, 1, "s1");
  }

  private static Position at(int partition, long seq) {
    return new Position(term(partition), seq, seq == 0 ? JournalEvent.CHAIN_START : seq);
  }

  private static List<JournalEvent> batch(int partition, long after) {
    SubjectId subject =
        IntStream.iterate(0, i -> i + 1)
            .mapToObj(i -> SubjectId.of("posts", "subject-" + i))
            .filter(candidate -> candidate.partition(PARTITIONS) == partition)
            .findFirst()
            .orElseThrow();
    return LongStream.rangeClosed(after + 1, after + BATCH)
        .mapToObj(n -> vote(subject, n))
        .toList();
  }

  /** A vote of a new voter each time, so that all count. */
  private static JournalEvent vote(SubjectId subject, long n) {
    return new VoteEvent(
        1,
        n,
        n,
        subject,
        VoterId.of("voter-" + n),
        Choice.NONE,
        Choice.UP,
        n,
        RequestId.of(new UUID(5, n)),
        null,
        n,
        0,
        n);
  }
}
