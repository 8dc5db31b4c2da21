package io.voteengine.engine.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.VoterId;
import io.voteengine.cache.NearCacheOptions;
import io.voteengine.cache.ReadMode;
import io.voteengine.engine.cache.CachedRankings.Listed;
import io.voteengine.engine.live.hint.IdHash;
import io.voteengine.engine.notify.NodeCopies;
import io.voteengine.metrics.EngineMeter;
import io.voteengine.ranking.RankedPage;
import io.voteengine.ranking.RankedSubject;
import io.voteengine.ranking.Ranking;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.VoteKey;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A node's copies of counts, own choices and rankings. Safe for use by many threads.
 *
 * <p>A copy is used while no change of it is known that its read may have missed. Three things are
 * known of changes: their versions, where this node's own votes bring them, so the newer value
 * stays; that they happened, where hints bring only that, so a copy is fresh only if the count of
 * hints is that from before its read; and that hints get lost, so every copy has a time-to-live.
 */
public final class NearCache implements NodeCopies {
  /** Corrections and drops are rare: these may share counters. */
  private static final int FEW = 4_096;

  private final Generations countChanges;
  private final Generations choiceChanges;
  private final Generations corrections = new Generations(FEW);
  private final Generations drops = new Generations(FEW);
  private final Copies<SubjectId, Tally> counts;
  private final Copies<VoteKey, OwnChoice> choices;
  private final Copies<CachedRankings.Key, List<SubjectView>> tops;
  private final Copies<CachedRankings.Key, List<RankedSubject>> ranked;
  private final CacheFigures figures = new CacheFigures();
  private final PageLoads loads;
  private final CachedPages pages;
  private final CachedRankings<SubjectView> cachedTops;
  private final CachedRankings<RankedSubject> cachedRanked;

  /** What the near cache needs of its engine. */
  public interface Engine {
    /** Reads pages as they are without copies. */
    CompletableFuture<List<SubjectView>> page(
        List<SubjectId> subjects, @Nullable VoterId voter, Deadline deadline);

    /** Returns the deadline of a page that is requested now. */
    Deadline deadline();

    /** Returns whether this engine has acknowledged a vote that the ledger may not have. */
    boolean owes(VoteKey key);

    /** Runs a page read for which no caller waits; throws when the engine is closed. */
    void inBackground(Supplier<CompletableFuture<?>> read);

    /** Runs a read that blocks, for which no caller waits; throws when too many wait. */
    void blocking(Runnable read);
  }

  /**
   * Creates an empty cache.
   *
   * @param nanoTime the clock of the copies' age, as {@link System#nanoTime}
   * @param housekeeping runs Caffeine's housekeeping, some microseconds each time
   */
  public NearCache(
      NearCacheOptions options, LongSupplier nanoTime, Executor housekeeping, Engine engine) {
    this.countChanges = new Generations(options.size());
    this.choiceChanges = new Generations(options.size());
    CacheClock clock = new CacheClock(nanoTime);
    Marks ofRankings = new Marks(new Generations(1), corrections, drops);
    this.counts =
        new Copies<>(
            new Marks(countChanges, corrections, drops),
            (one, other) -> one.value().isNewerThan(other.value()),
            clock,
            options.counts(),
            bounded(options, options.counts(), clock, housekeeping).maximumSize(options.size()));
    this.choices =
        new Copies<>(
            new Marks(choiceChanges, corrections, drops),
            (one, other) -> one.value().isNewerThan(other.value()),
            clock,
            options.choices(),
            bounded(options, options.choices(), clock, housekeeping).maximumSize(options.size()));
    this.tops = rankings(options, ofRankings, clock, housekeeping);
    this.ranked = rankings(options, ofRankings, clock, housekeeping);
    this.loads = new PageLoads(counts, choices, engine::page, engine::owes, figures);
    this.pages =
        new CachedPages(counts, choices, loads, figures, engine::inBackground, engine::deadline);
    this.cachedTops = new CachedRankings<>(tops, figures, engine::blocking);
    this.cachedRanked = new CachedRankings<>(ranked, figures, engine::blocking);
  }

  private static Caffeine<Object, Object> bounded(
      NearCacheOptions options, Duration live, CacheClock clock, Executor housekeeping) {
    return Caffeine.newBuilder()
        .expireAfterWrite(live.compareTo(options.stale()) > 0 ? live : options.stale())
        .ticker(clock)
        .executor(housekeeping);
  }

  private static <T> Copies<CachedRankings.Key, List<T>> rankings(
      NearCacheOptions options, Marks marks, CacheClock clock, Executor housekeeping) {
    return new Copies<>(
        marks,
        NearCache::later,
        clock,
        options.rankings(),
        bounded(options, options.rankings(), clock, housekeeping)
            .maximumWeight(options.size())
            .weigher((Object key, Copy<List<T>> copy) -> copy.value().size() + 1));
  }

  /** Rankings have no versions: the later read is newer. */
  private static <V> boolean later(Copy<V> one, Copy<V> other) {
    return one.noted().nanos() - other.noted().nanos() > 0;
  }

  /** Returns a subject's view, if copies are enough for the mode. */
  public @Nullable SubjectView find(SubjectId subject, @Nullable VoterId voter, ReadMode mode) {
    return pages.find(subject, voter, mode);
  }

  /** Reads a page, from copies as far as the mode allows. */
  public CompletableFuture<List<SubjectView>> read(
      List<SubjectId> subjects, @Nullable VoterId voter, ReadMode mode) {
    return pages.read(subjects, voter, mode);
  }

  /** Reads a page exactly, and makes the copies that there are as new as the page. */
  public CompletableFuture<List<SubjectView>> renewing(
      List<SubjectId> subjects,
      @Nullable VoterId voter,
      BiFunction<List<SubjectId>, @Nullable VoterId, CompletableFuture<List<SubjectView>>> read) {
    List<Load.Part> before = subjects.stream().map(it -> loads.note(it, voter)).toList();
    return read.apply(subjects, voter)
        .whenComplete(
            (views, failure) -> {
              if (views != null) {
                pages.renew(before, views, voter);
              }
            });
  }

  /**
   * Returns the subjects of a poll with the highest scores.
   *
   * @param source reads them; blocks
   * @param order their order, by the counts that are shown
   */
  public List<SubjectView> top(
      String poll,
      int limit,
      ReadMode mode,
      BiFunction<String, Integer, List<SubjectView>> source,
      Comparator<SubjectView> order) {
    Listed<SubjectView> top =
        cachedTops.read(
            new CachedRankings.Key(poll, null, limit),
            mode,
            key -> source.apply(key.poll(), key.limit()));
    if (!top.isCopy()) {
      return top.list();
    }
    Duration age = Duration.ofNanos(top.ageNanos());
    return top.list().stream()
        .map(
            view ->
                new SubjectView(
                    view.subject(),
                    newest(view.subject(), view.tally()),
                    view.choice(),
                    false,
                    age))
        .filter(view -> view.tally().total() > 0)
        .sorted(order)
        .toList();
  }

  /** Returns the newest counts that this node has: those of votes of its own, for example. */
  private Tally newest(SubjectId subject, Tally tally) {
    Copy<Tally> copy = counts.get(subject);
    return copy != null && copy.value().isNewerThan(tally) ? copy.value() : tally;
  }

  /**
   * Returns the subjects that a ranking puts first. The ledger's rankings are up to a second old,
   * so newer counts are put into those that were just read, too.
   */
  public RankedPage ranked(
      String poll,
      Ranking ranking,
      int limit,
      ReadMode mode,
      Supplier<List<RankedSubject>> source) {
    Listed<RankedSubject> page =
        cachedRanked.read(new CachedRankings.Key(poll, ranking, limit), mode, key -> source.get());
    return new RankedPage(
        mode.usesCopies() ? NewestRows.of(ranking, page.list(), this::newest) : page.list(),
        Duration.ofNanos(page.ageNanos()));
  }

  @Override
  public boolean areKept() {
    return true;
  }

  @Override
  public void cast(VoterId voter, SubjectId subject, Choice choice, Tally tally) {
    loads.cast(voter, subject, choice, tally);
  }

  @Override
  public void changed(SubjectId subject, @Nullable VoterId voter) {
    long hash = IdHash.of(subject);
    if (voter == null) {
      corrections.changed(hash);
    } else {
      countChanges.changed(hash);
      choiceChanges.changed(Place.choice(IdHash.of(voter), hash));
    }
  }

  @Override
  public void countsChanged(long subject) {
    countChanges.changed(subject);
  }

  @Override
  public void choiceChanged(long voter, long subject) {
    choiceChanges.changed(Place.choice(voter, subject));
  }

  @Override
  public void corrected(long subject) {
    corrections.changed(subject);
  }

  @Override
  public void everythingChanged() {
    corrections.everythingChanged();
  }

  @Override
  public void refresh(String poll, @Nullable SubjectId subject) {
    long hash = IdHash.of(poll);
    if (subject == null) {
      drops.changed(hash);
    } else {
      drops.changed(IdHash.of(subject));
      drops.changed(Place.rankings(hash));
    }
  }

  /** Returns the meters of this cache. */
  public List<EngineMeter> meters() {
    return figures.meters(counts::size, choices::size, () -> tops.size() + ranked.size());
  }

  /** Returns how many reads were answered by copies. Read it before {@link #reads}. */
  public long answered() {
    return figures.answered();
  }

  /** Returns how many reads that may use copies have been made. */
  public long reads() {
    return figures.total();
  }
}
