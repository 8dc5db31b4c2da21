package io.voteengine.redis.failover;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.health.VoteHealth;
import io.voteengine.health.VoteHealth.Part;
import io.voteengine.health.VoteHealth.Status;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.FaultProxy;
import io.voteengine.redis.testing.RedisProcess;
import io.voteengine.sync.Reconciler;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The master becomes a replica of its replica, and our connections to it stay open. */
class PlannedFailoverTest {
  private static final SubjectId POST = SubjectId.of("posts", "42");

  private final RedisProcess old = RedisProcess.start("--repl-diskless-sync-delay", "0");
  private final RedisProcess next =
      RedisProcess.start("--replicaof", "127.0.0.1", Integer.toString(old.port()));
  private final FaultProxy name = new FaultProxy(old.port());
  private final VoteEngine engine =
      VoteEngine.builder(RedisVoteStore.connect(name.uri()), JdbcVoteLedger.memory())
          .reconciler(
              Reconciler.builder().backoff(Duration.ofMillis(10), Duration.ofMillis(200)).build())
          .build();
  private int votes;

  @AfterEach
  void close() {
    engine.close();
    name.close();
    next.close();
    old.close();
  }

  private CastResult vote() {
    return engine.cast(VoterId.of("v" + votes++), POST, Choice.UP);
  }

  private void awaitVotes() {
    await().atMost(AMPLE).until(() -> vote() instanceof CastResult.Accepted);
  }

  @Test
  void votesAreCastInTheLedgerUntilTheNewMasterIsFound() {
    await().atMost(AMPLE).until(() -> next.info("replication").contains("master_link_status:up"));
    engine.polls().define(Poll.named("posts").unlimited());
    awaitVotes();

    next.command("REPLICAOF NO ONE");
    old.command("REPLICAOF 127.0.0.1 " + next.port());
    awaitVotes();
    await().atMost(AMPLE).until(() -> engine.health().figures().degraded().contains(partition()));
    // Between two attempts to connect, the server was not reached rather than a replica.
    VoteHealth health =
        await()
            .atMost(AMPLE)
            .until(() -> engine.health(), said -> said.issues().toString().contains("replica"));
    assertThat(health.status(Part.STORE)).isEqualTo(Status.DEGRADED);
    assertThat(health.issues().toString()).contains("cast in the ledger");
    assertThat(vote()).isInstanceOf(CastResult.Accepted.class);

    name.retarget(next.port());
    await().atMost(AMPLE).until(() -> engine.health(AMPLE).status() == Status.HEALTHY);
    assertThat(vote()).isInstanceOf(CastResult.Accepted.class);
    assertThat(engine.drain(AMPLE)).isTrue();
    assertThat(engine.auditNow("posts").exact()).isTrue();
    assertThat(next.command("EXISTS vote:{p%02d}:meta".formatted(partition()))).isEqualTo(":1");
  }

  private static int partition() {
    return POST.partition(16);
  }
}
