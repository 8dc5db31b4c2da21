package io.voteengine.examples.quickstart;

import io.voteengine.CastResult;
import io.voteengine.CastResult.Accepted;
import io.voteengine.CastResult.Rejected;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.sync.Reconciler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What a web site does with votes, from top to bottom. */
public final class Quickstart {
  public static void main(String... args) throws IOException {
    Path directory =
        args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("voteengine-quickstart-");
    // Votes are cast in memory. The reconciler carries them to SQL, here to a file of H2.
    try (VoteEngine engine =
        VoteEngine.builder(
                InMemoryVoteStore.create(), JdbcVoteLedger.file(directory.resolve("votes")))
            .reconciler(Reconciler.withDefaults())
            .build()) {
      engine.polls().define(Poll.named("posts").limit(3, Duration.ofMinutes(1)));
      VoterId ada = VoterId.of("ada");
      SubjectId first = SubjectId.of("posts", "first");
      SubjectId second = SubjectId.of("posts", "second");

      // A vote is answered with fresh counts. The browser made the id when Ada clicked.
      VoteRequest click =
          VoteRequest.cast(ada, first, Choice.UP).requestId(RequestId.named("ada's click"));
      Accepted vote = engine.cast(click).orElseThrow();
      System.out.println("vote:    " + vote.action() + ", score " + vote.tally().score());

      // The browser saw no answer and sends the click again: it gets the same answer.
      Accepted retry = engine.cast(click).orElseThrow();
      System.out.println("retry:   replayed, score still " + retry.tally().score());

      // Ada may change her vote on a post three times a minute. A refusal is a value.
      engine.cast(ada, first, Choice.DOWN).orElseThrow();
      engine.cast(ada, first, Choice.UP).orElseThrow();
      CastResult tooMany = engine.cast(ada, first, Choice.DOWN);
      if (tooMany instanceof Rejected rejected && rejected.retryAfter() != null) {
        long seconds = rejected.retryAfter().toSeconds();
        System.out.println("refusal: " + rejected.reason() + ", again in " + seconds + " s");
      }

      // A page shows each post with its counts and Ada's own choice; the top is the ranking.
      engine.cast(ada, second, Choice.DOWN).orElseThrow();
      for (SubjectView view : engine.page(List.of(first, second), ada)) {
        String counts = view.tally().up() + " up, " + view.tally().down() + " down";
        System.out.println("page:    " + view.subject() + " " + counts + ", ada " + view.choice());
      }
      System.out.println("top:     " + engine.top("posts", 1).get(0).subject());

      // The vote was answered from memory. Wait until SQL has it, as Ack.DURABLE does.
      vote.durable().join();
      System.out.println("durable: SQL has the vote of " + vote.receipt().castAt());
      System.out.println("health:  " + engine.health().status());
    } // close() carries the remaining votes to SQL
    System.out.println("closed:  the votes stay in " + directory.resolve("votes.mv.db"));
  }
}
