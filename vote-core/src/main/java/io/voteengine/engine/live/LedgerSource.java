package io.voteengine.engine.live;

import io.voteengine.SubjectView;
import io.voteengine.engine.read.HiddenCounts;
import io.voteengine.engine.read.Leaderboard;
import io.voteengine.ranking.RankedSubject;
import io.voteengine.ranking.Ranking;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.VoteLedger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads polls and leaderboards as hosts do. */
record LedgerSource(VoteLedger ledger, Leaderboard leaderboard, HiddenCounts hidden)
    implements LedgerWatch.Source {
  @Override
  public Optional<PollSnapshot> poll(String name) {
    return ledger.polls().find(name);
  }

  @Override
  public List<SubjectView> top(String poll, int limit) {
    return hidden.isPublicNow(poll) ? leaderboard.top(poll, limit) : List.of();
  }

  @Override
  public List<RankedSubject> top(String poll, Ranking ranking, int limit) {
    return hidden.isPublicNow(poll) ? ledger.records().top(poll, ranking, limit) : List.of();
  }

  @Override
  public void lookWhatIsHidden(Supplier<Set<String>> watched) {
    if (!hidden.isUnused()) {
      hidden.lookInBackground(watched.get());
    }
  }
}
