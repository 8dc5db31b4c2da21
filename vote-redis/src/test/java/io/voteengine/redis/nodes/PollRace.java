package io.voteengine.redis.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.result.FinalizationReport;
import io.voteengine.result.proof.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Votes from several nodes that race the close of one poll and the opening of the next. Each is
 * cast in the first poll, and where that refuses it in the second.
 */
final class PollRace {
  private static final Logger log = LoggerFactory.getLogger(PollRace.class);
  private static final int SUBJECTS = 50;

  private final List<VoteEngine> nodes;
  private final Semaphore underWay;
  private final int most;
  private final Map<String, Map<SubjectId, LongAdder>> accepted =
      Map.of("first", new ConcurrentHashMap<>(), "second", new ConcurrentHashMap<>());
  private final LongAdder refused = new LongAdder();

  /**
   * @param most how many votes are under way at a time
   */
  PollRace(List<VoteEngine> nodes, int most) {
    this.nodes = nodes;
    this.most = most;
    this.underWay = new Semaphore(most);
  }

  void define(Instant change) {
    nodes.get(0).polls().define(Poll.named("first").closesAt(change).unlimited());
    nodes.get(0).polls().define(Poll.named("second").opensAt(change).unlimited());
  }

  /** Casts so many votes and waits for their answers. */
  void run(int votes, IntConsumer before) throws InterruptedException {
    for (int i = 0; i < votes; i++) {
      before.accept(i);
      underWay.acquire();
      VoteEngine node = nodes.get(i % nodes.size());
      VoterId voter = VoterId.of("v" + i);
      String key = "s" + i % SUBJECTS;
      cast(node, voter, "first", key)
          .thenCompose(
              result ->
                  result.isAccepted()
                      ? CompletableFuture.completedFuture(result)
                      : cast(node, voter, "second", key))
          .whenComplete(
              (result, failure) -> {
                if (failure != null || !result.isAccepted()) {
                  refused.increment();
                }
                underWay.release();
              });
    }
    underWay.acquire(most);
    log.info("{} in the first, {} in the second, {} refused", first(), second(), refused);
    assertThat(first() + second() + refused.sum()).isEqualTo(votes);
    assertThat(first()).isPositive();
    assertThat(second()).isPositive();
  }

  private CompletableFuture<CastResult> cast(
      VoteEngine node, VoterId voter, String poll, String key) {
    SubjectId subject = SubjectId.of(poll, key);
    return node.castAsync(VoteRequest.cast(voter, subject, Choice.UP))
        .thenApply(
            result -> {
              assertThat(result).isNotInstanceOf(CastResult.Unknown.class);
              if (result.isAccepted()) {
                Objects.requireNonNull(accepted.get(poll))
                    .computeIfAbsent(subject, any -> new LongAdder())
                    .increment();
              }
              return result;
            });
  }

  long first() {
    return accepted("first");
  }

  long second() {
    return accepted("second");
  }

  private long accepted(String poll) {
    return Objects.requireNonNull(accepted.get(poll)).values().stream()
        .mapToLong(LongAdder::sum)
        .sum();
  }

  /** Finalizes a poll on the last node, and again on the first: the result is what was accepted. */
  void check(String poll) {
    VoteEngine one = nodes.get(0);
    VoteEngine last = nodes.get(nodes.size() - 1);
    long began = System.nanoTime();
    FinalizationReport report = last.results().finalizePoll(poll);
    log.info("finalized {} in {} ms: {}", poll, (System.nanoTime() - began) / 1_000_000, report);
    assertThat(report.success()).isTrue();
    assertThat(one.results().find(poll).orElseThrow().standings())
        .containsExactlyInAnyOrderElementsOf(
            Objects.requireNonNull(accepted.get(poll)).entrySet().stream()
                .map(entry -> new Standing(entry.getKey(), entry.getValue().sum(), 0))
                .toList());
    assertThat(one.results().verify(poll).findings()).isEmpty();
    FinalizationReport again = one.results().finalizePoll(poll);
    assertThat(again.updated()).isZero();
    assertThat(again.finalization()).isEqualTo(report.finalization());
  }
}
