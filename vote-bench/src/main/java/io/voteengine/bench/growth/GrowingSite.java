package io.voteengine.bench.growth;

import io.voteengine.Ack;
import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteRequest;
import io.voteengine.bench.check.Differences;
import io.voteengine.bench.check.Expected;
import io.voteengine.bench.check.Ids;
import io.voteengine.bench.load.Accepted;
import io.voteengine.bench.load.InFlight;
import io.voteengine.bench.load.OpenLoop;
import io.voteengine.bench.site.EngineSite;
import io.voteengine.bench.site.Servers;
import io.voteengine.bench.site.SqlSpace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * One or more nodes, which take turns, and the votes that they have counted: each of a new voter.
 */
final class GrowingSite implements AutoCloseable {
  private static final int BACKLOG = 1_000_000;
  private static final int DIGITS = 3;
  private static final int WARM_SUBJECTS = 1_000;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Poll WARM_UP = everyVote("warm-up");

  private final List<EngineSite> nodes = new ArrayList<>();
  private final int[] ups;
  private final int inFlight;
  private int votes;
  private int reached;

  /**
   * @param subjects how many subjects there may be
   * @param inFlight how many votes may be under way
   */
  GrowingSite(
      Servers servers, SqlSpace space, int partitions, int nodes, int subjects, int inFlight) {
    this.ups = new int[subjects];
    this.inFlight = inFlight;
    for (int i = 0; i < nodes; i++) {
      this.nodes.add(new EngineSite(servers, space, everyVote(Ids.POLL), partitions, BACKLOG));
    }
  }

  private static Poll everyVote(String name) {
    return Poll.named(name).limit(1_000_000, Duration.ofMillis(1));
  }

  /** Returns how many votes have been cast, those to warm up not counted. */
  int votes() {
    return votes;
  }

  /** Casts a vote on each further subject, until there are as many. */
  void castOnNew(int size) throws InterruptedException {
    cast(size - reached, () -> reached++);
  }

  /** Casts votes in another poll. */
  void warmUp(int count) throws InterruptedException {
    nodes.get(0).engine().polls().define(WARM_UP);
    InFlight.run(
        inFlight,
        count,
        i ->
            cast(
                VoteRequest.cast(
                    Ids.voterId(i),
                    SubjectId.of(WARM_UP.name(), Ids.subject(i % WARM_SUBJECTS)),
                    Choice.UP),
                Ack.DURABLE,
                i));
  }

  /** Casts votes as fast as they become durable, and returns once all are. */
  void cast(int count, IntSupplier subjects) throws InterruptedException {
    InFlight.run(inFlight, count, i -> castNext(subjects.getAsInt(), Ack.DURABLE));
    drain();
  }

  /** Casts votes at a constant rate, and returns the times from when each was due. */
  Histogram times(int rate, int seconds, IntSupplier subjects) throws InterruptedException {
    Histogram times = new ConcurrentHistogram(DIGITS);
    AtomicLong open = new AtomicLong();
    AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
    try (OpenLoop loop =
        OpenLoop.start(
            rate,
            due -> {
              open.incrementAndGet();
              castNext(subjects.getAsInt(), Ack.ACCEPTED)
                  .whenComplete(
                      (done, failure) -> {
                        times.recordValue(Math.max(0, System.nanoTime() - due));
                        if (failure != null) {
                          failed.set(failure);
                        }
                        open.decrementAndGet();
                      });
            })) {
      loop.goOn(seconds);
    }
    while (open.get() > 0) {
      Thread.sleep(1);
    }
    Throwable failure = failed.get();
    if (failure != null) {
      throw new IllegalStateException("A vote failed", failure);
    }
    drain();
    return times;
  }

  private CompletionStage<?> castNext(int subject, Ack ack) {
    ups[subject]++;
    int voter = votes++;
    return cast(
        VoteRequest.cast(Ids.voterId(voter), Ids.subjectId(subject), Choice.UP), ack, voter);
  }

  private CompletionStage<CastResult> cast(VoteRequest vote, Ack ack, int number) {
    try {
      return nodes
          .get(number % nodes.size())
          .engine()
          .castAsync(vote.ack(ack).deadline(PATIENCE))
          .thenApply(
              result -> {
                Accepted.check(result);
                return result;
              });
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private void drain() {
    nodes.forEach(EngineSite::drain);
  }

  /** Closes the nodes, and compares all tallies, in the store and in SQL, with the votes cast. */
  Differences check(Expected expected) {
    nodes.subList(1, nodes.size()).forEach(EngineSite::close);
    return nodes.get(0).check(expected);
  }

  Expected expected() {
    return Expected.ofUps(ups);
  }

  @Override
  public void close() {
    nodes.forEach(EngineSite::close);
  }
}
