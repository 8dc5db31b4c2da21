package io.voteengine.sync.audit;

import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.spi.ReadReply;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.Term;
import io.voteengine.sync.flush.StoreCalls;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tallies that the store showed at one moment. It need not hold every subject. */
final class StoreTallies {
  private final Map<SubjectId, Tally> tallies;

  private StoreTallies(Map<SubjectId, Tally> tallies) {
    this.tallies = tallies;
  }

  /** Reads the store's tallies of these subjects; none in another term. */
  static StoreTallies read(
      VoteStore store, Term term, List<SubjectId> subjects, Duration storeTimeout) {
    Map<SubjectId, Tally> tallies = new HashMap<>();
    if (!subjects.isEmpty()
        && StoreCalls.await(store.read(term, subjects, null), storeTimeout)
            instanceof ReadReply.Read read) {
      for (SubjectView view : read.views()) {
        tallies.put(view.subject(), view.tally());
      }
    }
    return new StoreTallies(tallies);
  }

  /** Returns a subject's tally; null when the store did not show it. */
  @Nullable Tally of(SubjectId subject) {
    return tallies.get(subject);
  }
}
