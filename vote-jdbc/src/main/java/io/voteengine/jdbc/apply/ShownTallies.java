package io.voteengine.jdbc.apply;

import io.voteengine.SubjectId;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.journal.VoteEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the store has shown of each subject.
 *
 * @param last the tally after the last event of the subject
 */
record ShownTallies(Map<SubjectId, TallyRow> last) {
  static ShownTallies after(List<VoteEvent> events) {
    Map<SubjectId, TallyRow> last = new HashMap<>();
    events.forEach(event -> last.put(event.subject(), TallyRow.after(event)));
    return new ShownTallies(last);
  }

  /**
   * Returns the subjects for which the store has given out other counts under versions that the
   * ledger will reach. If the ledger has leapt since the store loaded a subject, there is no such
   * version.
   */
  SortedMap<SubjectId, TallyChange> leaps(Map<SubjectId, TallyRow> tallies) {
    SortedMap<SubjectId, TallyChange> leaps = new TreeMap<>();
    tallies.forEach(
        (subject, tally) -> {
          TallyRow given = last.get(subject);
          if (given != null
              && !tally.equals(given)
              && tally.version() - given.version() < VoteLedger.LEAP) {
            leaps.put(subject, TallyChange.LEAP);
          }
        });
    return leaps;
  }

  /**
   * Returns the subjects whose tally in the ledger is another one.
   *
   * @param known those that have drifted for other reasons
   */
  Set<SubjectId> drifted(Set<SubjectId> known, Map<SubjectId, TallyRow> tallies) {
    Set<SubjectId> drifted = new HashSet<>(known);
    tallies.forEach(
        (subject, tally) -> {
          if (!tally.equals(last.get(subject))) {
            drifted.add(subject);
          }
        });
    return drifted;
  }
}
