package io.voteengine.engine.live.topic;

import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.live.Interest.InLeaderboard;
import io.voteengine.live.LiveUpdate.Leaderboard;
import io.voteengine.ranking.RankedSubject;
import io.voteengine.ranking.Ranking;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The watched top of a poll. No subject's counts in it go back. Read by one thread at a time. */
public final class LeaderboardTopic extends NewestTopic {
  private static final Comparator<RankedSubject> HIGHEST_FIRST =
      Comparator.comparingLong((RankedSubject ranked) -> ranked.tally().score())
          .reversed()
          .thenComparing(RankedSubject::subject);

  public final InLeaderboard wanted;

  /** Whether it is being read. */
  public volatile boolean reading;

  private Map<SubjectId, Tally> shown = new HashMap<>();

  public LeaderboardTopic(InLeaderboard wanted) {
    super(wanted);
    this.wanted = wanted;
  }

  public void offer(List<RankedSubject> entries) {
    List<RankedSubject> newest =
        entries.stream()
            .map(
                entry -> {
                  Tally before = shown.get(entry.subject());
                  return before != null && before.isNewerThan(entry.tally())
                      ? new RankedSubject(entry.subject(), before, value(entry, before))
                      : entry;
                })
            .toList();
    if (wanted.ranking() == Ranking.SCORE) {
      newest = newest.stream().sorted(HIGHEST_FIRST).toList();
    }
    Map<SubjectId, Tally> now = new HashMap<>();
    newest.forEach(entry -> now.put(entry.subject(), entry.tally()));
    shown = now;
    set(new Leaderboard(wanted.poll(), wanted.ranking(), wanted.limit(), newest));
  }

  private double value(RankedSubject entry, Tally newer) {
    return wanted.ranking() == Ranking.SCORE ? newer.score() : entry.value();
  }
}
