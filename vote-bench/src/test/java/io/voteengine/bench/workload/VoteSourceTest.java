package io.voteengine.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VoteSourceTest {
  private record Vote(int voter, int subject, Choice choice) {}

  private static List<Vote> take(Votes votes, int sender, int count) {
    VoteSource source = new Workload(Subjects.SIX, votes, 20).source(sender, 2);
    List<Vote> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      source.next();
      taken.add(new Vote(source.voter(), source.subject(), source.choice()));
    }
    return taken;
  }

  @Test
  void sendersShareNoVoters() {
    for (Votes votes : Votes.values()) {
      Set<Integer> voters = new HashSet<>();
      take(votes, 0, 50).forEach(vote -> voters.add(vote.voter()));
      assertThat(take(votes, 1, 50)).noneMatch(vote -> voters.contains(vote.voter()));
    }
  }

  @Test
  void newVotesAreEachOfAnotherVoter() {
    assertThat(take(Votes.NEW, 0, 1_000).stream().map(Vote::voter).distinct()).hasSize(1_000);
  }

  @Test
  void changesFlipTheChoiceOfThoseWhoVoted() {
    List<Vote> taken = take(Votes.CHANGES, 0, 30);
    Vote first = taken.get(3);
    assertThat(first.choice()).isEqualTo(Choice.UP);
    assertThat(taken.get(13)).isEqualTo(new Vote(first.voter(), first.subject(), Choice.DOWN));
    assertThat(taken.get(23)).isEqualTo(first);
  }

  @Test
  void retractionsAlternateWithVotes() {
    List<Vote> taken = take(Votes.RETRACTIONS, 0, 30);
    assertThat(taken.get(13).choice()).isEqualTo(Choice.NONE);
    assertThat(taken.get(23)).isEqualTo(taken.get(3));
  }
}
