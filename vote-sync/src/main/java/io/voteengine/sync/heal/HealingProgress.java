package io.voteengine.sync.heal;

import io.voteengine.VoteException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the outcome of a healing while one thread runs it. */
final class HealingProgress {
  private final Set<Integer> left = new HashSet<>();
  private @Nullable VoteException failure;

  /** Records that a partition still has something stale. */
  void left(int partition) {
    left.add(partition);
  }

  /** Records why a partition still has something stale. */
  void failed(int partition, VoteException why) {
    left.add(partition);
    failure = failure == null ? why : failure;
  }

  boolean isLeft(int partition) {
    return left.contains(partition);
  }

  Healer.Healing result() {
    return new Healer.Healing(left, failure);
  }
}
