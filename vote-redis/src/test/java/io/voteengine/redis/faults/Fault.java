package io.voteengine.redis.faults;

import java.util.function.Consumer;

/** The faults of a site, some lasting and some of a moment. */
@SuppressWarnings("ImmutableEnumChecker") // Lambdas that hold nothing.
enum Fault {
  REDIS_KILLED(site -> site.redis.kill(), site -> site.redis.restart()),
  REDIS_KILLED_WITH_ITS_DISK(site -> site.redis.kill(), site -> site.redis.restartEmpty()),
  REDIS_PAUSED(site -> site.redis.pause(), site -> site.redis.resume()),
  REDIS_FLUSHED(site -> site.redis.command("FLUSHALL"), site -> {}),
  REDIS_WITHOUT_SCRIPTS(site -> site.redis.command("SCRIPT FLUSH"), site -> {}),
  REDIS_CONNECTIONS_KILLED(site -> site.redis.command("CLIENT KILL TYPE normal"), site -> {}),
  POSTGRES_KILLED(site -> site.postgres.kill(), site -> site.postgres.start()),
  POSTGRES_PAUSED(site -> site.postgres.pause(), site -> site.postgres.resume()),
  POSTGRES_SESSIONS_KILLED(FaultySite::terminateBackends, site -> {}),
  ENGINE_CLOSED(site -> site.closeEngine(0), site -> site.replaceEngine(0)),
  ENGINE_CLOSED_WITH_VOTES(site -> site.closeEngine(1), site -> site.replaceEngine(1));

  private final Consumer<FaultySite> beginning;
  private final Consumer<FaultySite> end;

  Fault(Consumer<FaultySite> beginning, Consumer<FaultySite> end) {
    this.beginning = beginning;
    this.end = end;
  }

  void begin(FaultySite site) {
    beginning.accept(site);
  }

  void end(FaultySite site) {
    end.accept(site);
  }

  /** Whether it needs Redis, PostgreSQL and the other engine to be available. */
  boolean comesAlone() {
    return this == ENGINE_CLOSED || this == ENGINE_CLOSED_WITH_VOTES;
  }

  boolean isOfRedis() {
    return name().startsWith("REDIS");
  }
}
