package io.voteengine;

import io.voteengine.spi.Deadline;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.VoteStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads pages: all partitions at once from the store, and from the ledger where that fails. */
final class PageReader {
  private static final Logger log = LoggerFactory.getLogger(PageReader.class);

  private final VoteStore store;
  private final VoteLedger ledger;
  private final Terms terms;
  private final Loader loader;
  private final ScheduledExecutorService timer;
  private final Executor executor;

  PageReader(
      VoteStore store,
      VoteLedger ledger,
      Terms terms,
      Loader loader,
      ScheduledExecutorService timer,
      Executor executor) {
    this.store = store;
    this.ledger = ledger;
    this.terms = terms;
    this.loader = loader;
    this.timer = timer;
    this.executor = executor;
  }

  CompletableFuture<List<SubjectView>> read(
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
    return new ReadCall(store, terms, loader, timer, partition, subjects, voter, deadline)
        .start()
        .exceptionallyCompose(
            failure -> {
              log.debug("Reading partition {} from the ledger instead", partition, failure);
              return CompletableFuture.supplyAsync(
                  () -> fromLedger(partition, subjects, voter), executor);
            });
  }

  private List<SubjectView> fromLedger(
      int partition, List<SubjectId> subjects, @Nullable VoterId voter) {
    Map<SubjectId, Choice> choices = new HashMap<>();
    if (voter != null) {
      for (VoteSnapshot vote : ledger.votes(partition, voter, subjects).value()) {
        choices.put(vote.subject(), vote.choice());
      }
    }
    long epoch = terms.of(partition).epoch();
    List<SubjectView> views = new ArrayList<>();
    for (SubjectSnapshot s : ledger.subjects(partition, subjects).value()) {
      Tally tally = new Tally(s.up(), s.down(), epoch, s.version());
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
