package io.voteengine.engine.cache;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.VoterId;
import io.voteengine.cache.ReadMode;
import io.voteengine.engine.cache.Load.Loaded;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.VoteKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers pages from copies, and loads what is missing in one read. Safe for use by many threads.
 */
final class CachedPages {
  private static final Logger log = LoggerFactory.getLogger(CachedPages.class);

  private final Copies<SubjectId, Tally> counts;
  private final Copies<VoteKey, OwnChoice> choices;
  private final PageLoads loads;
  private final CacheFigures.Reads figures;
  private final Consumer<Supplier<CompletableFuture<?>>> background;
  private final Supplier<Deadline> deadlines;

  /**
   * @param background runs a read for which no caller waits, unless the engine is closed
   * @param deadlines returns the deadline of a read that begins now
   */
  CachedPages(
      Copies<SubjectId, Tally> counts,
      Copies<VoteKey, OwnChoice> choices,
      PageLoads loads,
      CacheFigures figures,
      Consumer<Supplier<CompletableFuture<?>>> background,
      Supplier<Deadline> deadlines) {
    this.counts = counts;
    this.choices = choices;
    this.loads = loads;
    this.figures = figures.subjects;
    this.background = background;
    this.deadlines = deadlines;
  }

  /** Returns a view made of copies, or null if they are not enough for the mode. */
  @Nullable SubjectView find(SubjectId subject, @Nullable VoterId voter, ReadMode mode) {
    return find(subject, voter, mode, null);
  }

  /**
   * @param stale receives the subject if its copies are used and should be read again; null: that
   *     is done here
   */
  private @Nullable SubjectView find(
      SubjectId subject,
      @Nullable VoterId voter,
      ReadMode mode,
      @Nullable Collection<SubjectId> stale) {
    long now = counts.now();
    Copy<Tally> tally = counts.get(subject);
    if (tally == null) {
      return null;
    }
    long age = now - tally.noted().nanos();
    boolean fresh = counts.isFresh(tally, now);
    Choice choice = Choice.NONE;
    if (voter != null) {
      Copy<OwnChoice> own = choices.get(new VoteKey(subject, voter));
      if (own == null) {
        return null;
      }
      age = Math.max(age, now - own.noted().nanos());
      fresh = fresh && choices.isFresh(own, now);
      choice = own.value().choice();
    }
    if (mode.kind() == ReadMode.Kind.STALE_WHILE_REVALIDATE) {
      if (age > mode.maxAge().toNanos()) {
        return null;
      }
    } else if (!fresh) {
      return null;
    }
    if (fresh) {
      figures.hits.increment();
    } else {
      figures.stale.increment();
      if (stale == null) {
        revalidate(List.of(subject), voter);
      } else {
        stale.add(subject);
      }
    }
    return new SubjectView(subject, tally.value(), choice, false, age(age));
  }

  /** Another thread may have noted a read after this one has asked for the time. */
  private static Duration age(long nanos) {
    return nanos <= 0 ? Duration.ZERO : Duration.ofNanos(nanos);
  }

  /** Reads copies again, for which no caller waits. */
  private void revalidate(Collection<SubjectId> stale, @Nullable VoterId voter) {
    if (stale.isEmpty()) {
      return;
    }
    Plan plan = plan(stale, voter, Long.MAX_VALUE);
    if (plan.mine.isEmpty()) {
      return;
    }
    try {
      background.accept(
          () -> {
            loads.start(plan.mine, deadlines.get());
            return plan.mine.done;
          });
    } catch (RuntimeException e) {
      loads.fail(plan.mine, e); // The engine is being closed.
    }
    plan.mine.done.exceptionally(
        failure -> {
          log.debug("Copies could not be read again; the next read retries it", failure);
          return Map.of();
        });
  }

  CompletableFuture<List<SubjectView>> read(
      List<SubjectId> subjects, @Nullable VoterId voter, ReadMode mode) {
    Map<SubjectId, SubjectView> views = new HashMap<>();
    Set<SubjectId> missing = new LinkedHashSet<>();
    Set<SubjectId> stale = new LinkedHashSet<>();
    for (SubjectId subject : subjects) {
      SubjectView view = find(subject, voter, mode, stale);
      if (view == null) {
        missing.add(subject);
      } else {
        views.put(subject, view);
      }
    }
    revalidate(stale, voter);
    if (missing.isEmpty()) {
      return CompletableFuture.completedFuture(inOrder(subjects, views));
    }
    figures.misses.add(missing.size());
    long maxAge = mode.maxAge().isZero() ? Long.MAX_VALUE : mode.maxAge().toNanos();
    return load(missing, voter, maxAge, deadlines.get(), true)
        .thenApply(
            loaded -> {
              views.putAll(loaded);
              return inOrder(subjects, views);
            });
  }

  private static List<SubjectView> inOrder(
      List<SubjectId> subjects, Map<SubjectId, SubjectView> views) {
    List<SubjectView> page = new ArrayList<>(subjects.size());
    subjects.forEach(subject -> page.add(views.get(subject)));
    return List.copyOf(page);
  }

  /**
   * How subjects are loaded.
   *
   * @param mine the caller's own load, perhaps empty
   * @param found which load brings which subjects
   * @param known own choices that need no load: so that all voters share the load of a subject's
   *     counts
   */
  private record Plan(
      Load mine, Map<Load, List<SubjectId>> found, Map<SubjectId, Copy<OwnChoice>> known) {}

  private Plan plan(Collection<SubjectId> subjects, @Nullable VoterId voter, long maxAge) {
    Map<SubjectId, Copy<OwnChoice>> known = new HashMap<>();
    if (voter != null) {
      long now = choices.now();
      for (SubjectId subject : subjects) {
        Copy<OwnChoice> own = choices.get(new VoteKey(subject, voter));
        if (own != null && choices.isFresh(own, now) && now - own.noted().nanos() <= maxAge) {
          known.put(subject, own);
        }
      }
    }
    Load mine = new Load(known.size() == subjects.size() ? null : voter);
    Map<Load, List<SubjectId>> found = new HashMap<>();
    for (SubjectId subject : subjects) {
      Load load = loads.find(subject, mine, !known.containsKey(subject), maxAge);
      found.computeIfAbsent(load, any -> new ArrayList<>()).add(subject);
    }
    return new Plan(mine, found, known);
  }

  /**
   * Loads subjects, in one read, and shares the loads of other readers. If one of those fails it is
   * made again once, within the caller's own deadline: its reader may have had less time.
   */
  private CompletableFuture<Map<SubjectId, SubjectView>> load(
      Collection<SubjectId> subjects,
      @Nullable VoterId voter,
      long maxAge,
      Deadline deadline,
      boolean again) {
    Plan plan = plan(subjects, voter, maxAge);
    if (!plan.mine.isEmpty()) {
      loads.start(plan.mine, deadline);
    }
    List<CompletableFuture<Map<SubjectId, SubjectView>>> answers = new ArrayList<>();
    plan.found.forEach(
        (load, part) ->
            answers.add(
                load.done
                    .thenApply(loaded -> views(plan, load, part, loaded))
                    .exceptionallyCompose(
                        failure ->
                            again && load != plan.mine && !deadline.passed()
                                ? load(part, voter, maxAge, deadline, false)
                                : CompletableFuture.failedFuture(failure))));
    return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
        .thenApply(
            done -> {
              Map<SubjectId, SubjectView> all = new HashMap<>();
              answers.forEach(answer -> all.putAll(answer.join()));
              return all;
            });
  }

  private Map<SubjectId, SubjectView> views(
      Plan plan, Load load, List<SubjectId> part, Map<SubjectId, Loaded> loaded) {
    Map<SubjectId, SubjectView> views = new HashMap<>();
    long now = counts.now();
    for (SubjectId subject : part) {
      Loaded of = loaded.get(subject);
      if (of == null) {
        throw new IllegalStateException("The page lacks " + subject);
      }
      long age = load == plan.mine ? 0 : now - of.nanos();
      // Only an answer to the caller's own read may be exact.
      boolean exact = load == plan.mine && of.exact();
      Choice choice = of.choice();
      Copy<OwnChoice> known = plan.known.get(subject);
      if (known != null) {
        choice = known.value().choice();
        age = Math.max(age, now - known.noted().nanos());
        exact = false;
      }
      views.put(subject, new SubjectView(subject, of.tally(), choice, exact, age(age)));
    }
    return views;
  }

  /** Makes copies as new as what is shown without them; makes no new copies. */
  void renew(List<Load.Part> before, List<SubjectView> views, @Nullable VoterId voter) {
    for (int i = 0; i < views.size(); i++) {
      SubjectView view = views.get(i);
      if (!view.exact()) {
        loads.raiseCounts(view.subject(), view.tally(), before.get(i).counts());
        continue;
      }
      loads.renewCounts(view.subject(), view.tally(), before.get(i).counts());
      Noted own = before.get(i).choice();
      if (voter != null && own != null) {
        loads.renewChoice(new VoteKey(view.subject(), voter), OwnChoice.of(view), own);
      }
    }
  }
}
