package io.voteengine.jdbc.backup;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.jdbc.apply.VoteRow;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.journal.VoteEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The events by which a backup changes a poll: votes that are in no journal. */
final class RestoreEvents {
  /**
   * What an event is about: a vote of the backup or of the poll, even if its voter has been erased
   * since.
   */
  record Origin(SubjectId subject, RequestId request) {}

  final List<VoteEvent> all = new ArrayList<>();
  private final Map<Long, Origin> origins = new HashMap<>();
  final long erasures;
  private final long epoch;
  private final NewestVotes found;

  /**
   * Numbers below those of every journal. Votes of one request on several subjects must differ in
   * the audit log, whose key is number and request, and must also differ from those of an earlier
   * batch.
   */
  private final long seq = -1 - ThreadLocalRandom.current().nextLong(1L << 62);

  RestoreEvents(long epoch, long erasures, NewestVotes found) {
    this.epoch = epoch;
    this.erasures = erasures;
    this.found = found;
  }

  /** Returns whether the vote is from before the restore began. */
  boolean yields(VoteRow row) {
    return row.castAt() <= found.newest(row);
  }

  VoteEvent of(VoteKey key, VoteRow row, Choice choice, long castAt, RequestId request) {
    return new VoteEvent(
        epoch,
        seq - all.size(),
        0,
        key.subject(),
        key.voter(),
        row.choice(),
        choice,
        castAt,
        request,
        null,
        0,
        0,
        0);
  }

  /**
   * Returns an event that orders as if cast when the restore began: above every vote before that,
   * and below the first one after it, which may have the same time and then has the greater id.
   */
  VoteEvent now(VoteKey key, VoteRow row, Choice choice) {
    UUID lowest = new UUID(0, ThreadLocalRandom.current().nextLong());
    return of(key, row, choice, found.newest(row) + 1, RequestId.of(lowest));
  }

  void add(VoteEvent event, RequestId origin) {
    all.add(event);
    origins.put(event.seq(), new Origin(event.subject(), origin));
  }

  Origin origin(long number) {
    return Objects.requireNonNull(origins.get(number));
  }
}
