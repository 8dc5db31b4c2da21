package io.voteengine.tck.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.tck.LiveContract;
import io.voteengine.tck.testing.Waiting;
import io.voteengine.tck.testing.Watcher;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two nodes on one store and one ledger. */
abstract class LiveCase {
  static final String POLL = "posts";
  static final SubjectId SUBJECT = SubjectId.of(POLL, "1");
  static final VoterId ADA = VoterId.of("ada");

  final LiveContract.Nodes nodes;
  private final List<Watcher> watchers = new ArrayList<>();
  VoteEngine one;
  VoteEngine other;

  LiveCase(LiveContract suite) {
    nodes = suite.newNodes();
    one = nodes.node(builder -> builder);
    other = nodes.node(builder -> builder);
  }

  @BeforeEach
  void define() {
    one.polls().define(Poll.named(POLL).unlimited());
  }

  /** No subscriber has got what it never should. */
  @AfterEach
  void close() {
    try {
      watchers.forEach(watcher -> assertThat(watcher.complaints).isEmpty());
    } finally {
      one.close();
      other.close();
      nodes.close();
    }
  }

  final Watcher watcher() {
    Watcher watcher = new Watcher();
    watchers.add(watcher);
    return watcher;
  }

  static Tally cast(VoteEngine engine, String voter, SubjectId subject, Choice choice) {
    CastResult result = engine.cast(VoterId.of(voter), subject, choice);
    assertThat(result).isInstanceOf(CastResult.Accepted.class);
    return result.orElseThrow().tally();
  }

  static Tally cast(VoteEngine engine, String voter) {
    return cast(engine, voter, SUBJECT, Choice.UP);
  }

  static void awaitCounts(Watcher watcher, SubjectId subject, long up, long down) {
    Waiting.until(() -> watcher.shows(subject, up, down));
  }

  static void awaitTally(Watcher watcher, SubjectId subject, Tally tally) {
    Waiting.until(() -> watcher.shows(subject, tally));
  }
}
