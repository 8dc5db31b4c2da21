package io.voteengine.engine.read;

import io.voteengine.SubjectId;
import io.voteengine.engine.Causes;
import io.voteengine.spi.SharedLimit;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The last known term of each partition. A term changes to higher epochs only. */
public final class Terms {
  private final VoteLedger ledger;
  private final Executor executor;
  private final AtomicReferenceArray<Term> terms;
  private final ConcurrentHashMap<Integer, CompletableFuture<Term>> underWay =
      new ConcurrentHashMap<>();

  public Terms(VoteLedger ledger, Executor executor) {
    this.ledger = ledger;
    this.executor = executor;
    List<Position> positions = ledger.positions();
    this.terms = new AtomicReferenceArray<>(positions.size());
    positions.forEach(position -> terms.set(position.term().partition(), position.term()));
  }

  public Term of(int partition) {
    return terms.get(partition);
  }

  public int partitionOf(SubjectId subject) {
    return subject.partition(terms.length());
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
