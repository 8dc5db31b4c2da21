package io.voteengine.sync.flush;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.voteengine.VoteEngine;
import io.voteengine.health.VoteHealth.Part;
import io.voteengine.health.VoteHealth.Status;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.ReconcilerBuilder;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Faults.Fault;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The ledger's maintenance while votes are carried. */
class MaintenanceTest {
  @Test
  void ledgerKeepsHouseAtTheStartAndAgainWhateverHappens() {
    AtomicInteger times = new AtomicInteger();
    try (Cluster cluster = new Cluster()) {
      cluster.ledgerFaults(
          method ->
              method.equals("maintain") && times.incrementAndGet() % 2 == 1
                  ? Fault.BEFORE
                  : Fault.NONE);
      cluster.node(Reconciler.builder().maintenanceInterval(Duration.ofMillis(5)).build());
      await().atMost(Duration.ofMinutes(1)).until(() -> times.get() >= 4);
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("vote-maintenance"));
  }

  @Test
  void healthSaysThatMaintenanceFailsUntilItSucceeds() {
    AtomicBoolean fails = new AtomicBoolean(true);
    try (Cluster cluster = new Cluster()) {
      cluster.ledgerFaults(
          method -> method.equals("maintain") && fails.get() ? Fault.BEFORE : Fault.NONE);
      VoteEngine engine =
          cluster.node(Reconciler.builder().maintenanceInterval(Duration.ofMillis(5)).build());
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> engine.health().status(Part.LEDGER) == Status.DEGRADED);
      assertThat(engine.health(Duration.ofMinutes(1)).issues())
          .singleElement()
          .satisfies(issue -> assertThat(issue.what()).contains("maintenance fails"));
      fails.set(false);
      await().atMost(Duration.ofMinutes(1)).until(() -> engine.health().status() == Status.HEALTHY);
    }
  }

  @Test
  void pauseOutOfRangeIsRefused() {
    ReconcilerBuilder builder = Reconciler.builder();
    assertThatThrownBy(() -> builder.maintenanceInterval(Duration.ZERO))
        .hasMessageContaining("maintenance");
  }
}
