package io.voteengine.jdbc.apply;

import io.voteengine.spi.journal.JournalBatch;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import java.util.List;

/** Refuses batches that no reconciler may send: a gap would be a silent loss. */
public final class BatchCheck {
  private BatchCheck() {}

  public static void check(JournalBatch batch) {
    Position before = batch.before();
    List<JournalEvent> events = batch.events();
    if (events.isEmpty()) {
      throw new IllegalArgumentException("events must not be empty");
    }
    long seq = before.seq();
    for (JournalEvent event : events) {
      seq++;
      if (event.seq() != seq || event.epoch() != before.term().epoch()) {
        throw new IllegalArgumentException(
            "events must be numbered without a gap: expected %d of epoch %d, got %d of epoch %d"
                .formatted(seq, before.term().epoch(), event.seq(), event.epoch()));
      }
    }
  }

  public static void check(Term before, Term next) {
    if (next.partition() != before.partition() || next.epoch() <= before.epoch()) {
      throw new IllegalArgumentException(
          "next must be a later term of %s: %s".formatted(before, next));
    }
  }
}
