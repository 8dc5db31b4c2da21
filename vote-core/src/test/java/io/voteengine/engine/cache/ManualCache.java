package io.voteengine.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.VoterId;
import io.voteengine.cache.NearCacheOptions;
import io.voteengine.cache.ReadMode;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.VoteKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A near cache whose clock, store and answers a test moves by hand. */
final class ManualCache implements NearCache.Engine {
  /** A read that waits for the test to answer it. */
  final class Read {
    final List<SubjectId> subjects;
    final @Nullable VoterId voter;
    final Deadline deadline;
    private final CompletableFuture<List<SubjectView>> answer = new CompletableFuture<>();

    Read(List<SubjectId> subjects, @Nullable VoterId voter, Deadline deadline) {
      this.subjects = subjects;
      this.voter = voter;
      this.deadline = deadline;
    }

    /** Answers with what the store has now. */
    void answer() {
      answer(true);
    }

    void answer(boolean exact) {
      answer.complete(views(exact));
    }

    /** Returns what the store has now. */
    List<SubjectView> views(boolean exact) {
      return subjects.stream()
          .map(
              subject ->
                  new SubjectView(
                      subject,
                      tallies.getOrDefault(subject, new Tally(0, 0, 1, 0)),
                      voter == null
                          ? Choice.NONE
                          : choices.getOrDefault(new VoteKey(subject, voter), Choice.NONE),
                      exact))
          .toList();
    }

    void answer(List<SubjectView> views) {
      answer.complete(views);
    }

    void fail(RuntimeException failure) {
      answer.completeExceptionally(failure);
    }
  }

  final Map<SubjectId, Tally> tallies = new HashMap<>();
  final Map<VoteKey, Choice> choices = new HashMap<>();
  final List<Read> reads = new ArrayList<>();
  final List<Runnable> blocking = new ArrayList<>();
  final List<CompletableFuture<?>> background = new ArrayList<>();
  final Set<VoteKey> owed = new HashSet<>();
  final NearCache cache;
  Duration timeout = Duration.ofMinutes(1);
  boolean closed;
  private long nanos = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos(); // It overflows soon.

  ManualCache(NearCacheOptions options) {
    cache = new NearCache(options, () -> nanos, Runnable::run, this);
  }

  ManualCache() {
    this(NearCacheOptions.defaults());
  }

  @Override
  public CompletableFuture<List<SubjectView>> page(
      List<SubjectId> subjects, @Nullable VoterId voter, Deadline deadline) {
    Read read = new Read(subjects, voter, deadline);
    reads.add(read);
    return read.answer;
  }

  @Override
  public Deadline deadline() {
    return Deadline.in(timeout);
  }

  @Override
  public boolean owes(VoteKey key) {
    return owed.contains(key);
  }

  @Override
  public void inBackground(Supplier<CompletableFuture<?>> read) {
    if (closed) {
      throw new IllegalStateException("The engine is closed.");
    }
    background.add(read.get());
  }

  @Override
  public void blocking(Runnable read) {
    blocking.add(read);
  }

  void move(Duration by) {
    nanos += by.toNanos();
  }

  /** Changes the store: a vote of another node. */
  Tally store(SubjectId subject, long up) {
    Tally tally =
        new Tally(up, 0, 1, tallies.getOrDefault(subject, new Tally(0, 0, 1, 0)).version() + 1);
    tallies.put(subject, tally);
    return tally;
  }

  /** A vote of this node: changes the store, and is accepted. */
  Tally vote(VoterId voter, SubjectId subject, long up) {
    Tally tally = store(subject, up);
    choices.put(new VoteKey(subject, voter), Choice.UP);
    cache.cast(voter, subject, Choice.UP, tally);
    return tally;
  }

  CompletableFuture<SubjectView> read(SubjectId subject, @Nullable VoterId voter, ReadMode mode) {
    return cache.read(List.of(subject), voter, mode).thenApply(views -> views.get(0));
  }

  CompletableFuture<SubjectView> read(SubjectId subject, @Nullable VoterId voter) {
    return read(subject, voter, ReadMode.cacheFirst());
  }

  /** Reads a subject that copies must answer. */
  SubjectView shown(SubjectId subject, @Nullable VoterId voter, ReadMode mode) {
    CompletableFuture<SubjectView> view = read(subject, voter, mode);
    assertThat(view).isDone();
    return view.join();
  }

  SubjectView shown(SubjectId subject, @Nullable VoterId voter) {
    return shown(subject, voter, ReadMode.cacheFirst());
  }

  /** Reads a subject, answering the load if there must be one. */
  SubjectView loaded(SubjectId subject, @Nullable VoterId voter) {
    int before = reads.size();
    CompletableFuture<SubjectView> view = read(subject, voter);
    reads.subList(before, reads.size()).forEach(Read::answer);
    assertThat(view).isDone();
    return view.join();
  }

  /** Reads a subject from the store, which answers at once. */
  SubjectView exactly(SubjectId subject, @Nullable VoterId voter) {
    CompletableFuture<List<SubjectView>> page =
        cache.renewing(
            List.of(subject),
            voter,
            (subjects, by) -> {
              CompletableFuture<List<SubjectView>> answer = page(subjects, by, deadline());
              lastRead().answer();
              return answer;
            });
    return page.join().get(0);
  }

  Read lastRead() {
    return reads.get(reads.size() - 1);
  }
}
