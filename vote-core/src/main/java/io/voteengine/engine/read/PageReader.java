package io.voteengine.engine.read;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.engine.Causes;
import io.voteengine.engine.cast.RetriedCall;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.StoreUnavailableException;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteServer;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.ledger.LedgerRead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads pages: all partitions at the same time from the store, or from the ledger if that fails.
 */
public final class PageReader {
  private static final Logger log = LoggerFactory.getLogger(PageReader.class);

  private final VoteServer server;
  private final VoteLedger ledger;
  private final Terms terms;
  private final Loader loader;
  private final Predicate<Term> lacksVotes;
  private final ScheduledExecutorService timer;
  private final Executor executor;
  private final Duration timeout;

  public PageReader(
      VoteServer server,
      VoteLedger ledger,
      Terms terms,
      Loader loader,
      Predicate<Term> lacksVotes,
      ScheduledExecutorService timer,
      Executor executor,
      Duration timeout) {
    this.server = server;
    this.ledger = ledger;
    this.terms = terms;
    this.loader = loader;
    this.lacksVotes = lacksVotes;
    this.timer = timer;
    this.executor = executor;
    this.timeout = timeout;
  }

  public CompletableFuture<List<SubjectView>> read(
      List<SubjectId> subjects, @Nullable VoterId voter) {
    return read(subjects, voter, deadline());
  }

  /** Returns the deadline of a page that is requested now. */
  public Deadline deadline() {
    return RetriedCall.answerIn(timeout);
  }

  public CompletableFuture<List<SubjectView>> read(
      List<SubjectId> subjects, @Nullable VoterId voter, Deadline deadline) {
    CompletableFuture<?> known = terms.know(subjects);
    return known.isDone() && !known.isCompletedExceptionally()
        ? readKnown(subjects, voter, deadline)
        : known
            .copy()
            .orTimeout(Math.max(deadline.remainingNanos(), 0), TimeUnit.NANOSECONDS)
            .handle((done, failure) -> failure)
            .thenCompose(
                failure ->
                    failure == null
                        ? readKnown(subjects, voter, deadline)
                        : CompletableFuture.failedFuture(unknown(failure)));
  }

  private CompletableFuture<List<SubjectView>> readKnown(
      List<SubjectId> subjects, @Nullable VoterId voter, Deadline deadline) {
    List<CompletableFuture<List<SubjectView>>> reads = new ArrayList<>();
    byPartition(subjects)
        .forEach((partition, part) -> reads.add(read(partition, part, voter, deadline)));
    return CompletableFuture.allOf(reads.toArray(CompletableFuture<?>[]::new))
        .thenApply(
            done -> {
              Map<SubjectId, SubjectView> views = new HashMap<>();
              reads.forEach(read -> read.join().forEach(view -> views.put(view.subject(), view)));
              return subjects.stream().map(views::get).toList();
            });
  }

  private CompletableFuture<List<SubjectView>> read(
      int partition, List<SubjectId> subjects, @Nullable VoterId voter, Deadline deadline) {
    return fromStore(partition, subjects, voter, deadline)
        .exceptionallyCompose(
            failure -> {
              log.debug("Reading partition {} from the ledger instead", partition, failure);
              return fromLedger(partition, subjects, voter, deadline)
                  .exceptionallyCompose(f -> CompletableFuture.failedFuture(both(f, failure)));
            });
  }

  private CompletableFuture<List<SubjectView>> fromStore(
      int partition, List<SubjectId> subjects, @Nullable VoterId voter, Deadline deadline) {
    if (server.isDegraded(partition)) {
      return CompletableFuture.failedFuture(
          new StoreUnavailableException("The store cannot be reached; ask the ledger.", null));
    }
    // The store gets half of the time, so that some is left for the ledger.
    Deadline half = Deadline.in(Duration.ofNanos(deadline.remainingNanos() / 2));
    return new ReadCall(server, terms, loader, lacksVotes, timer, partition, subjects, voter, half)
        .start();
  }

  private static Throwable unknown(Throwable failure) {
    Throwable cause = Causes.cause(failure);
    return cause instanceof TimeoutException
        ? new VoteLedgerException(
            "The ledger did not say in time what kind of poll this is; the page was not read. Try"
                + " again, or give the engine a longer deadline.",
            cause,
            false)
        : cause;
  }

  private static Throwable both(Throwable ofLedger, Throwable ofStore) {
    Throwable cause = Causes.cause(ofLedger);
    Throwable both =
        cause instanceof TimeoutException
            ? new VoteLedgerException(
                "Neither store nor ledger answered in time; the page was not read. Try again, or"
                    + " give the engine a longer deadline.",
                cause,
                false)
            : cause;
    both.addSuppressed(Causes.cause(ofStore));
    return both;
  }

  private CompletableFuture<List<SubjectView>> fromLedger(
      int partition, List<SubjectId> subjects, @Nullable VoterId voter, Deadline deadline) {
    CompletableFuture<List<SubjectView>> views = new CompletableFuture<>();
    executor.execute(
        () -> {
          if (views.isDone()) {
            return; // No caller waits for it any longer.
          }
          try {
            views.complete(fromLedger(partition, subjects, voter));
          } catch (RuntimeException e) {
            views.completeExceptionally(e);
          }
        });
    return views.orTimeout(Math.max(deadline.remainingNanos(), 0), TimeUnit.NANOSECONDS);
  }

  private List<SubjectView> fromLedger(
      int partition, List<SubjectId> subjects, @Nullable VoterId voter) {
    // First: a choice may be newer than the counts beside it, and never older.
    LedgerRead<List<SubjectSnapshot>> read = ledger.subjects(partition, subjects);
    Map<SubjectId, Choice> choices = new HashMap<>();
    if (voter != null) {
      List<VoteKey> keys = subjects.stream().map(s -> new VoteKey(s, voter)).toList();
      for (VoteSnapshot vote : ledger.votes(partition, keys).value()) {
        choices.put(vote.subject(), vote.choice());
      }
    }
    List<SubjectView> views = new ArrayList<>();
    for (SubjectSnapshot s : read.value()) {
      Tally tally = new Tally(s.up(), s.down(), read.term().epoch(), s.version());
      Choice choice = choices.getOrDefault(s.subject(), Choice.NONE);
      views.add(new SubjectView(s.subject(), tally, choice, false));
    }
    return views;
  }

  private Map<Integer, List<SubjectId>> byPartition(List<SubjectId> subjects) {
    Set<SubjectId> distinct = new LinkedHashSet<>(subjects);
    Map<Integer, List<SubjectId>> parts = new HashMap<>();
    for (SubjectId subject : distinct) {
      parts
          .computeIfAbsent(terms.partitionOf(subject), partition -> new ArrayList<>())
          .add(subject);
    }
    return parts;
  }
}
