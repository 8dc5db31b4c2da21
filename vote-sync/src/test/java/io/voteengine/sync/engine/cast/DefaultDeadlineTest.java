package io.voteengine.sync.engine.cast;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.spi.VoteLedger;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.testing.Faults;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The defaults suit a busy machine and a ledger with slow reads. */
class DefaultDeadlineTest {
  private static final Duration READ = Duration.ofMillis(20);
  private static final int SUBJECTS = 100;

  private final VoteLedger ledger = JdbcVoteLedger.memory();
  private VoteEngine engine;

  @BeforeEach
  void start() {
    ledger.open(16);
    engine =
        VoteEngine.builder(InMemoryVoteStore.create(), Faults.ledger(ledger, this::slowly))
            .reconciler(Reconciler.withDefaults())
            .build();
    engine.polls().define(Poll.named("posts").unlimited());
  }

  @AfterEach
  void close() {
    engine.close();
    ledger.close();
  }

  private Faults.Fault slowly(String method) {
    if (method.equals("subjects") || method.equals("votes") || method.equals("poll")) {
      new CompletableFuture<>()
          .completeOnTimeout(null, READ.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    }
    return Faults.Fault.NONE;
  }

  private static List<SubjectId> coldSubjects() {
    return IntStream.range(0, SUBJECTS).mapToObj(i -> SubjectId.of("posts", "cold-" + i)).toList();
  }

  @Test
  void firstVotesAfterAColdStartAreAccepted() {
    List<CompletableFuture<CastResult>> votes =
        coldSubjects().stream()
            .map(
                subject ->
                    engine.castAsync(VoteRequest.cast(VoterId.of("ada"), subject, Choice.UP)))
            .toList();
    assertThat(votes).allSatisfy(vote -> assertThat(vote.join().isAccepted()).isTrue());
  }

  @Test
  void pageOfManyColdSubjectsIsAnsweredAndExact() {
    List<SubjectView> page = engine.page(coldSubjects(), VoterId.of("ada"));
    assertThat(page).hasSize(SUBJECTS).allMatch(SubjectView::exact);
  }
}
