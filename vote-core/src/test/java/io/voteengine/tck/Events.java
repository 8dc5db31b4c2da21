package io.voteengine.tck;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.spi.journal.VoteEvent;
import java.util.UUID;

/** Copies of events with one thing changed. */
final class Events {
  private Events() {}

  static VoteEvent chained(VoteEvent e, long before) {
    return new VoteEvent(
        e.epoch(),
        e.seq(),
        e.chainAfter(before),
        e.subject(),
        e.voter(),
        e.previous(),
        e.choice(),
        e.castAt(),
        e.requestId(),
        e.variant(),
        e.up(),
        e.down(),
        e.version());
  }

  static VoteEvent claiming(VoteEvent e, Choice previous, long up, long down, long version) {
    return new VoteEvent(
        e.epoch(),
        e.seq(),
        e.chain(),
        e.subject(),
        e.voter(),
        previous,
        e.choice(),
        e.castAt(),
        e.requestId(),
        e.variant(),
        up,
        down,
        version);
  }

  static RequestId request() {
    return RequestId.of(UUID.randomUUID());
  }
}
