package io.voteengine.bench.endpoint;

import io.voteengine.Ack;
import io.voteengine.bench.site.PostgresSpace;
import io.voteengine.bench.site.Servers;
import io.voteengine.bench.site.SqlSpace;
import io.voteengine.bench.workload.Votes;
import io.voteengine.bench.workload.Workload;

/** The contestants of a comparison. */
public enum EndpointKind {
  OURS("ours, DURABLE", Sort.ENGINE),
  ACCEPTED("ours, ACCEPTED", Sort.ENGINE),
  ROW_LOCK("row lock", Sort.SQL),
  TRIGGER("upsert with a trigger counter", Sort.SQL),
  VOTER("Voter transaction", Sort.SQL),
  PGBENCH_ROW_LOCK("row lock, by pgbench", Sort.PGBENCH),
  PGBENCH_VOTER("Voter transaction, by pgbench", Sort.PGBENCH),
  HAND_WRITTEN("hand-written Redis counter", Sort.REDIS),
  HAND_WRITTEN_PIPELINED("hand-written Redis counter, pipelined", Sort.REDIS),
  SCRIPT("one script per vote", Sort.REDIS),
  SCRIPT_PIPELINED("one script per vote, pipelined", Sort.REDIS),
  LIMITER("our limiter alone", Sort.LIMITER),
  BUCKET4J("Bucket4j", Sort.LIMITER),
  BUCKET4J_BATCHING("Bucket4j, batching", Sort.LIMITER);

  private final String text;
  private final Sort sort;

  EndpointKind(String text, Sort sort) {
    this.text = text;
    this.sort = sort;
  }

  private enum Sort {
    ENGINE,
    SQL,
    PGBENCH,
    REDIS,
    LIMITER
  }

  /** Opens it on servers, with empty tables. */
  public Endpoint open(Servers servers, SqlSpace space, Workload workload, int partitions) {
    return switch (this) {
      case OURS -> new OurEngine(servers, space, workload, partitions, Ack.DURABLE);
      case ACCEPTED -> new OurEngine(servers, space, workload, partitions, Ack.ACCEPTED);
      case ROW_LOCK -> new RowLock((PostgresSpace) space, workload);
      case TRIGGER -> new TriggerCounter((PostgresSpace) space, workload);
      case VOTER -> new VoterTransaction((PostgresSpace) space, workload);
      case PGBENCH_ROW_LOCK, PGBENCH_VOTER ->
          throw new IllegalStateException("pgbench sends these votes");
      case HAND_WRITTEN -> new HandWritten(servers, (PostgresSpace) space, workload, false);
      case HAND_WRITTEN_PIPELINED ->
          new HandWritten(servers, (PostgresSpace) space, workload, true);
      case SCRIPT -> new ScriptPerVote(servers, (PostgresSpace) space, workload, false);
      case SCRIPT_PIPELINED -> new ScriptPerVote(servers, (PostgresSpace) space, workload, true);
      case LIMITER -> new OurLimiter(servers);
      case BUCKET4J -> new Bucket4jLimiter(servers, false);
      case BUCKET4J_BATCHING -> new Bucket4jLimiter(servers, true);
    };
  }

  /** Returns whether it is the whole of our engine. */
  public boolean isOurs() {
    return sort == Sort.ENGINE;
  }

  /** Returns whether a script of pgbench does it. */
  public boolean isPgbench() {
    return sort == Sort.PGBENCH;
  }

  /** Returns whether it counts nothing, and only limits. */
  public boolean isLimiter() {
    return sort == Sort.LIMITER;
  }

  /** Returns whether it works in Redis. Our engine works in memory too. */
  public boolean needsRedis() {
    return sort == Sort.REDIS || sort == Sort.LIMITER;
  }

  /** Returns whether it works in PostgreSQL. Our engine works in H2 too. */
  public boolean needsPostgres() {
    return sort == Sort.SQL || sort == Sort.PGBENCH || sort == Sort.REDIS;
  }

  /** Returns whether it can do the work. */
  public boolean does(Votes votes) {
    return votes == Votes.NEW || !(isLimiter() || isPgbench() || this == VOTER);
  }

  public String text() {
    return text;
  }
}
