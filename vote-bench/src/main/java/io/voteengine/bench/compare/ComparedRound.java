package io.voteengine.bench.compare;

import io.voteengine.bench.check.Answer;
import io.voteengine.bench.check.Correctness;
import io.voteengine.bench.check.Expected;
import io.voteengine.bench.check.VoteLog;
import io.voteengine.bench.cost.RoundMeter;
import io.voteengine.bench.cost.VoteCost;
import io.voteengine.bench.endpoint.Endpoint;
import io.voteengine.bench.endpoint.EndpointKind;
import io.voteengine.bench.pgbench.PgbenchRound;
import io.voteengine.bench.result.CompareFigures;
import io.voteengine.bench.site.Servers;
import io.voteengine.bench.site.SqlSpace;
import io.voteengine.bench.workload.Workload;

/** One round of one contestant, on empty tables and an empty Redis. */
record ComparedRound(Servers servers, Workload workload, CompareOptions options) {
  CompareFigures.Round run(EndpointKind kind, double seconds) throws InterruptedException {
    if (servers.redis() != null) {
      servers.redis().empty();
    }
    if (kind.isPgbench()) {
      return PgbenchRound.run(kind, servers, workload, seconds);
    }
    try (SqlSpace space = servers.sql().create();
        Endpoint endpoint = kind.open(servers, space, workload, options.partitions);
        SendingThreads senders = new SendingThreads(endpoint, workload, options.inFlight)) {
      senders.prepare();
      endpoint.drain();
      long before = answered(senders);
      RoundMeter meter = RoundMeter.start(servers, space);
      long start = System.nanoTime();
      senders.send(seconds);
      long sent = System.nanoTime();
      endpoint.drain();
      long drained = System.nanoTime();
      long votes = answered(senders) - before;
      VoteCost cost = meter.perVote(votes);
      Expected expected = new Expected(senders.logs());
      return new CompareFigures.Round(
          votes / ((sent - start) / 1e9),
          votes / ((drained - start) / 1e9),
          cost,
          Correctness.of(expected, endpoint.check(expected)));
    }
  }

  /** Counts the right answers, those to preparing votes included. */
  private long answered(SendingThreads senders) {
    Answer right = workload.right();
    long count = 0;
    for (VoteLog log : senders.logs()) {
      count += log.count(right);
    }
    return count;
  }
}
