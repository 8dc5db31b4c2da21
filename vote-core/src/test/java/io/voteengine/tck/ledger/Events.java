package io.voteengine.tck.ledger;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.spi.journal.VoteEvent;
import java.util.UUID;

/** Copies of events with one thing changed. */
public final class Events {
  private Events() {}

  public static VoteEvent chained(VoteEvent e, long before) {
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

  public static VoteEvent claiming(VoteEvent e, Choice previous, long up, long down, long version) {
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

  public static RequestId request() {
    return RequestId.of(UUID.randomUUID());
  }
}
