package io.voteengine.sync.engine.result;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.result.FinalizationReport;
import io.voteengine.result.ResultOptions;
import io.voteengine.result.proof.PollResult;
import io.voteengine.result.proof.Standing;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.ReconcilerBuilder;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Results;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;

/** Two nodes, and a poll that voters have voted in. */
abstract class ResultCase {
  static final String POLL = "launch";
  static final KeyPair KEYS = keys();
  static final List<SubjectId> SUBJECTS =
      IntStream.range(0, 6).mapToObj(i -> SubjectId.of(POLL, "product-" + i)).toList();

  final Cluster cluster = new Cluster();

  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static ReconcilerBuilder reconciler() {
    return Reconciler.builder()
        .backoff(Duration.ofMillis(5), Duration.ofMillis(50))
        .finalizeAfter(null);
  }

  static ResultOptions options() {
    return ResultOptions.defaults().signedBy("example.com/votes", KEYS);
  }

  VoteEngine node() {
    return cluster.node(reconciler().build(), builder -> builder.results(options()));
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  static VoterId voter(int i) {
    return VoterId.of("voter-" + i);
  }

  /** The first subject gets one vote, the next one two, and so on. */
  static void vote(VoteEngine... nodes) {
    nodes[0].polls().define(Poll.named(POLL).unlimited());
    for (int s = 0; s < SUBJECTS.size(); s++) {
      for (int v = 0; v <= s; v++) {
        Results.accepted(nodes[v % nodes.length].cast(voter(v), SUBJECTS.get(s), Choice.UP));
      }
    }
  }

  static void assertCounts(PollResult result) {
    assertThat(result.standings())
        .containsExactlyElementsOf(
            IntStream.range(0, SUBJECTS.size())
                .mapToObj(s -> new Standing(SUBJECTS.get(s), s + 1L, 0))
                .toList());
  }

  static void assertFinalized(VoteEngine node, FinalizationReport report) {
    assertThat(report.success()).as("%s", report).isTrue();
    assertCounts(node.results().find(POLL).orElseThrow());
    assertThat(node.results().verify(POLL).findings()).isEmpty();
    assertThat(node.drain(AMPLE)).isTrue();
    assertThat(node.auditNow(POLL).exact()).isTrue();
  }
}
