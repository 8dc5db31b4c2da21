package io.voteengine.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.VoteConfigurationException;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.Term;
import io.voteengine.tck.VoteStoreClockContract;
import io.voteengine.tck.testing.SomeLedger;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InMemoryVoteStoreTest extends VoteStoreClockContract {
  @Override
  public VoteStore newStore(InstantSource clock, int backlog) {
    return InMemoryVoteStore.builder().clock(clock).maxBacklog(backlog).build();
  }

  @Test
  void eachStoreIsAnotherServer() {
    InMemoryVoteStore one = InMemoryVoteStore.create();
    InMemoryVoteStore two = InMemoryVoteStore.create();
    one.open(1, SomeLedger.ID);
    two.open(1, SomeLedger.ID);
    assertThat(one.state(0).toCompletableFuture().join().identity())
        .isNotEqualTo(two.state(0).toCompletableFuture().join().identity());
  }

  @Test
  void optionsOutOfRangeAreNamed() {
    InMemoryVoteStore.Builder builder = InMemoryVoteStore.builder();
    assertThatThrownBy(() -> builder.maxBacklog(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxBacklog");
    for (int partitions : new int[] {-1, 0, 3, 2048, Integer.MIN_VALUE}) {
      assertThatThrownBy(() -> builder.build().open(partitions, SomeLedger.ID))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("partitions");
    }
  }

  @Test
  void useBeforeOpenSaysWhatToDo() {
    InMemoryVoteStore store = InMemoryVoteStore.create();
    assertThatThrownBy(() -> store.state(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("open");
    store.open(4, SomeLedger.ID);
    assertThatThrownBy(() -> store.applied(new Term(4, 1, "x"), 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void anotherLedgerIsRefused() {
    VoteStore store = InMemoryVoteStore.create();
    store.open(1, SomeLedger.ID);
    store.open(1, SomeLedger.ID);
    assertThatThrownBy(() -> store.open(1, new UUID(16, 2)))
        .isInstanceOf(VoteConfigurationException.class)
        .hasMessageContaining(SomeLedger.ID.toString());
  }
}
