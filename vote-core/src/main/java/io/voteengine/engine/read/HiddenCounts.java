package io.voteengine.engine.read;

import static java.util.stream.Collectors.toSet;

import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.VoteReceipt;
import io.voteengine.poll.Visibility;
import io.voteengine.spi.PollSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hides the counts of polls from readers who may not see them yet. What a poll hides was fixed when
 * it was defined; that it hides no longer is learned from the ledger, once for ever. While that is
 * not known, counts stay hidden. Safe for use by many threads.
 */
public final class HiddenCounts {
  private static final Logger log = LoggerFactory.getLogger(HiddenCounts.class);

  /** The ledger is asked about a poll this often at most. */
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A poll that no reader has asked for in this time is not looked at in the background. */
  private static final long WANTED_NANOS = TimeUnit.MINUTES.toNanos(1);

  /**
   * @param ended completes when the ledger has answered, or nobody waits any longer
   * @param answered completes when the ledger has answered, or failed
   */
  private record Look(
      long began,
      AtomicBoolean started,
      CompletableFuture<@Nullable Void> ended,
      CompletableFuture<@Nullable Void> answered) {
    static Look now() {
      return new Look(
          System.nanoTime(),
          new AtomicBoolean(),
          new CompletableFuture<>(),
          new CompletableFuture<>());
    }

    /** Whether there is no need to ask again: it was a moment ago, or the ledger is being asked. */
    boolean isRecent(long now) {
      return !answered.isDone() || now - began < PAUSE_NANOS;
    }
  }

  private final Terms terms;
  private final Function<String, Optional<PollSnapshot>> asOfNow;
  private final Executor executor;
  private final Duration longestWait;
  private final Set<String> shown = ConcurrentHashMap.newKeySet();

  /** The last look at each poll that hides its counts and that somebody has asked for. */
  private final ConcurrentMap<String, Look> looks = new ConcurrentHashMap<>();

  /** When readers last asked for each such poll. */
  private final ConcurrentMap<String, Long> wanted = new ConcurrentHashMap<>();

  private volatile Consumer<String> onShown = poll -> {};

  /**
   * @param asOfNow reads a poll as it is at the ledger's present time
   * @param executor where the ledger may block
   * @param longestWait how long a read waits at most to learn whether a poll still hides its counts
   */
  public HiddenCounts(
      Terms terms,
      Function<String, Optional<PollSnapshot>> asOfNow,
      Executor executor,
      Duration longestWait) {
    this.terms = terms;
    this.asOfNow = asOfNow;
    this.executor = executor;
    this.longestWait = longestWait;
  }

  /** Sets who is notified, on any thread, that a poll no longer hides its counts. */
  public void onShown(Consumer<String> listener) {
    onShown = listener;
  }

  /** Returns whether no poll that this engine knows hides its counts at any time. */
  public boolean isUnused() {
    return !terms.anyHides();
  }

  /** Returns whether everybody may see the counts of a poll, as far as is known. */
  public boolean isPublic(String poll) {
    return terms.visibility(poll) == Visibility.ALWAYS || shown.contains(poll);
  }

  /**
   * Returns who may see these counts of a subject. Counts of a poll that is not known are shown
   * only where there were never any votes: the poll may have been defined a moment ago.
   */
  public Audience audience(SubjectId subject, Tally tally) {
    Visibility visibility = terms.visibility(subject.poll());
    if (visibility == null) {
      return tally.version() == 0 ? Audience.EVERYONE : Audience.NOBODY;
    }
    if (visibility == Visibility.ALWAYS || shown.contains(subject.poll())) {
      return Audience.EVERYONE;
    }
    return visibility == Visibility.AFTER_VOTE ? Audience.VOTERS : Audience.NOBODY;
  }

  /** Returns the counts, or those that stand for hidden ones. */
  public Tally shownTo(boolean voted, SubjectId subject, Tally tally) {
    return isShown(audience(subject, tally), voted) ? tally : Tally.HIDDEN;
  }

  private static boolean isShown(Audience audience, boolean voted) {
    return audience == Audience.EVERYONE || (audience == Audience.VOTERS && voted);
  }

  /**
   * Returns a page as its voter may see it, once it is known which polls hide their counts now.
   * That is asked while the page is read; only of a poll that this engine did not know before,
   * after it.
   *
   * @param read begins to read the page
   */
  public CompletableFuture<List<SubjectView>> page(
      List<SubjectId> subjects, Supplier<CompletableFuture<List<SubjectView>>> read) {
    CompletableFuture<List<SubjectView>> page = read.get();
    if (subjects.stream().allMatch(subject -> isPublic(subject.poll()))) {
      return page;
    }
    Set<String> polls = subjects.stream().map(SubjectId::poll).collect(toSet());
    return page.thenCombine(look(polls), (views, looked) -> views)
        .thenCompose(views -> look(polls).thenApply(looked -> hide(views)));
  }

  /** Returns views as their voter may see them, by what is known. */
  public List<SubjectView> hide(List<SubjectView> views) {
    Set<String> votedIn =
        views.stream()
            .filter(view -> view.choice() != Choice.NONE)
            .map(view -> view.subject().poll())
            .filter(terms::isBallot)
            .collect(toSet());
    return views.stream().map(view -> hide(view, votedIn.contains(view.subject().poll()))).toList();
  }

  /** Returns a view as its voter may see it, by what is known. */
  public SubjectView hide(SubjectView view) {
    return hide(view, false);
  }

  private SubjectView hide(SubjectView view, boolean votedInPoll) {
    boolean voted = votedInPoll || view.choice() != Choice.NONE;
    return isShown(audience(view.subject(), view.tally()), voted)
        ? view
        : new SubjectView(view.subject(), Tally.HIDDEN, view.choice(), false);
  }

  /** Returns an answer as its voter may see it. */
  public CastResult hide(SubjectId subject, CastResult result) {
    if (result instanceof CastResult.Accepted accepted) {
      VoteReceipt receipt = accepted.receipt();
      // A repeated request says what the voter's choice was, and has the present counts.
      boolean voted =
          terms.isBallot(subject.poll())
              ? !receipt.held().isEmpty()
              : receipt.choice() != Choice.NONE && !receipt.replayed();
      return isShown(audience(subject, receipt.tally()), voted)
          ? result
          : new CastResult.Accepted(hidden(receipt), accepted.durable());
    }
    if (result instanceof CastResult.Rejected rejected && rejected.tally() != null) {
      boolean voted =
          !rejected.held().isEmpty()
              || (rejected.choice() != null && rejected.choice() != Choice.NONE);
      return isShown(audience(subject, rejected.tally()), voted) ? result : hidden(rejected);
    }
    return result;
  }

  /** Returns a rejection as readers other than its voter may see it. */
  public CastResult.Rejected hideFromOthers(SubjectId subject, CastResult.Rejected rejected) {
    Tally tally = rejected.tally();
    return tally == null || tally.isHidden() || audience(subject, tally) == Audience.EVERYONE
        ? rejected
        : hidden(rejected);
  }

  private static VoteReceipt hidden(VoteReceipt receipt) {
    return new VoteReceipt(
        receipt.requestId(),
        receipt.action(),
        receipt.choice(),
        Tally.HIDDEN,
        false,
        receipt.castAt(),
        receipt.replayed(),
        receipt.held(),
        receipt.moved());
  }

  private static CastResult.Rejected hidden(CastResult.Rejected rejected) {
    return new CastResult.Rejected(
        rejected.requestId(),
        rejected.reason(),
        rejected.retryAfter(),
        rejected.choice(),
        Tally.HIDDEN,
        rejected.held());
  }

  /** Returns whether everybody may see the counts of a poll; asks the ledger, and waits for it. */
  public boolean isPublicNow(String poll) {
    if (isPublic(poll)) {
      return true;
    }
    terms
        .know(poll)
        .thenCompose(known -> look(Set.of(poll)))
        .handle((done, failure) -> done)
        .completeOnTimeout(null, longestWait.toNanos(), TimeUnit.NANOSECONDS)
        .join();
    // A poll that is not known has nothing to show: it is not recorded, or the ledger is silent.
    return isPublic(poll);
  }

  /**
   * Asks about these polls, which are watched, and those that readers asked for within the last
   * minute. Does not wait.
   */
  public void lookInBackground(Collection<String> watched) {
    long now = System.nanoTime();
    wanted.values().removeIf(asked -> now - asked > WANTED_NANOS);
    Set<String> polls = new HashSet<>(watched);
    polls.addAll(wanted.keySet());
    looks.keySet().retainAll(polls);
    polls.removeIf(poll -> !isHiding(poll));
    polls.forEach(this::look);
  }

  /** Returns whether a poll is known, and may hide its counts now. */
  private boolean isHiding(String poll) {
    return !isPublic(poll) && terms.visibility(poll) != null;
  }

  /**
   * Asks the ledger which of these polls still hide their counts, unless it was asked within the
   * last second. Completes when the answers are there, or do not come in time; never fails.
   */
  private CompletableFuture<?> look(Collection<String> polls) {
    List<CompletableFuture<?>> looked = new ArrayList<>();
    for (String poll : polls) {
      if (isHiding(poll)) {
        wanted.put(poll, System.nanoTime());
        looked.add(look(poll));
      }
    }
    return CompletableFuture.allOf(looked.toArray(CompletableFuture<?>[]::new));
  }

  private CompletableFuture<?> look(String poll) {
    Look next = Look.now();
    Look look =
        looks.compute(
            poll, (name, last) -> last != null && last.isRecent(next.began()) ? last : next);
    if (look.started().compareAndSet(false, true)) {
      look.ended().completeOnTimeout(null, longestWait.toNanos(), TimeUnit.NANOSECONDS);
      try {
        executor.execute(() -> ask(poll, look));
      } catch (RejectedExecutionException e) {
        end(look);
      }
    }
    return look.ended();
  }

  private void ask(String poll, Look look) {
    try {
      asOfNow.apply(poll).ifPresent(this::learn);
    } catch (RuntimeException e) {
      log.debug("Whether '{}' still hides its counts could not be read; it is retried", poll, e);
    } finally {
      end(look);
    }
  }

  private static void end(Look look) {
    look.answered().complete(null);
    look.ended().complete(null);
  }

  /** Takes what the ledger has recorded of a poll. */
  public void learn(PollSnapshot poll) {
    String name = poll.poll().name();
    if (poll.poll().visibility() != Visibility.ALWAYS && poll.isPublic() && shown.add(name)) {
      looks.remove(name);
      wanted.remove(name);
      onShown.accept(name);
    }
  }
}
