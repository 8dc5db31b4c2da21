package io.voteengine.bench.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.bench.check.Answer;
import io.voteengine.bench.check.Correctness;
import io.voteengine.bench.check.Expected;
import io.voteengine.bench.check.Ids;
import io.voteengine.bench.check.VoteLog;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineSiteTest {
  private final VoteLog log = new VoteLog();

  private void sent(int voter, int subject, Choice choice, Answer answer) {
    log.answer(log.add(voter, subject, choice), answer);
  }

  /** Casts two votes, and compares with what the log says. */
  private Correctness check() {
    Servers servers = new Servers(null, new H2Server());
    try (SqlSpace space = servers.sql().create();
        EngineSite site = new EngineSite(servers, space, Poll.named(Ids.POLL), 4, 1_000)) {
      site.engine().cast(Ids.voterId(1), Ids.subjectId(0), Choice.UP).orElseThrow();
      site.engine().cast(Ids.voterId(2), Ids.subjectId(1), Choice.DOWN).orElseThrow();
      site.drain();
      Expected expected = new Expected(List.of(log));
      return Correctness.of(expected, site.check(expected));
    }
  }

  @Test
  void votesThatAreRecordedAsAnsweredAreExact() {
    sent(1, 0, Choice.DOWN, Answer.LIMITED);
    sent(1, 0, Choice.UP, Answer.ACCEPTED);
    sent(2, 1, Choice.DOWN, Answer.ACCEPTED);
    Correctness found = check();
    assertThat(found.exact()).as(found.text()).isTrue();
    assertThat(found.text())
        .isEqualTo(
            "cast 3: accepted 2, refused 1 (1 by a limit), failed 0; choices 2, in SQL 2,"
                + " differences 0");
  }

  @Test
  void aLostVoteIsADifference() {
    sent(1, 0, Choice.UP, Answer.ACCEPTED);
    sent(2, 1, Choice.DOWN, Answer.ACCEPTED);
    sent(3, 1, Choice.DOWN, Answer.ACCEPTED);
    Correctness found = check();
    assertThat(found.exact()).isFalse();
    // Its choice, and the tally of its subject in store and SQL.
    assertThat(found.differences()).isEqualTo(3);
    assertThat(found.choices()).isEqualTo(3);
    assertThat(found.inSql()).isEqualTo(2);
  }

  @Test
  void aVoteThatNobodyCastShowsInTheTally() {
    sent(1, 0, Choice.UP, Answer.ACCEPTED);
    sent(2, 1, Choice.DOWN, Answer.FAILED);
    sent(3, 1, Choice.UP, Answer.ACCEPTED);
    sent(3, 1, Choice.NONE, Answer.ACCEPTED);
    Correctness found = check();
    assertThat(found.exact()).isFalse();
    assertThat(found.first()).anyMatch(difference -> difference.contains("1 down instead of"));
  }

  @Test
  void aWrongChoiceIsADifference() {
    sent(1, 0, Choice.DOWN, Answer.ACCEPTED);
    sent(2, 1, Choice.DOWN, Answer.ACCEPTED);
    assertThat(check().differences()).isEqualTo(3);
  }
}
