package io.voteengine.jdbc.lease;

import static java.util.stream.Collectors.toMap;

import io.voteengine.jdbc.schema.LedgerIdentityTable;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.spi.ledger.LedgerLeases;
import io.voteengine.spi.ledger.NodeShare;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Leases in tables of their own, apart from the rows that every apply locks. */
public final class JdbcLeases implements LedgerLeases {
  private final Transactions transactions;

  public JdbcLeases(Transactions transactions) {
    this.transactions = transactions;
  }

  /** One claim at a time, so that of two nodes that start at once the second sees the first. */
  @Override
  public Duration claim(UUID node, @Nullable String store, Duration lease) {
    return transactions.write(
        "be claimed for a store",
        tx -> {
          LedgerIdentityTable.lock(tx);
          Duration others = NodeTable.others(tx, store);
          if (others.isZero()) {
            NodeTable.beat(tx, node, lease);
            NodeTable.note(tx, node, store);
          }
          return others;
        });
  }

  @Override
  public NodeShare renew(UUID node, Duration lease) {
    return transactions.write(
        "renew leases",
        tx -> {
          NodeTable.beat(tx, node, lease);
          // In this order: a node that has taken a partition since is then seen as alive.
          List<LeaseRow> rows = LeaseTable.rows(tx);
          NavigableSet<UUID> live = NodeTable.live(tx);
          live.add(node);
          LeasePlan plan = LeasePlan.of(node, live, rows);
          LeaseTable.giveBack(tx, LeaseTable.lock(tx, plan.giveBack()));
          List<LeaseRow> taken = LeaseTable.lock(tx, plan.take());
          LeaseTable.take(tx, taken, node);
          Set<Integer> held = new HashSet<>();
          plan.keep().forEach(row -> held.add(row.part()));
          taken.forEach(row -> held.add(row.part()));
          return new NodeShare(held, live.size());
        });
  }

  @Override
  public void release(UUID node) {
    transactions.write(
        "release leases",
        tx -> {
          LeaseTable.giveBackAll(tx, node);
          NodeTable.remove(tx, node);
          return node;
        });
  }

  @Override
  public Map<Integer, UUID> owners() {
    return transactions.read(
        "read its leases",
        tx -> {
          List<LeaseRow> rows = LeaseTable.rows(tx);
          Set<UUID> live = NodeTable.live(tx);
          return rows.stream()
              .filter(row -> row.node() != null && live.contains(row.node()))
              .collect(toMap(LeaseRow::part, row -> Objects.requireNonNull(row.node())));
        });
  }
}
