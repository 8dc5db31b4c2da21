package io.voteengine.sync.heal;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.sync.testing.Faults;
import io.voteengine.sync.testing.Faults.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reloads stale subjects while many partitions of the store are silent. */
class HealerTest {
  private static final int PARTITIONS = 128;
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final VoteLedger ledger = JdbcVoteLedger.memory();
  private final VoteStore store =
      Faults.store(InMemoryVoteStore::create, Faults.always(Fault.HANGS));

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void silentPartitionsAreWaitedForTogether() {
    ledger.open(PARTITIONS);
    ledger.polls().define(Poll.named("posts").unlimited());
    IntStream.range(0, PARTITIONS).forEach(this::markAsStale);
    assertThat(ledger.stale(null, 1_000)).hasSize(PARTITIONS);
    Healer healer = new Healer(store, ledger, TIMEOUT, new Unheard());
    CompletableFuture<Healer.Healing> healing = CompletableFuture.supplyAsync(healer::heal);
    // One after the other would take more than four minutes.
    assertThat(healing).succeedsWithin(Duration.ofSeconds(60));
    assertThat(healing.join().left()).hasSize(PARTITIONS);
    assertThat(healing.join().failure()).hasMessageContaining("did not answer");
  }

  private void markAsStale(int partition) {
    SubjectId subject =
        IntStream.iterate(0, i -> i + 1)
            .mapToObj(i -> SubjectId.of("posts", "s" + i))
            .filter(any -> any.partition(PARTITIONS) == partition)
            .findFirst()
            .orElseThrow();
    ledger.cast(
        partition,
        List.of(
            CastCommand.first(
                VoterId.of("ada"),
                subject,
                Choice.UP,
                false,
                RequestId.of(UUID.randomUUID()),
                0,
                0,
                null,
                true)),
        Deadline.in(TIMEOUT));
  }

  private static final class Unheard implements VoteReconciler.Listener {
    @Override
    public void quarantined(Term term, Map<Long, String> reasons) {}

    @Override
    public void watermark(Position position) {}
  }
}
