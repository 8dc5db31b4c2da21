package io.voteengine.jdbc.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.VoteConfigurationException;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.partitioned.PartitionedVoteLedger;
import io.voteengine.spi.VoteLedger;
import io.voteengine.tck.VoteLedgerContract;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two databases behind one ledger, each with one of the suite's two partitions. */
class PartitionedLedgerTest extends VoteLedgerContract {
  private static final ReusedDatabases DATABASES = new ReusedDatabases(TestDatabase::h2);

  private final List<ReusedDatabases.Reused> reused = List.of(DATABASES.take(), DATABASES.take());
  private final List<TestDatabase> databases = reused.stream().map(r -> r.database).toList();
  private final Set<VoterId> refused = new HashSet<>();

  @Override
  public VoteLedger connect() {
    return over(databases.stream());
  }

  private static VoteLedger over(Stream<TestDatabase> databases) {
    return PartitionedVoteLedger.of(
        databases.map(database -> JdbcVoteLedger.over(database.dataSource())).toList());
  }

  private void execute(String sql) {
    databases.forEach(database -> database.execute(sql));
  }

  @Override
  public void seal(String poll) {
    execute("UPDATE vote_poll SET state = 'SEALED' WHERE name = '" + poll + "'");
  }

  @Override
  public void ageChangedPolls() {
    execute("UPDATE vote_poll_stale SET marked_at = TIMESTAMP '2020-01-01 00:00:00'");
  }

  @Override
  public void refuse(VoterId voter) {
    refused.add(voter);
    execute(
        "ALTER TABLE vote ADD CONSTRAINT refuses_%1$s CHECK (voter <> '%1$s')"
            .formatted(voter.value()));
  }

  @Override
  public void accept(VoterId voter) {
    execute("ALTER TABLE vote DROP CONSTRAINT refuses_" + voter.value());
    refused.remove(voter);
  }

  @Test
  void ledgersInAnotherOrderOrNumberAreRefused() {
    connect().open(4);
    TestDatabase first = databases.get(0);
    TestDatabase second = databases.get(1);
    ReusedDatabases.Reused third = DATABASES.take();
    for (Stream<TestDatabase> wrong :
        List.of(
            Stream.of(second, first), Stream.of(first), Stream.of(first, second, third.database))) {
      try (VoteLedger ledger = over(wrong)) {
        assertThatThrownBy(() -> ledger.open(4))
            .isInstanceOf(VoteConfigurationException.class)
            .hasMessageContaining("order");
      }
    }
    third.close();
    try (VoteLedger ledger = connect()) {
      ledger.open(4);
      assertThat(ledger.positions()).hasSize(4);
    }
  }

  @Test
  void moreLedgersThanPartitionsAreRefused() {
    try (VoteLedger ledger = connect()) {
      assertThatThrownBy(() -> ledger.open(1)).isInstanceOf(VoteConfigurationException.class);
    }
  }

  @Test
  void severalLedgersMakeNoBackupsInCommon() {
    try (VoteLedger ledger = connect()) {
      ledger.open(2);
      assertThat(ledger.backups()).isEmpty();
    }
  }

  @Test
  void noLedgerIsRefused() {
    assertThatThrownBy(() -> PartitionedVoteLedger.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @AfterEach
  void close() {
    Set.copyOf(refused).forEach(this::accept);
    reused.forEach(ReusedDatabases.Reused::close);
  }
}
