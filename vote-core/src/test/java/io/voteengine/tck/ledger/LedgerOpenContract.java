package io.voteengine.tck.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.VoteConfigurationException;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.tck.VoteLedgerContract;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Opening a database for the first time and again. */
public abstract class LedgerOpenContract {
  private final VoteLedgerContract suite;
  private final VoteLedger ledger;

  protected LedgerOpenContract(VoteLedgerContract suite) {
    this.suite = suite;
    this.ledger = suite.connect();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void everyPartitionStartsBeforeItsFirstTerm() {
    ledger.open(4);
    assertThat(ledger.positions())
        .isEqualTo(IntStream.range(0, 4).mapToObj(LedgerOpenContract::untouched).toList());
    assertThat(ledger.position(3)).isEqualTo(untouched(3));
  }

  private static Position untouched(int partition) {
    return new Position(new Term(partition, 0, null), 0, JournalEvent.CHAIN_START);
  }

  @Test
  void reopeningKeepsWhatIsRecorded() {
    ledger.open(2);
    ledger.recover(new Term(1, 0, null), List.of(), new Term(1, 7, "s7"));
    try (VoteLedger again = suite.connect()) {
      again.open(2);
      assertThat(again.positions()).isEqualTo(ledger.positions());
      assertThat(again.position(1).term()).isEqualTo(new Term(1, 7, "s7"));
    }
  }

  @Test
  void itsIdentityIsThatOfTheDatabase() {
    ledger.open(2);
    try (VoteLedger again = suite.connect()) {
      again.open(2);
      assertThat(again.identity()).isEqualTo(ledger.identity());
    }
  }

  @Test
  void anotherNumberOfPartitionsIsRefusedWithBothNumbers() {
    ledger.open(16);
    try (VoteLedger other = suite.connect()) {
      assertThatThrownBy(() -> other.open(32))
          .isInstanceOf(VoteConfigurationException.class)
          .hasMessageContainingAll("16", "32");
    }
    assertThat(ledger.positions()).hasSize(16);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 3, 1000, 2048})
  void numberThatIsNoPowerOfTwoUpTo1024IsRefused(int partitions) {
    assertThatThrownBy(() -> ledger.open(partitions)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nodesThatDisagreeAtTheFirstUseDoNotMixTheirNumbers() {
    List<CompletableFuture<Integer>> nodes =
        Stream.of(4, 64, 4, 64).map(n -> CompletableFuture.supplyAsync(() -> open(n))).toList();
    List<Integer> opened =
        nodes.stream().map(CompletableFuture::join).filter(n -> n > 0).distinct().toList();
    assertThat(opened).hasSize(1);
    try (VoteLedger winner = suite.connect()) {
      winner.open(opened.get(0));
      assertThat(winner.positions()).hasSize(Objects.requireNonNull(opened.get(0)));
    }
  }

  /** Returns the number, or 0 if it was refused. */
  private int open(int partitions) {
    try (VoteLedger node = suite.connect()) {
      node.open(partitions);
      return partitions;
    } catch (VoteConfigurationException refused) {
      return 0;
    }
  }

  @Test
  void partitionThatIsNotThereIsRefused() {
    ledger.open(2);
    assertThatThrownBy(() -> ledger.position(2)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void closingTwiceDoesNothing() {
    ledger.open(2);
    ledger.close();
    ledger.close();
  }
}
