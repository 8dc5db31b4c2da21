package io.voteengine.spring.web;

import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** An application as a developer would write it, with every auto-configuration. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(VotingSite.Votes.class)
class VotingSite {
  /** Takes votes over HTTP. */
  @RestController
  static class Votes {
    static final CountDownLatch SLOW_BEGUN = new CountDownLatch(1);
    static final CountDownLatch SLOW_MAY_VOTE = new CountDownLatch(1);

    private final VoteEngine engine;

    Votes(VoteEngine engine) {
      this.engine = engine;
    }

    @PostMapping("/votes")
    ResponseEntity<Map<String, Object>> vote(
        @RequestParam String voter, @RequestParam String post) {
      CastResult result = engine.cast(VoterId.of(voter), SubjectId.of("posts", post), Choice.UP);
      if (!(result instanceof CastResult.Accepted accepted)) {
        return ResponseEntity.status(HttpStatus.CONFLICT).build();
      }
      Tally tally = accepted.tally();
      return ResponseEntity.ok(
          Map.of("up", tally.up(), "thread", String.valueOf(Thread.currentThread())));
    }

    /** Votes only once the application has begun to stop. */
    @PostMapping("/slow")
    ResponseEntity<Map<String, Object>> slow() throws InterruptedException {
      SLOW_BEGUN.countDown();
      if (!SLOW_MAY_VOTE.await(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("nobody lets it go on");
      }
      return vote("late", "late");
    }
  }
}
