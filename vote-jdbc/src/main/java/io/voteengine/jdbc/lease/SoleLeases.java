package io.voteengine.jdbc.lease;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.voteengine.spi.ledger.LedgerLeases;
import io.voteengine.spi.ledger.NodeShare;
import io.voteengine.spi.ledger.PartitionRange;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The leases of a database that only one process uses: the node that asks holds everything. Writes
 * nothing, so an idle process causes no writes.
 */
public final class SoleLeases implements LedgerLeases {
  /** The claims of this process on all of its files: H2 lets one process open a file twice. */
  private static final Set<Claim> CLAIMS = new HashSet<>();

  private record Claim(UUID ledger, UUID node, @Nullable String store) {
    boolean excludes(Claim other) {
      return ledger.equals(other.ledger) && !Objects.equals(store, other.store);
    }
  }

  private final Supplier<PartitionRange> range;
  private final Supplier<UUID> ledger;
  private volatile @Nullable UUID holder;

  public SoleLeases(Supplier<PartitionRange> range, Supplier<UUID> ledger) {
    this.range = range;
    this.ledger = ledger;
  }

  @Override
  public Duration claim(UUID node, @Nullable String store, Duration lease) {
    Claim claim = new Claim(ledger.get(), node, store);
    synchronized (CLAIMS) {
      if (CLAIMS.stream().anyMatch(claim::excludes)) {
        return lease;
      }
      CLAIMS.add(claim);
      return Duration.ZERO;
    }
  }

  @Override
  public NodeShare renew(UUID node, Duration lease) {
    holder = node;
    return new NodeShare(partitions().collect(toSet()), 1);
  }

  @Override
  public void release(UUID node) {
    holder = null;
    synchronized (CLAIMS) {
      CLAIMS.removeIf(claim -> claim.node().equals(node));
    }
  }

  @Override
  public Map<Integer, UUID> owners() {
    UUID node = holder;
    return node == null ? Map.of() : partitions().collect(toMap(part -> part, part -> node));
  }

  private Stream<Integer> partitions() {
    return IntStream.range(range.get().from(), range.get().until()).boxed();
  }
}
