package io.voteengine.jdbc.apply.direct;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.jdbc.apply.TallyChange;
import io.voteengine.jdbc.apply.VoteRow;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoterInPoll;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.spi.rules.Holdings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the votes applied so far change: their events, and the tallies after them. A refused vote
 * makes no event, and its subject leaps past the version that it would have had.
 */
final class DirectEffect {
  private final DirectVotes found;
  private final Map<Long, String> refused;
  private final List<VoteEvent> events = new ArrayList<>();
  private final Map<SubjectId, TallyChange> changes = new HashMap<>();
  private final Map<VoteKey, VoteRow> written = new HashMap<>();
  private final Map<VoterInPoll, Holdings> held = new HashMap<>();

  /**
   * @param refused the numbers of votes that the database refuses, each with the reason
   */
  DirectEffect(DirectVotes found, Map<Long, String> refused) {
    this.found = found;
    this.refused = refused;
  }

  List<VoteEvent> events() {
    return events;
  }

  /** Returns the row of a vote, with what was written so far. */
  VoteRow row(VoteKey key) {
    VoteRow row = written.get(key);
    return row != null ? row : found.rows.getOrDefault(key, VoteRow.NONE);
  }

  /** In a ballot poll, a vote may change the row of another one that follows. */
  void wrote(VoteKey key, VoteRow row) {
    written.put(key, row);
  }

  /** Returns what a voter holds in a ballot poll, with what was written so far. */
  Holdings held(VoterInPoll voter) {
    return held.computeIfAbsent(voter, it -> found.held.getOrDefault(it, new Holdings()).copy());
  }

  /**
   * Makes an event of a vote.
   *
   * @param subject the vote's own, or the one whose choice makes room for it
   * @param before the voter's choice before it
   * @param after the voter's choice after it
   * @param choice what the vote itself says
   * @return why the database refuses it; null when it does not
   */
  @Nullable String take(
      CastCommand vote,
      SubjectId subject,
      long number,
      Choice before,
      Choice after,
      Choice choice,
      long castAt) {
    String reason = refused.get(number);
    TallyChange change = changes.getOrDefault(subject, TallyChange.LEAP);
    changes.put(subject, reason == null ? change.and(before, after, castAt) : change.andRefused());
    if (reason == null) {
      events.add(event(vote, subject, number, before, choice, castAt));
    }
    return reason;
  }

  Tally tally(SubjectId subject) {
    SubjectSnapshot before = found.tally(subject);
    TallyChange change = changes.getOrDefault(subject, TallyChange.NONE);
    return new Tally(
        before.up() + change.up(),
        before.down() + change.down(),
        found.epoch,
        before.version() + change.version());
  }

  boolean isRefused(long number) {
    return refused.containsKey(number);
  }

  private VoteEvent event(
      CastCommand vote,
      SubjectId subject,
      long number,
      Choice previous,
      Choice choice,
      long castAt) {
    Tally tally = tally(subject);
    return new VoteEvent(
        found.epoch,
        number,
        0,
        subject,
        vote.voter(),
        previous,
        choice,
        castAt,
        vote.requestId(),
        vote.variant(),
        tally.up(),
        tally.down(),
        tally.version());
  }
}
