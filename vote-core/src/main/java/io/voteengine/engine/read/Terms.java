package io.voteengine.engine.read;

import static java.util.stream.Collectors.toSet;

import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.engine.Causes;
import io.voteengine.poll.Visibility;
import io.voteengine.spi.SharedLimit;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.rules.SubjectPlaces;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The last known term of each partition, and which partition a subject is in. A term changes to
 * higher epochs only.
 */
public final class Terms {
  private static final CompletableFuture<?> KNOWN = CompletableFuture.completedFuture(null);

  private final VoteLedger ledger;
  private final Executor executor;
  private final AtomicReferenceArray<Term> terms;
  private final ConcurrentHashMap<Integer, CompletableFuture<Term>> underWay =
      new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, CompletableFuture<?>> asking = new ConcurrentHashMap<>();
  private final SubjectPlaces places;
  private volatile boolean anyHides;

  public Terms(VoteLedger ledger, Executor executor) {
    this.ledger = ledger;
    this.executor = executor;
    List<Position> positions = ledger.positions();
    this.terms = new AtomicReferenceArray<>(positions.size());
    positions.forEach(position -> terms.set(position.term().partition(), position.term()));
    this.places = new SubjectPlaces(positions.size());
  }

  public Term of(int partition) {
    return terms.get(partition);
  }

  /** Returns the partition of a subject of a poll that {@link #know} has asked about. */
  public int partitionOf(SubjectId subject) {
    return places.partition(subject);
  }

  public int partitions() {
    return terms.length();
  }

  /** See {@link SubjectPlaces#order}. */
  public VoteKey order(VoteKey vote) {
    return places.order(vote.subject(), vote.voter());
  }

  /** Returns whether a poll is known to be a ballot poll. */
  public boolean isBallot(String poll) {
    return places.isBallot(poll);
  }

  /** Returns whether a poll is known to list its subjects. */
  public boolean isListed(String poll) {
    return places.isListed(poll);
  }

  /** Returns who may see the counts of a poll before its end; null: the poll is not known. */
  public @Nullable Visibility visibility(String poll) {
    return places.visibility(poll);
  }

  /** Notes a poll that the ledger has recorded. */
  public void learn(Poll poll) {
    if (poll.visibility() != Visibility.ALWAYS) {
      anyHides = true;
    }
    places.learn(poll);
  }

  /** Returns whether a poll is known whose counts are not always shown to everybody. */
  public boolean anyHides() {
    return anyHides;
  }

  /**
   * Asks the ledger what kind of poll this is, unless that is known. Callers share the answer to a
   * question that is under way. A poll that the ledger does not have is asked about again.
   *
   * @return completes when it is known, or is not recorded; fails when the ledger does not answer
   */
  public CompletableFuture<?> know(String poll) {
    if (places.knows(poll)) {
      return KNOWN;
    }
    CompletableFuture<?> mine = new CompletableFuture<>();
    CompletableFuture<?> first = asking.putIfAbsent(poll, mine);
    if (first != null) {
      return first;
    }
    find(poll)
        .whenComplete(
            (done, failure) -> {
              asking.remove(poll, mine);
              if (failure != null) {
                mine.completeExceptionally(Causes.cause(failure));
              } else {
                mine.complete(null);
              }
            });
    return mine;
  }

  private CompletableFuture<?> find(String poll) {
    try {
      return CompletableFuture.runAsync(
          () -> ledger.polls().find(poll).ifPresent(found -> learn(found.poll())), executor);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Does the same as {@link #know(String)} for the polls of several subjects. */
  public CompletableFuture<?> know(Collection<SubjectId> subjects) {
    List<CompletableFuture<?>> unknown = new ArrayList<>();
    for (String poll : subjects.stream().map(SubjectId::poll).collect(toSet())) {
      CompletableFuture<?> known = know(poll);
      if (!known.isDone() || known.isCompletedExceptionally()) {
        unknown.add(known);
      }
    }
    return unknown.isEmpty()
        ? KNOWN
        : CompletableFuture.allOf(unknown.toArray(CompletableFuture<?>[]::new));
  }

  public int partitionOf(SharedLimit limit) {
    return limit.partition(terms.length());
  }

  public void learned(Term term) {
    terms.accumulateAndGet(term.partition(), term, (a, b) -> b.epoch() > a.epoch() ? b : a);
  }

  /** Reads the term from the ledger. Callers share the answer to a question that is under way. */
  public CompletableFuture<Term> refresh(int partition) {
    CompletableFuture<Term> mine = new CompletableFuture<>();
    CompletableFuture<Term> first = underWay.putIfAbsent(partition, mine);
    if (first != null) {
      return first;
    }
    ask(partition)
        .whenComplete(
            (term, failure) -> {
              underWay.remove(partition, mine);
              if (failure != null) {
                mine.completeExceptionally(Causes.cause(failure));
              } else {
                learned(term);
                mine.complete(term);
              }
            });
    return mine;
  }

  private CompletableFuture<Term> ask(int partition) {
    try {
      return CompletableFuture.supplyAsync(() -> ledger.position(partition).term(), executor);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
