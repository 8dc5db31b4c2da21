package io.voteengine.engine;

import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoteException;
import io.voteengine.VoterId;
import io.voteengine.cache.NearCacheOptions;
import io.voteengine.cache.ReadMode;
import io.voteengine.engine.cache.NearCache;
import io.voteengine.engine.durable.Confirmations;
import io.voteengine.engine.lifecycle.Lifecycle;
import io.voteengine.engine.notify.Callbacks;
import io.voteengine.engine.notify.NodeCopies;
import io.voteengine.engine.read.HiddenCounts;
import io.voteengine.engine.read.Leaderboard;
import io.voteengine.engine.read.PageReader;
import io.voteengine.engine.read.PageSize;
import io.voteengine.metrics.EngineMeter;
import io.voteengine.ranking.RankedPage;
import io.voteengine.ranking.RankedSubject;
import io.voteengine.ranking.Ranking;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.VoteKey;
import io.voteengine.util.IdRules;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Pages and rankings, with or without a near cache. Safe for use by many threads. */
final class EngineReads {
  private final Lifecycle lifecycle;
  private final Callbacks callbacks;
  private final PageReader pages;
  private final Leaderboard leaderboard;
  private final @Nullable NearCache cache;
  private final HiddenCounts hidden;

  EngineReads(
      @Nullable NearCacheOptions options,
      Lifecycle lifecycle,
      Callbacks callbacks,
      Confirmations confirmations,
      PageReader pages,
      Leaderboard leaderboard,
      HiddenCounts hidden) {
    this.hidden = hidden;
    this.lifecycle = lifecycle;
    this.callbacks = callbacks;
    this.pages = pages;
    this.leaderboard = leaderboard;
    this.cache =
        options == null
            ? null
            : new NearCache(
                options,
                System::nanoTime,
                ForkJoinPool.commonPool(),
                new OfEngine(lifecycle, confirmations, pages));
  }

  /** What the near cache asks its engine for. */
  private record OfEngine(Lifecycle lifecycle, Confirmations confirmations, PageReader pages)
      implements NearCache.Engine {
    @Override
    public CompletableFuture<List<SubjectView>> page(
        List<SubjectId> subjects, @Nullable VoterId voter, Deadline deadline) {
      return pages.read(subjects, voter, deadline);
    }

    @Override
    public Deadline deadline() {
      return pages.deadline();
    }

    @Override
    public boolean owes(VoteKey key) {
      return confirmations.hasOpen(key);
    }

    @Override
    public void inBackground(Supplier<CompletableFuture<?>> read) {
      lifecycle.<Object>during(() -> read.get().thenApply(done -> done));
    }

    @Override
    public void blocking(Runnable read) {
      lifecycle.loaders.execute(read);
    }
  }

  /** Returns the copies that votes and hints keep. */
  NodeCopies copies() {
    return cache == null ? NodeCopies.NONE : cache;
  }

  List<EngineMeter> meters() {
    return cache == null ? List.of() : cache.meters();
  }

  /** Returns how many reads copies have answered. Read it before {@link #cacheReads}. */
  LongSupplier cacheAnswers() {
    return cache == null ? () -> 0 : cache::answered;
  }

  /** Returns how many reads have been made that may use copies. */
  LongSupplier cacheReads() {
    return cache == null ? () -> 0 : cache::reads;
  }

  /** Reads exactly, for live counts. Hides nothing. */
  CompletableFuture<List<SubjectView>> exactly(List<SubjectId> subjects, @Nullable VoterId voter) {
    return cache == null
        ? pages.read(subjects, voter)
        : cache.renewing(subjects, voter, pages::read);
  }

  SubjectView read(SubjectId subject, @Nullable VoterId voter, ReadMode mode) {
    if (cache != null && mode.usesCopies()) {
      lifecycle.requireOpen();
      SubjectView view = cache.find(subject, voter, mode);
      if (view != null && (hidden.isUnused() || hidden.isPublic(subject.poll()))) {
        return view;
      }
    }
    return page(List.of(subject), voter, mode).get(0);
  }

  List<SubjectView> page(List<SubjectId> subjects, @Nullable VoterId voter, ReadMode mode) {
    try {
      return begin(subjects, voter, mode).get();
    } catch (ExecutionException e) {
      throw Causes.thrown(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VoteException("Interrupted while the page was read.", e);
    }
  }

  CompletableFuture<List<SubjectView>> pageAsync(
      List<SubjectId> subjects, @Nullable VoterId voter, ReadMode mode) {
    return callbacks.handOver(begin(subjects, voter, mode));
  }

  private CompletableFuture<List<SubjectView>> begin(
      List<SubjectId> subjects, @Nullable VoterId voter, ReadMode mode) {
    List<SubjectId> wanted = List.copyOf(subjects);
    return lifecycle.during(() -> hidden.page(wanted, () -> read(wanted, voter, mode)));
  }

  private CompletableFuture<List<SubjectView>> read(
      List<SubjectId> wanted, @Nullable VoterId voter, ReadMode mode) {
    if (cache != null && mode.usesCopies()) {
      return cache.read(wanted, voter, mode);
    }
    return mode.kind() == ReadMode.Kind.BYPASS ? pages.read(wanted, voter) : exactly(wanted, voter);
  }

  List<SubjectView> top(String poll, int limit, ReadMode mode) {
    IdRules.check("poll", poll);
    Objects.requireNonNull(mode, "mode");
    PageSize.check(limit);
    return lifecycle.whileOpen(
        () -> {
          if (!hidden.isPublicNow(poll)) {
            return List.of();
          }
          return cache == null
              ? leaderboard.top(poll, limit)
              : cache.top(poll, limit, mode, leaderboard::top, Leaderboard.HIGHEST_FIRST);
        });
  }

  /** Reads a ranking of a poll that may be shown, while the engine is open. */
  RankedPage ranked(
      String poll,
      Ranking ranking,
      int limit,
      ReadMode mode,
      Supplier<List<RankedSubject>> source) {
    return cache == null
        ? new RankedPage(source.get(), Duration.ZERO)
        : cache.ranked(poll, ranking, limit, mode, source);
  }
}
