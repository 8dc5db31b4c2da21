package io.voteengine.engine.live;

import io.voteengine.SubjectView;
import io.voteengine.engine.read.Leaderboard;
import io.voteengine.ranking.RankedSubject;
import io.voteengine.ranking.Ranking;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.VoteLedger;
import java.util.List;
import java.util.Optional;

/** Reads polls and leaderboards as hosts do. */
record LedgerSource(VoteLedger ledger, Leaderboard leaderboard) implements LedgerWatch.Source {
  @Override
  public Optional<PollSnapshot> poll(String name) {
    return ledger.polls().find(name);
  }

  @Override
  public List<SubjectView> top(String poll, int limit) {
    return leaderboard.top(poll, limit);
  }

  @Override
  public List<RankedSubject> top(String poll, Ranking ranking, int limit) {
    return ledger.records().top(poll, ranking, limit);
  }
}
