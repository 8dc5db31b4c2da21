package io.voteengine.jdbc.apply;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.jdbc.apply.log.LoggedEvent;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.journal.VoteEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The effect of a batch of votes on the rows that it finds: a pure function of both. Events are
 * taken in order, one after the other, so that each key is written once however often it occurs.
 *
 * @param votes the rows to write
 * @param tallies the difference between the actual old rows and the new ones
 * @param log the audit rows, one per event
 * @param drifted subjects where a voter's actual choice before an event is not what the event says,
 *     or whose votes were refused, because their poll is sealed or by the database
 * @param exceeding the events that would leave their voters in a ballot poll with too many choices
 * @param late the events that would count if their poll were not sealed
 */
record BatchEffect(
    SortedMap<VoteKey, VoteRow> votes,
    SortedMap<SubjectId, TallyChange> tallies,
    List<LoggedEvent> log,
    Set<SubjectId> drifted,
    Set<VoteEvent> exceeding,
    Set<VoteEvent> late) {

  static BatchEffect of(
      List<VoteEvent> events,
      Map<VoteKey, VoteRow> rows,
      Set<String> sealed,
      Set<VoteEvent> repeated,
      BallotGuard guard,
      Set<VoteEvent> refused) {
    BatchEffect effect =
        new BatchEffect(
            new TreeMap<>(),
            new TreeMap<>(),
            new ArrayList<>(),
            new HashSet<>(),
            new LinkedHashSet<>(),
            new LinkedHashSet<>());
    BallotGuard ballots = guard.fresh();
    Map<VoteKey, VoteRow> current = new HashMap<>(rows);
    for (VoteEvent event : events) {
      if (refused.contains(event)) {
        effect.leave(event);
      } else {
        effect.take(
            event,
            current,
            sealed.contains(event.subject().poll()),
            repeated.contains(event),
            ballots);
      }
    }
    return effect;
  }

  private void leave(VoteEvent event) {
    drifted.add(event.subject());
    TallyChange change = tallies.getOrDefault(event.subject(), TallyChange.NONE);
    tallies.put(event.subject(), change.andRefused());
  }

  private void take(
      VoteEvent event,
      Map<VoteKey, VoteRow> current,
      boolean sealed,
      boolean repeated,
      BallotGuard ballots) {
    VoteKey key = VoteKey.of(event);
    VoteRow row = current.getOrDefault(key, VoteRow.NONE);
    boolean newer = !repeated && row.yieldsTo(event);
    if (newer && sealed) {
      late.add(event);
      leave(event);
      return;
    }
    BallotGuard.Verdict verdict = newer ? ballots.judge(event) : BallotGuard.Verdict.FITS;
    if (verdict == BallotGuard.Verdict.EXCEEDS) {
      exceeding.add(event);
      leave(event);
      return;
    }
    boolean counted = newer && verdict == BallotGuard.Verdict.FITS;
    log.add(new LoggedEvent(event, counted));
    if (sealed || row.choice() != event.previous()) {
      drifted.add(event.subject());
    }
    if (counted) {
      VoteRow next = VoteRow.of(event);
      current.put(key, next);
      votes.put(key, next);
      ballots.counted(event);
    }
    // An overtaken vote changes the version too: the store has counted it.
    Choice after = counted ? event.choice() : row.choice();
    TallyChange change = tallies.getOrDefault(event.subject(), TallyChange.NONE);
    tallies.put(
        event.subject(),
        sealed ? change.andRefused() : change.and(row.choice(), after, event.castAt()));
  }
}
