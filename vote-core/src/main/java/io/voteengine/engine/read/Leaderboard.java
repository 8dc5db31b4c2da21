package io.voteengine.engine.read;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoteStoreException;
import io.voteengine.engine.Causes;
import io.voteengine.ranking.RankedSubject;
import io.voteengine.ranking.Ranking;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.ReadReply;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.Term;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the top of a poll, merged from the subjects that the store holds, with current counts, and
 * those that only the ledger has. Subjects without votes are in neither list; a subject whose last
 * vote was retracted since is dropped here.
 *
 * <p>A subject that is neither in the store nor in the ledger's list ranks after the end of that
 * list. So the merged list is right if it ends before the ledger's list does; otherwise a longer
 * list is read.
 */
public final class Leaderboard {
  private static final Logger log = LoggerFactory.getLogger(Leaderboard.class);

  public static final Comparator<SubjectView> HIGHEST_FIRST =
      Comparator.comparingLong((SubjectView view) -> view.tally().score())
          .reversed()
          .thenComparing(SubjectView::subject);

  private final VoteStore store;
  private final IntPredicate isServed;
  private final Predicate<Term> isExact;
  private final VoteLedger ledger;
  private final Terms terms;
  private final int partitions;
  private final Duration timeout;

  /**
   * @param isServed whether a partition's store serves, so that it can be asked
   * @param isExact whether the store of this term has all votes that this engine has acknowledged
   */
  public Leaderboard(
      VoteStore store,
      IntPredicate isServed,
      Predicate<Term> isExact,
      VoteLedger ledger,
      Terms terms,
      int partitions,
      Duration timeout) {
    this.store = store;
    this.isServed = isServed;
    this.isExact = isExact;
    this.ledger = ledger;
    this.terms = terms;
    this.partitions = partitions;
    this.timeout = timeout;
  }

  public List<SubjectView> top(String poll, int limit) {
    Deadline deadline = Deadline.in(timeout);
    for (int asked = 2 * limit; ; asked *= 2) {
      List<SubjectView> recorded =
          ledger.records().top(poll, Ranking.SCORE, asked).stream()
              .map(Leaderboard::recorded)
              .toList();
      List<SubjectView> top;
      try {
        top = merge(poll, limit, recorded, deadline);
      } catch (VoteStoreException e) {
        log.debug("The top of '{}' comes from the ledger alone", poll, e);
        return recorded.subList(0, Math.min(limit, recorded.size()));
      }
      boolean complete = recorded.size() < asked;
      if (complete || endsBefore(top, limit, recorded.get(asked - 1))) {
        return top;
      }
    }
  }

  private static SubjectView recorded(RankedSubject ranked) {
    return new SubjectView(ranked.subject(), ranked.tally(), Choice.NONE, false);
  }

  private static boolean endsBefore(List<SubjectView> top, int limit, SubjectView end) {
    return top.size() == limit && HIGHEST_FIRST.compare(top.get(limit - 1), end) <= 0;
  }

  private List<SubjectView> merge(
      String poll, int limit, List<SubjectView> recorded, Deadline deadline) {
    List<CompletableFuture<List<SubjectView>>> reads = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      if (isServed.test(partition)) {
        Term term = terms.of(partition);
        reads.add(read(term, () -> store.top(term, poll, limit)));
      }
    }
    byPartition(recorded)
        .forEach(
            (partition, subjects) -> {
              if (isServed.test(partition)) {
                reads.add(held(partition, subjects));
              }
            });

    Map<SubjectId, SubjectView> views = new HashMap<>();
    recorded.forEach(view -> views.put(view.subject(), view));
    for (CompletableFuture<List<SubjectView>> read : reads) {
      for (SubjectView view : await(read, deadline)) {
        views.merge(view.subject(), view, Leaderboard::newer);
      }
    }
    return views.values().stream()
        .filter(view -> view.tally().up() != 0 || view.tally().down() != 0)
        .sorted(HIGHEST_FIRST)
        .limit(limit)
        .toList();
  }

  /**
   * Returns the newer view. It is the ledger's if votes changed there without the store and the
   * store has not reloaded them yet.
   */
  private static SubjectView newer(SubjectView recorded, SubjectView held) {
    return recorded.tally().isNewerThan(held.tally()) ? recorded : held;
  }

  private CompletableFuture<List<SubjectView>> held(int partition, List<SubjectId> subjects) {
    Term term = terms.of(partition);
    return read(
        term,
        () ->
            store
                .read(term, subjects, null)
                .thenApply(
                    reply -> reply instanceof ReadReply.Read read ? read.views() : noViews(term)));
  }

  private CompletableFuture<List<SubjectView>> read(
      Term term, Supplier<CompletionStage<List<SubjectView>>> views) {
    // Test before the read: a vote that is sent again meanwhile may arrive after it.
    boolean exact = isExact.test(term);
    return views
        .get()
        .thenApply(read -> exact ? read : read.stream().map(ReadCall::inexact).toList())
        .toCompletableFuture();
  }

  private List<SubjectView> noViews(Term term) {
    terms.refresh(term.partition());
    return List.of();
  }

  private Map<Integer, List<SubjectId>> byPartition(Collection<SubjectView> views) {
    Map<Integer, List<SubjectId>> parts = new HashMap<>();
    for (SubjectView view : views) {
      parts
          .computeIfAbsent(terms.partitionOf(view.subject()), partition -> new ArrayList<>())
          .add(view.subject());
    }
    return parts;
  }

  private List<SubjectView> await(CompletableFuture<List<SubjectView>> read, Deadline deadline) {
    try {
      return read.orTimeout(Math.max(deadline.remainingNanos(), 0), TimeUnit.NANOSECONDS).join();
    } catch (CompletionException e) {
      Throwable cause = Causes.cause(e);
      throw cause instanceof VoteStoreException failure
          ? failure
          : new VoteStoreException("The store did not answer in time.", cause);
    }
  }
}
