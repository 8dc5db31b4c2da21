package io.voteengine.engine.durable;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.spi.CastCommand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResenderTest {
  private record Sent(Unconfirmed.Entry entry, CompletableFuture<Boolean> answered) {}

  private final List<Sent> underWay = new ArrayList<>();
  private final Resender resender =
      new Resender(
          entry -> {
            Sent sent = new Sent(entry, new CompletableFuture<>());
            underWay.add(sent);
            return sent.answered();
          },
          Runnable::run,
          Runnable::run);

  private static List<Unconfirmed.Entry> votes(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Unconfirmed.Entry(
                    1,
                    i,
                    CastCommand.first(
                            VoterId.of("voter-" + i),
                            SubjectId.of("posts", "42"),
                            Choice.UP,
                            false,
                            RequestId.named("r" + i),
                            0,
                            0,
                            null,
                            true)
                        .resent(Choice.UP, 1 + i),
                    null,
                    new CompletableFuture<>()))
        .toList();
  }

  private List<Unconfirmed.Entry> end(boolean answered) {
    List<Sent> ended = List.copyOf(underWay);
    underWay.clear();
    ended.forEach(sent -> sent.answered().complete(answered));
    return ended.stream().map(Sent::entry).toList();
  }

  @Test
  void resenderStartsWithOneVoteAndGrowsWithSuccess() {
    List<Unconfirmed.Entry> votes = votes(1_000);
    resender.send(votes);
    List<Integer> together = new ArrayList<>();
    List<Unconfirmed.Entry> sent = new ArrayList<>();
    while (!underWay.isEmpty()) {
      together.add(underWay.size());
      sent.addAll(end(true));
    }
    assertThat(together).startsWith(1, 2).contains(64).allMatch(count -> count <= 64);
    assertThat(together.size()).isLessThan(30);
    assertThat(sent).containsExactlyInAnyOrderElementsOf(votes);
  }

  @Test
  void failureLeavesOneVoteSentAloneUntilItsAnswer() {
    List<Unconfirmed.Entry> votes = votes(100);
    resender.send(votes);
    List<Unconfirmed.Entry> answered = new ArrayList<>();
    answered.addAll(end(true));
    answered.addAll(end(true));
    assertThat(underWay.size()).isGreaterThan(2);
    end(false);
    for (int attempt = 0; attempt < 5; attempt++) {
      assertThat(underWay).hasSize(1);
      end(false);
    }
    while (!underWay.isEmpty()) {
      answered.addAll(end(true));
    }
    assertThat(answered).containsExactlyInAnyOrderElementsOf(votes);
  }

  @Test
  void voteThatCannotBeSentBlocksNoOther() {
    List<Unconfirmed.Entry> votes = votes(50);
    resender.send(votes);
    Set<Unconfirmed.Entry> answered = new HashSet<>();
    for (int attempt = 0; attempt < 200 && answered.size() < 49; attempt++) {
      Sent sent = underWay.remove(0);
      boolean poisoned = sent.entry().equals(votes.get(0));
      if (!poisoned) {
        answered.add(sent.entry());
      }
      sent.answered().complete(!poisoned);
    }
    assertThat(answered).containsExactlyInAnyOrderElementsOf(votes.subList(1, 50));
  }

  @Test
  void failureIsFollowedByAPause() {
    List<Runnable> afterAPause = new ArrayList<>();
    AtomicInteger attempts = new AtomicInteger();
    Resender pausing =
        new Resender(
            entry -> {
              attempts.incrementAndGet();
              return CompletableFuture.completedFuture(false);
            },
            Runnable::run,
            afterAPause::add);
    pausing.send(votes(1));
    assertThat(attempts).hasValue(1);
    afterAPause.remove(0).run();
    assertThat(attempts).hasValue(2);
  }

  @Test
  void errorWhileSendingBlocksNoVote() {
    List<Unconfirmed.Entry> sent = new ArrayList<>();
    AtomicInteger attempts = new AtomicInteger();
    Resender resender =
        new Resender(
            entry -> {
              int attempt = attempts.incrementAndGet();
              if (attempt == 1) {
                throw new LinkageError("thrown at once");
              }
              if (attempt == 2) {
                return CompletableFuture.failedFuture(new LinkageError("thrown later"));
              }
              sent.add(entry);
              return CompletableFuture.completedFuture(true);
            },
            Runnable::run,
            Runnable::run);
    List<Unconfirmed.Entry> votes = votes(10);
    resender.send(votes);
    assertThat(sent).containsExactlyInAnyOrderElementsOf(votes);
  }

  @Test
  void answersGivenAtOnceDoNotNest() {
    List<Unconfirmed.Entry> sent = new ArrayList<>();
    List<Runnable> tasks = new ArrayList<>();
    Resender immediate =
        new Resender(
            entry -> {
              sent.add(entry);
              return CompletableFuture.completedFuture(true);
            },
            tasks::add,
            tasks::add);
    immediate.send(votes(100_000));
    while (!tasks.isEmpty()) {
      tasks.remove(tasks.size() - 1).run();
    }
    assertThat(sent).hasSize(100_000);
  }
}
