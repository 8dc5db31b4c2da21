package io.voteengine.jdbc;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.voteengine.spi.LedgerLeases;
import io.voteengine.spi.NodeShare;
import io.voteengine.spi.PartitionRange;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * For a database that one process has to itself: whoever asks holds everything, and nothing is
 * written while nobody votes.
 */
final class SoleLeases implements LedgerLeases {
  private final Supplier<PartitionRange> range;
  private volatile @Nullable UUID holder;

  SoleLeases(Supplier<PartitionRange> range) {
    this.range = range;
  }

  @Override
  public NodeShare renew(UUID node, Duration lease) {
    holder = node;
    return new NodeShare(partitions().collect(toSet()), 1);
  }

  @Override
  public void release(UUID node) {
    holder = null;
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
