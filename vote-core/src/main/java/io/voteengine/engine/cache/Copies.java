package io.voteengine.engine.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Copies of one kind, bounded in number and in time. Where a copy meets another of the same key,
 * the newer value stays. Safe for use by many threads; nothing blocks for long.
 */
final class Copies<K, V> {
  final Marks marks;
  private final Cache<K, Copy<V>> cache;
  private final BiPredicate<Copy<V>, Copy<V>> isNewer;
  private final CacheClock clock;
  private final long liveNanos;

  /**
   * Creates an empty cache.
   *
   * @param isNewer whether the value of the first copy is newer than that of the second
   * @param live for how long a copy may answer without another read
   * @param bounded bounds number and time of the copies
   */
  Copies(
      Marks marks,
      BiPredicate<Copy<V>, Copy<V>> isNewer,
      CacheClock clock,
      Duration live,
      Caffeine<? super K, ? super Copy<V>> bounded) {
    this.marks = marks;
    this.isNewer = isNewer;
    this.clock = clock;
    this.liveNanos = live.toNanos();
    this.cache = bounded.build();
  }

  long now() {
    return clock.now();
  }

  /** Returns the copy, if there is one that has not been dropped. */
  @Nullable Copy<V> get(K key) {
    Copy<V> copy = cache.getIfPresent(key);
    return copy != null && marks.isKept(copy.noted()) ? copy : null;
  }

  /** Returns whether a copy that was not dropped may answer without another read. */
  boolean isFresh(Copy<V> copy, long now) {
    return now - copy.noted().nanos() < liveNanos && marks.isUnchanged(copy.noted());
  }

  /** Puts what was read. Returns the newest value that is known. */
  V put(K key, V value, Noted noted) {
    Copy<V> loaded = new Copy<>(value, noted);
    return cache.asMap().merge(key, loaded, this::merged).value();
  }

  /**
   * Puts what was read if there is a copy already, so that nothing comes back that has left.
   * Returns the newest value that is known.
   */
  V renew(K key, V value, Noted noted) {
    Copy<V> loaded = new Copy<>(value, noted);
    Copy<V> newest = cache.asMap().computeIfPresent(key, (k, copy) -> merged(copy, loaded));
    return newest == null ? value : newest.value();
  }

  /** Makes a copy that is there as new as the value, but no younger. */
  void raise(K key, V value) {
    cache
        .asMap()
        .computeIfPresent(
            key,
            (k, copy) -> {
              Copy<V> raised = new Copy<>(value, copy.noted());
              return isNewer.test(raised, copy) ? raised : copy;
            });
  }

  /** Versions order the states of a subject, so a newer value has all that an older one has. */
  private Copy<V> merged(Copy<V> copy, Copy<V> loaded) {
    if (!marks.isKept(copy.noted())) {
      return loaded;
    }
    if (!marks.isKept(loaded.noted())) {
      return copy;
    }
    V newest = isNewer.test(copy, loaded) ? copy.value() : loaded.value();
    return new Copy<>(newest, copy.noted().later(loaded.noted()));
  }

  /**
   * Puts a value that came with the answer to a vote. It does not make a copy younger. Returns the
   * copy with the newest value.
   */
  Copy<V> cast(K key, V value, Place place) {
    Copy<V> unread = new Copy<>(value, marks.unread(place, now()));
    return cache
        .asMap()
        .merge(
            key,
            unread,
            (copy, cast) -> {
              if (!marks.isKept(copy.noted())) {
                return cast;
              }
              return isNewer.test(cast, copy) ? new Copy<>(cast.value(), copy.noted()) : copy;
            });
  }

  /** Puts a value that came with the answer to a vote, whatever is there; reads must follow. */
  void replace(K key, V value, Place place) {
    cache.put(key, new Copy<>(value, marks.unread(place, now())));
  }

  long size() {
    return cache.estimatedSize();
  }
}
