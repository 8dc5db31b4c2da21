package io.voteengine.redis.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.live.Interest;
import io.voteengine.redis.testing.TestRedis;
import io.voteengine.tck.LiveContract;
import io.voteengine.tck.testing.Waiting;
import io.voteengine.tck.testing.Watcher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Own vote, own page, own stream: none is ever older than the receipt. */
class OwnVoteTest {
  private static final int VOTERS = 8;
  private static final List<SubjectId> SUBJECTS =
      IntStream.range(0, 10).mapToObj(i -> SubjectId.of("posts", "s" + i)).toList();

  private final LiveContract.Nodes nodes = RedisNodes.on(TestRedis.uri());

  private final VoteEngine one = nodes.node(builder -> builder);
  private final VoteEngine other = nodes.node(builder -> builder);
  private final ExecutorService voters = Executors.newFixedThreadPool(VOTERS);

  @BeforeEach
  void define() {
    one.polls().define(Poll.named("posts").unlimited());
  }

  @AfterEach
  void close() {
    voters.shutdownNow();
    one.close();
    other.close();
    nodes.close();
  }

  @Test
  void readAfterACastIsNeverOlder() {
    castAndRead(100);
  }

  @Tag("chaos")
  @Test
  void readAfterEachOfAHundredThousandCastsIsNeverOlder() {
    castAndRead(100_000 / VOTERS);
  }

  private void castAndRead(int casts) {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < VOTERS; i++) {
      VoterId voter = VoterId.of("v" + i);
      all.add(CompletableFuture.runAsync(() -> castAndRead(voter, casts), voters));
    }
    all.forEach(CompletableFuture::join);
  }

  private void castAndRead(VoterId voter, int casts) {
    Watcher here = new Watcher();
    Watcher there = new Watcher();
    one.live().subscribe(voter, Interest.subjects(SUBJECTS), here);
    other.live().subscribe(voter, Interest.subjects(SUBJECTS), there);
    for (int i = 0; i < casts; i++) {
      SubjectId subject = SUBJECTS.get(i % SUBJECTS.size());
      Choice choice = Choice.values()[i / SUBJECTS.size() % Choice.values().length];
      CastResult result = one.cast(voter, subject, choice);
      Tally receipt = result.orElseThrow().tally();
      for (VoteEngine engine : List.of(one, other)) {
        SubjectView view = engine.read(subject, voter);
        assertThat(receipt.isNewerThan(view.tally())).as("%s after %s", view, receipt).isFalse();
        assertThat(view.choice()).isEqualTo(choice);
      }
    }
    List<SubjectView> last = other.page(SUBJECTS, voter);
    for (Watcher watcher : List.of(here, there)) {
      for (SubjectView view : last) {
        Waiting.until(() -> watcher.choice(view.subject()) == view.choice());
      }
      assertThat(watcher.complaints).isEmpty();
    }
  }
}
