package io.voteengine.bench.endpoint;

import io.voteengine.Ack;
import io.voteengine.Poll;
import io.voteengine.VoteRequest;
import io.voteengine.bench.check.Answer;
import io.voteengine.bench.check.Differences;
import io.voteengine.bench.check.Expected;
import io.voteengine.bench.check.Ids;
import io.voteengine.bench.site.EngineSite;
import io.voteengine.bench.site.Servers;
import io.voteengine.bench.site.SqlSpace;
import io.voteengine.bench.workload.Workload;
import java.time.Duration;

/** VoteEngine, with all its checks, the limiter and the audit log. */
final class OurEngine implements Endpoint {
  private static final int BACKLOG = 1_000_000;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Ack ack;
  private final EngineSite site;

  OurEngine(Servers servers, SqlSpace space, Workload workload, int partitions, Ack ack) {
    this.ack = ack;
    Poll poll = Poll.named(Ids.POLL);
    int seconds = workload.limitSeconds();
    site =
        new EngineSite(
            servers,
            space,
            seconds == 0
                ? poll.limit(1_000_000, Duration.ofMillis(1))
                : poll.limit(1, Duration.ofSeconds(seconds)),
            partitions,
            BACKLOG);
  }

  @Override
  public int senders() {
    return 1;
  }

  @Override
  public Sender sender() {
    return (voter, subject, choice, answered) ->
        site.engine()
            .castAsync(
                VoteRequest.cast(Ids.voterId(voter), Ids.subjectId(subject), choice)
                    .ack(ack)
                    .deadline(PATIENCE))
            .whenComplete((result, failure) -> answered.accept(Answer.of(result, failure)));
  }

  @Override
  public void drain() {
    site.drain();
  }

  @Override
  public Differences check(Expected expected) {
    return site.check(expected);
  }

  @Override
  public void close() {
    site.close();
  }
}
