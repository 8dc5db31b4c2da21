package io.voteengine.engine.cache;

import io.voteengine.VoteException;
import io.voteengine.cache.ReadMode;
import io.voteengine.engine.Causes;
import io.voteengine.ranking.Ranking;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers rankings from copies. Callers that need the same ranking wait for one read. Safe for use
 * by many threads.
 */
final class CachedRankings<T> {
  private static final Logger log = LoggerFactory.getLogger(CachedRankings.class);

  /**
   * Which list.
   *
   * @param ranking null: by score, with current counts
   */
  record Key(String poll, @Nullable Ranking ranking, int limit) {}

  /** A list, and how old it may be. */
  record Listed<T>(List<T> list, long ageNanos, boolean isCopy) {}

  /** A read under way, which is equal to itself only. */
  private static final class Load<T> {
    final Noted noted;
    final CompletableFuture<Copy<List<T>>> done = new CompletableFuture<>();

    Load(Noted noted) {
      this.noted = noted;
    }
  }

  private final Copies<Key, List<T>> copies;
  private final CacheFigures.Reads figures;
  private final Consumer<Runnable> background;
  private final ConcurrentMap<Key, Load<T>> loads = new ConcurrentHashMap<>();

  /**
   * @param background runs a read for which no caller waits; may refuse it
   */
  CachedRankings(Copies<Key, List<T>> copies, CacheFigures figures, Consumer<Runnable> background) {
    this.copies = copies;
    this.figures = figures.rankings;
    this.background = background;
  }

  /**
   * Returns a list.
   *
   * @param source reads it; blocks
   */
  Listed<T> read(Key key, ReadMode mode, Function<Key, List<T>> source) {
    if (!mode.usesCopies()) {
      Noted before = note(key);
      List<T> list = source.apply(key);
      if (mode.kind() == ReadMode.Kind.EXACT) {
        copies.renew(key, list, before);
      }
      return new Listed<>(list, 0, false);
    }
    Copy<List<T>> copy = usable(key, mode);
    if (copy != null) {
      boolean fresh = copies.isFresh(copy, copies.now());
      (fresh ? figures.hits : figures.stale).increment();
      if (!fresh) {
        revalidate(key, source);
      }
      return listed(copy);
    }
    figures.misses.increment();
    return load(key, mode, source, true);
  }

  private @Nullable Copy<List<T>> usable(Key key, ReadMode mode) {
    Copy<List<T>> copy = copies.get(key);
    if (copy == null) {
      return null;
    }
    long now = copies.now();
    boolean usable =
        mode.kind() == ReadMode.Kind.STALE_WHILE_REVALIDATE
            ? now - copy.noted().nanos() <= mode.maxAge().toNanos()
            : copies.isFresh(copy, now);
    return usable ? copy : null;
  }

  private Listed<T> listed(Copy<List<T>> copy) {
    return new Listed<>(copy.value(), Math.max(copies.now() - copy.noted().nanos(), 0), true);
  }

  private Noted note(Key key) {
    return copies.marks.note(Place.ofRankings(key.poll()), copies.now());
  }

  private Load<T> find(Key key, Load<T> mine) {
    return loads.compute(
        key, (k, load) -> load != null && copies.marks.isCurrent(load.noted) ? load : mine);
  }

  private Listed<T> load(Key key, ReadMode mode, Function<Key, List<T>> source, boolean again) {
    Load<T> mine = new Load<>(note(key));
    Load<T> found = find(key, mine);
    if (found == mine) {
      Copy<List<T>> copy = usable(key, mode); // A load may have ended since the copy was missed.
      if (copy != null) {
        loads.remove(key, mine);
        mine.done.complete(copy);
        return listed(copy);
      }
      return new Listed<>(run(key, mine, source), 0, false);
    }
    try {
      return listed(found.done.get());
    } catch (ExecutionException e) {
      if (again) {
        return load(key, mode, source, false);
      }
      throw Causes.thrown(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VoteException("Interrupted while the ranking was read.", e);
    }
  }

  private List<T> run(Key key, Load<T> mine, Function<Key, List<T>> source) {
    try {
      figures.loads.increment();
      List<T> list = source.apply(key);
      copies.put(key, list, mine.noted);
      loads.remove(key, mine);
      mine.done.complete(new Copy<>(list, mine.noted));
      return list;
    } catch (RuntimeException | Error e) {
      loads.remove(key, mine);
      mine.done.completeExceptionally(e);
      throw e;
    }
  }

  private void revalidate(Key key, Function<Key, List<T>> source) {
    Load<T> mine = new Load<>(note(key));
    if (find(key, mine) != mine) {
      return;
    }
    try {
      background.accept(
          () -> {
            try {
              run(key, mine, source);
            } catch (RuntimeException e) {
              log.debug("A ranking could not be read again; the next read retries it", e);
            }
          });
    } catch (RuntimeException e) {
      loads.remove(key, mine);
      mine.done.completeExceptionally(e);
    }
  }
}
