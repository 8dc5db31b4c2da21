package io.voteengine.jdbc.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What nodes do that all see the same state. */
class LeasePlanTest {
  @RepeatedTest(200)
  void nodesThatSeeTheSameShareEvenlyInTwoRoundsAndNeverWantTheSame(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    NavigableSet<UUID> live = new TreeSet<>();
    IntStream.rangeClosed(0, random.nextInt(6)).forEach(i -> live.add(new UUID(0, i)));
    int first = random.nextInt(3) * 8;
    int partitions = 1 + random.nextInt(40);
    List<LeaseRow> rows = new ArrayList<>();
    for (int part = first; part < first + partitions; part++) {
      // Some are free, and some belong to a dead node.
      int owner = random.nextInt(live.size() + 2) - 1;
      rows.add(new LeaseRow(part, owner < 0 ? null : new UUID(0, owner)));
    }
    List<LeaseRow> shared = round(live, round(live, rows));
    Set<Long> shares = new HashSet<>();
    for (UUID node : live) {
      shares.add(shared.stream().filter(row -> node.equals(row.node())).count());
    }
    assertThat(shared).allMatch(row -> row.node() != null && live.contains(row.node()));
    assertThat(shares).hasSizeLessThanOrEqualTo(2);
    assertThat(shares).allMatch(share -> share >= partitions / live.size());
    assertThat(round(live, shared)).isEqualTo(shared);
  }

  private static List<LeaseRow> round(NavigableSet<UUID> live, List<LeaseRow> rows) {
    List<LeaseRow> next = new ArrayList<>(rows);
    Set<LeaseRow> taken = new HashSet<>();
    for (UUID node : live) {
      LeasePlan plan = LeasePlan.of(node, live, rows);
      plan.giveBack().forEach(row -> next.set(rows.indexOf(row), new LeaseRow(row.part(), null)));
      for (LeaseRow row : plan.take()) {
        assertThat(taken.add(row)).as("%s is wanted by one node", row).isTrue();
        next.set(rows.indexOf(row), new LeaseRow(row.part(), node));
      }
    }
    return next;
  }
}
