package io.voteengine.bench.ledger;

import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.spi.journal.ApplyResult.Applied;
import io.voteengine.spi.journal.Term;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** A ledger in a new schema of PostgreSQL, and the streams of its partitions. */
final class LedgerSite implements AutoCloseable {
  private final TestDatabase database = TestDatabase.postgres();
  private final JdbcVoteLedger ledger;
  private final int subjects;
  private final int voters;
  private final int poisonEvery;
  private final int partitions;
  private long epoch;
  private List<VoteStream> streams;

  /** Creates a ledger of one partition. */
  LedgerSite(int subjects, int voters, int poisonEvery) {
    this(subjects, voters, poisonEvery, 1);
  }

  /**
   * @param partitions among which subjects and voters are shared evenly
   */
  LedgerSite(int subjects, int voters, int poisonEvery, int partitions) {
    if (subjects % partitions != 0) {
      throw new IllegalArgumentException(
          subjects + " subjects cannot be shared evenly among " + partitions + " threads");
    }
    this.subjects = subjects;
    this.voters = voters;
    this.poisonEvery = poisonEvery;
    this.partitions = partitions;
    VoteSchema.migrate(database.dataSource());
    ledger = JdbcVoteLedger.over(database.dataSource());
    ledger.open(partitions);
    streams = nextEpoch();
  }

  private List<VoteStream> nextEpoch() {
    epoch++;
    return IntStream.range(0, partitions).mapToObj(this::nextTerm).toList();
  }

  private VoteStream nextTerm(int partition) {
    Term next = new Term(partition, epoch, "bench");
    ledger.recover(ledger.position(partition).term(), List.of(), next);
    return new VoteStream(next, subjects / partitions, voters / partitions, poisonEvery);
  }

  TestDatabase database() {
    return database;
  }

  int partitions() {
    return partitions;
  }

  JdbcVoteLedger ledger() {
    return ledger;
  }

  /** Deletes all votes, and starts the stream again. */
  void clear() {
    database.execute(
        "TRUNCATE vote, vote_tally, vote_ranking, vote_unranked, vote_event, vote_quarantine");
    streams = nextEpoch();
  }

  /**
   * Applies votes in batches as the reconciler does, with a thread for each partition. Returns how
   * many were refused.
   */
  int apply(int votes, int batch) {
    ExecutorService threads = Executors.newFixedThreadPool(partitions);
    try {
      return streams.stream()
          .map(
              stream ->
                  CompletableFuture.supplyAsync(
                      () -> apply(stream, votes / partitions, batch), threads))
          .toList()
          .stream()
          .mapToInt(CompletableFuture::join)
          .sum();
    } finally {
      threads.shutdown();
    }
  }

  private int apply(VoteStream stream, int votes, int batch) {
    int refused = 0;
    for (int done = 0; done < votes; done += batch) {
      int events = Math.min(batch, votes - done);
      Applied applied = (Applied) ledger.apply(stream.position(), stream.take(events));
      refused += applied.quarantined().size();
    }
    return refused;
  }

  @Override
  public void close() {
    ledger.close();
    database.close();
  }
}
