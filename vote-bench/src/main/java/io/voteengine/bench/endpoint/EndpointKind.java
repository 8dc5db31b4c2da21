package io.voteengine.bench.endpoint;

import io.voteengine.Ack;
import io.voteengine.bench.site.PostgresSpace;
import io.voteengine.bench.site.Servers;
import io.voteengine.bench.site.SqlSpace;
import io.voteengine.bench.workload.Votes;
import io.voteengine.bench.workload.Workload;

/** The contestants of a comparison. */
public enum EndpointKind {
  OURS("ours, DURABLE", (site, work, parts) -> engine(site, work, parts, Ack.DURABLE)),
  ACCEPTED("ours, ACCEPTED", (site, work, parts) -> engine(site, work, parts, Ack.ACCEPTED)),
  ROW_LOCK("row lock", (site, work, parts) -> new RowLock(site.postgres(), work)),
  TRIGGER(
      "upsert with a trigger counter",
      (site, work, parts) -> new TriggerCounter(site.postgres(), work)),
  VOTER("Voter transaction", (site, work, parts) -> new VoterTransaction(site.postgres(), work)),
  PGBENCH_ROW_LOCK("row lock, by pgbench", EndpointKind::notInJava),
  PGBENCH_VOTER("Voter transaction, by pgbench", EndpointKind::notInJava),
  HAND_WRITTEN(
      "hand-written Redis counter",
      (site, work, parts) -> new HandWritten(site.servers(), site.postgres(), work, false)),
  HAND_WRITTEN_PIPELINED(
      "hand-written Redis counter, pipelined",
      (site, work, parts) -> new HandWritten(site.servers(), site.postgres(), work, true)),
  SCRIPT(
      "one script per vote",
      (site, work, parts) -> new ScriptPerVote(site.servers(), site.postgres(), work, false)),
  SCRIPT_PIPELINED(
      "one script per vote, pipelined",
      (site, work, parts) -> new ScriptPerVote(site.servers(), site.postgres(), work, true)),
  LIMITER("our limiter alone", (site, work, parts) -> new OurLimiter(site.servers())),
  BUCKET4J("Bucket4j", (site, work, parts) -> new Bucket4jLimiter(site.servers(), false)),
  BUCKET4J_BATCHING(
      "Bucket4j, batching", (site, work, parts) -> new Bucket4jLimiter(site.servers(), true));

  private final String text;
  private final Opening opening;

  EndpointKind(String text, Opening opening) {
    this.text = text;
    this.opening = opening;
  }

  private interface Opening {
    Endpoint open(Place place, Workload workload, int partitions);
  }

  private record Place(Servers servers, SqlSpace space) {
    PostgresSpace postgres() {
      return (PostgresSpace) space;
    }
  }

  private static Endpoint engine(Place place, Workload workload, int partitions, Ack ack) {
    return new OurEngine(place.servers(), place.space(), workload, partitions, ack);
  }

  private static Endpoint notInJava(Place place, Workload workload, int partitions) {
    throw new IllegalStateException("pgbench sends these votes");
  }

  /** Returns whether a script of pgbench does it. */
  public boolean isPgbench() {
    return this == PGBENCH_ROW_LOCK || this == PGBENCH_VOTER;
  }

  /** Opens it on servers, with empty tables. */
  public Endpoint open(Servers servers, SqlSpace space, Workload workload, int partitions) {
    return opening.open(new Place(servers, space), workload, partitions);
  }

  public boolean isOurs() {
    return this == OURS || this == ACCEPTED;
  }

  /** Returns whether it counts nothing, and only limits. */
  public boolean isLimiter() {
    return ordinal() >= LIMITER.ordinal();
  }

  public boolean needsRedis() {
    return ordinal() >= HAND_WRITTEN.ordinal();
  }

  /** Returns whether it can do the work. */
  public boolean does(Votes votes) {
    return votes == Votes.NEW || !(isLimiter() || isPgbench() || this == VOTER);
  }

  public String text() {
    return text;
  }
}
