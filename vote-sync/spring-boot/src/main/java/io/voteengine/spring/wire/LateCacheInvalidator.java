package io.voteengine.spring.wire;

import io.voteengine.listener.CacheInvalidator;
import org.jspecify.annotations.Nullable;

/**
 * Hands changes to the application's cache invalidator, which is created after the engine, because
 * it may use the engine.
 */
final class LateCacheInvalidator {
  private volatile @Nullable CacheInvalidator bean;

  void set(@Nullable CacheInvalidator bean) {
    this.bean = bean;
  }

  void invalidate(CacheInvalidator.Changes changes) {
    CacheInvalidator known = bean;
    if (known == null) {
      throw new IllegalStateException("The application is starting; called again soon");
    }
    known.invalidate(changes);
  }
}
