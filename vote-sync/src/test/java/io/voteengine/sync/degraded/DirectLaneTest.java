package io.voteengine.sync.degraded;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.VoteLedger;
import io.voteengine.sync.testing.Faults;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DirectLaneTest {
  private static final VoterId ADA = VoterId.of("ada");
  private static final SubjectId ONE = SubjectId.of("one", "1");
  private static final SubjectId TWO = SubjectId.of("two", "1");

  private final VoteLedger ledger = JdbcVoteLedger.memory();

  /** The reads of a poll's rules that succeed before the others fail. */
  private final AtomicInteger pollReads = new AtomicInteger(Integer.MAX_VALUE);

  private final Queue<Runnable> transactions = new ArrayDeque<>();
  private final DirectLane lane = lane();

  private DirectLane lane() {
    ledger.open(1);
    ledger.polls().define(Poll.named("one").limit(1, Duration.ofHours(1)));
    ledger.polls().define(Poll.named("two").limit(1, Duration.ofHours(1)));
    VoteLedger faulty =
        Faults.ledger(
            ledger,
            method ->
                method.equals("poll") && pollReads.getAndDecrement() <= 0
                    ? Faults.Fault.BEFORE
                    : Faults.Fault.NONE);
    return new DirectLane(0, faulty, new PollLimits(faulty, new LocalLimits()), transactions::add);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private CompletableFuture<CastReply> cast(SubjectId subject) {
    CastCommand vote =
        CastCommand.first(
            ADA, subject, Choice.UP, false, RequestId.of(UUID.randomUUID()), 0, 0, null, true);
    return lane.cast(vote, Deadline.in(Duration.ofMinutes(1))).toCompletableFuture();
  }

  private void commitAll() {
    while (!transactions.isEmpty()) {
      transactions.remove().run();
    }
  }

  @Test
  void votesOfABatchKeepTheirPermitsWhereAPollCannotBeRead() {
    pollReads.set(1);
    CompletableFuture<CastReply> first = cast(ONE);
    CompletableFuture<CastReply> second = cast(TWO);
    commitAll();
    assertThat(first).isCompletedExceptionally();
    assertThat(second).isCompletedExceptionally();

    pollReads.set(Integer.MAX_VALUE);
    CompletableFuture<CastReply> again = cast(ONE);
    CompletableFuture<CastReply> other = cast(TWO);
    commitAll();
    assertThat(again.join()).isInstanceOf(CastReply.Accepted.class);
    assertThat(other.join()).isInstanceOf(CastReply.Accepted.class);

    CompletableFuture<CastReply> tooMany = cast(ONE);
    commitAll();
    assertThat(tooMany.join()).isInstanceOf(CastReply.RateLimited.class);
  }
}
