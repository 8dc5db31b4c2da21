package io.voteengine.examples.replay;

import io.voteengine.Ack;
import io.voteengine.Poll;
import io.voteengine.examples.console.OpenLedger;
import io.voteengine.examples.console.Session;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.sync.Reconciler;
import io.voteengine.util.Micros;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Replays a file durably and prints each vote as soon as its durability was acknowledged; to be
 * killed at any moment. Arguments: file, how many votes to leave out, JDBC URL, user, password.
 */
final class DurableReplayMain {
  static final String POLL = "killed";
  static final String DONE = "done";

  private static final int THREADS = 2;

  private DurableReplayMain() {}

  public static void main(String... args) throws InterruptedException {
    ReplayCounts counts = new ReplayCounts();
    OpenLedger ledger = OpenLedger.at(args[2], args[3], args[4]);
    try (VoteSource source = new VoteSource(Path.of(args[0]), POLL, false);
        Session session =
            Session.start(
                InMemoryVoteStore.create(),
                ledger,
                engine ->
                    engine
                        .durableDeadline(Duration.ofSeconds(30))
                        // Each life waits for the lease of the one that was killed.
                        .reconciler(Reconciler.builder().lease(Duration.ofMillis(500)).build()),
                () -> {})) {
      session.engine.polls().define(Poll.named(POLL).unlimited());
      for (int left = Integer.parseInt(args[1]); left > 0; left--) {
        source.next();
      }
      new Replay(
              session.engine,
              Ack.DURABLE,
              THREADS,
              Duration.ofSeconds(60),
              counts,
              answered -> {},
              ballot -> System.out.println(line(ballot)))
          .run(source);
    }
    if (counts.refused.sum() > 0) {
      throw new AssertionError("refused: " + counts.refused);
    }
    System.out.println(DONE);
  }

  /** Ends with a full stop, by which a line cut short is recognised. */
  static String line(Ballot ballot) {
    return String.join(
            ",",
            ballot.voter().value(),
            ballot.subject().key(),
            ballot.choice().name(),
            Long.toString(Micros.of(ballot.castAt())))
        + ".";
  }
}
