package io.voteengine.sync.flush;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.Term;
import io.voteengine.sync.testing.Faults;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class EvictorTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void subjectsAreLeftAloneForLessTheLessMemoryIsLeft() {
    assertThat(idle(HOUR, 0)).isEqualTo(HOUR);
    assertThat(idle(HOUR, 0.75)).isEqualTo(HOUR);
    assertThat(idle(HOUR, 0.85)).isEqualTo(Duration.ofMinutes(1));
    assertThat(idle(HOUR, 0.95)).isEqualTo(Evictor.SHORTEST);
    assertThat(idle(HOUR, 1)).isEqualTo(Evictor.SHORTEST);
    assertThat(idle(Evictor.SHORTEST, 0.5)).isEqualTo(Evictor.SHORTEST);
  }

  private static Duration idle(Duration longest, double memory) {
    return new EvictionPace(longest, 1).idle(memory);
  }

  /** Judged by the share of the store's time, the next call would be a minute away. */
  @Test
  void storeThatDidNotAnswerIsAskedAgainSoonHoweverLongItTook() throws InterruptedException {
    VoteStore memory = InMemoryVoteStore.create();
    memory.open(1, UUID.randomUUID());
    AtomicReference<Faults.Fault> fault = new AtomicReference<>(Faults.Fault.BEFORE);
    VoteStore store = Faults.store(() -> memory, method -> fault.get());
    BlockingQueue<Boolean> outcomes = new LinkedBlockingQueue<>();
    Evictor evictor =
        new Evictor(
            HOUR,
            Integer.MAX_VALUE,
            (partition, failure) -> outcomes.add(failure == null),
            new ReconcilerLog(true));
    Term none = new Term(0, 0, "");

    evictor.sweep(store, none);
    assertThat(outcomes.poll(1, TimeUnit.MINUTES)).isFalse();
    fault.set(Faults.Fault.NONE);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    Boolean next = null;
    while (next == null && System.nanoTime() < end) {
      evictor.sweep(store, none);
      next = outcomes.poll(10, TimeUnit.MILLISECONDS);
    }
    assertThat(next).isNotNull();
  }
}
