package io.voteengine.engine.durable;

import io.voteengine.SubjectId;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.JournalSlice;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.VoteEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The subjects of one poll in one partition's journal, which is read in pages, up to where it ended
 * at the first page. For one thread.
 */
final class JournalScan {
  /** How many events are read in one step, so that the store is not busy for long. */
  static final int PAGE = 1_000;

  /** How many events are read at most. */
  static final int MOST = 10_000;

  private final int partition;
  private final String poll;
  private final Map<SubjectId, Long> lastEvents = new HashMap<>();
  private @Nullable PartitionState state;
  private long end;
  private long last;
  private int read;
  private boolean ended;

  JournalScan(int partition, String poll) {
    this.partition = partition;
    this.poll = poll;
  }

  int partition() {
    return partition;
  }

  /** Returns the number of the last event that was read. */
  long last() {
    return last;
  }

  /**
   * Adds a page.
   *
   * @return whether another page is to be read
   */
  boolean add(JournalSlice page) {
    PartitionState before = state;
    state = page.state();
    PartitionState.Meta meta = state.meta();
    if (meta == null || (before != null && epoch(before) != meta.epoch())) {
      return false; // Its numbers begin again, or there are none: the partition is being recovered.
    }
    if (before == null) {
      end = meta.seq();
    }
    for (JournalEvent event : page.events()) {
      last = event.seq();
      if (event instanceof VoteEvent vote && vote.subject().poll().equals(poll)) {
        lastEvents.put(vote.subject(), last);
      }
    }
    read += page.events().size();
    ended = page.events().isEmpty() || last >= end;
    return !ended && read < MOST;
  }

  /** Returns the subjects with events after a position; all of them where it is not known. */
  List<SubjectId> subjectsAfter(@Nullable Position position) {
    long after = position != null && position.term().epoch() == epoch(state) ? position.seq() : 0;
    return lastEvents.entrySet().stream()
        .filter(subject -> subject.getValue() > after)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns whether everything that the ledger lacked at this position has been read. */
  boolean isComplete(@Nullable Position position) {
    return ended && position != null && state != null && state.serves(position.term());
  }

  private static long epoch(@Nullable PartitionState state) {
    return state == null || state.meta() == null ? 0 : state.meta().epoch();
  }
}
