package io.voteengine.tck.store;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.UP;
import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.CastReply.Accepted;
import io.voteengine.spi.CastReply.Refused;
import io.voteengine.spi.CastReply.Replayed;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.tck.VoteStoreContract;
import io.voteengine.tck.testing.Vote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many threads at once. */
public abstract class ConcurrencyContract extends StoreCase {
  private static final int THREADS = 8;
  private static final int EACH = 1000;

  protected ConcurrencyContract(VoteStoreContract suite) {
    super(suite, 100_000);
  }

  @Test
  void votesOnOneSubjectAreCountedOncePerVoter() throws Exception {
    List<List<Accepted>> replies =
        together(
            thread ->
                IntStream.range(0, EACH)
                    .mapToObj(i -> accepted(Vote.of(VoterId.of(thread + "-" + i), A, UP)))
                    .toList());
    long total = (long) EACH * THREADS;
    assertThat(read(null, A).views()).containsExactly(view(A, tally(total, 0, total)));
    List<JournalEvent> journal = journal();
    assertThat(journal).hasSize((int) total);
    JournalContract.assertDenseAndChained(journal, 1, JournalEvent.CHAIN_START);
    for (List<Accepted> ofOneThread : replies) {
      assertThat(ofOneThread.stream().map(reply -> reply.tally().version()).toList())
          .isSorted()
          .doesNotHaveDuplicates();
    }
    assertThat(journal.stream().map(JournalEvent::castAt).toList())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void oneRequestFromManyThreadsIsCountedOnce() throws Exception {
    CastCommand vote = Vote.by(RequestId.named("one"), Vote.of(ADA, A, UP));
    List<CastReply> replies = together(thread -> cast(vote));
    assertThat(replies).filteredOn(Accepted.class::isInstance).hasSize(1);
    assertThat(replies).filteredOn(Replayed.class::isInstance).hasSize(THREADS - 1);
    assertThat(journal()).hasSize(1);
  }

  @Test
  void burstFromManyThreadsKeepsTheLimit() throws Exception {
    SubjectId subject = SubjectId.of("limited", "s");
    load(Poll.named("limited").limit(5, Duration.ofHours(1)));
    loadNew(subject);
    List<List<CastReply>> replies =
        together(
            thread ->
                IntStream.range(0, 10)
                    .mapToObj(i -> cast(Vote.toggled(Vote.of(ADA, subject, UP))))
                    .toList());
    assertThat(replies.stream().flatMap(List::stream))
        .filteredOn(Accepted.class::isInstance)
        .hasSize(5);
  }

  @Test
  void versionsRiseForEveryReader() throws Exception {
    together(
        thread -> {
          long last = 0;
          for (int i = 0; i < EACH; i++) {
            if (thread % 2 == 0) {
              accepted(Vote.of(VoterId.of("v" + thread), A, i % 2 == 0 ? UP : DOWN));
            }
            long version = read(null, A).views().get(0).tally().version();
            assertThat(version).isGreaterThanOrEqualTo(last);
            last = version;
          }
          return last;
        });
    assertThat(read(null, A).views().get(0).tally().version()).isEqualTo(journal().size());
  }

  @Test
  void everyVoteIsBeforeTheCloseOrRefused() throws Exception {
    ConcurrentLinkedQueue<Long> seqs = new ConcurrentLinkedQueue<>();
    together(
        thread -> {
          for (int i = 0; i < EACH; i++) {
            if (thread == 0 && i == EACH / 2) {
              closePoll("posts");
            }
            CastReply reply = cast(Vote.of(VoterId.of(thread + "-" + i), A, UP));
            if (reply instanceof Accepted accepted) {
              seqs.add(accepted.seq());
            } else {
              assertThat(reply).isEqualTo(Refused.POLL_CLOSED);
            }
          }
          return thread;
        });
    long marker = meta().seq();
    assertThat(seqs).hasSize((int) marker - 1).allMatch(seq -> seq < marker);
    assertThat(read(null, A).views().get(0).tally().up()).isEqualTo(marker - 1);
  }

  private interface Work<T> {
    T run(int thread) throws Exception;
  }

  private static <T> List<T> together(Work<T> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      CyclicBarrier start = new CyclicBarrier(THREADS);
      List<Callable<T>> calls = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        calls.add(
            () -> {
              start.await(AMPLE.toSeconds(), TimeUnit.SECONDS);
              return work.run(thread);
            });
      }
      List<T> results = new ArrayList<>();
      for (Future<T> call : threads.invokeAll(calls)) {
        results.add(call.get(AMPLE.toSeconds(), TimeUnit.SECONDS));
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
