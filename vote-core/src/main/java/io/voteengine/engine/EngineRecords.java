package io.voteengine.engine;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.engine.lifecycle.Lifecycle;
import io.voteengine.engine.read.PageSize;
import io.voteengine.query.RecordedVote;
import io.voteengine.query.Records;
import io.voteengine.query.Timeline;
import io.voteengine.query.VoteActivity;
import io.voteengine.ranking.RankedSubject;
import io.voteengine.ranking.Ranking;
import io.voteengine.spi.VoteLedger;
import io.voteengine.util.Ids;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the records from the ledger. */
final class EngineRecords implements Records {
  private final VoteLedger ledger;
  private final Lifecycle lifecycle;

  EngineRecords(VoteLedger ledger, Lifecycle lifecycle) {
    this.ledger = ledger;
    this.lifecycle = lifecycle;
  }

  @Override
  public List<RankedSubject> top(String poll, Ranking ranking, int limit) {
    Ids.check("poll", poll);
    return lifecycle.whileOpen(() -> ledger.records().top(poll, ranking, PageSize.check(limit)));
  }

  @Override
  public List<RecordedVote> votesOn(SubjectId subject, @Nullable VoterId after, int limit) {
    return lifecycle.whileOpen(
        () -> ledger.records().votesOn(subject, after, PageSize.check(limit)));
  }

  @Override
  public List<VoteActivity> activity(SubjectId subject, Timeline timeline) {
    return lifecycle.whileOpen(() -> ledger.records().activity(subject, timeline));
  }

  @Override
  public List<VoteActivity> activity(String poll, Timeline timeline) {
    Ids.check("poll", poll);
    return lifecycle.whileOpen(() -> ledger.records().activity(poll, timeline));
  }
}
