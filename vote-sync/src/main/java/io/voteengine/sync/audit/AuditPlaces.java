package io.voteengine.sync.audit;

import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.VoteLedger;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What a pass over all subjects has still to audit. Used by one thread. */
final class AuditPlaces {
  /** How often to try a place that fails or whose partition another node flushes. */
  private static final int TRIES = 3;

  /** One partition's share of a poll. */
  record Place(int partition, String poll, int tries) {}

  private final Queue<Place> places = new ArrayDeque<>();

  /** Adds every partition of every poll that is not sealed. */
  void addAll(VoteLedger ledger, int partitions) {
    for (PollSnapshot poll : ledger.polls().list()) {
      if (poll.state() != PollSnapshot.State.SEALED) {
        for (int partition = 0; partition < partitions; partition++) {
          places.add(new Place(partition, poll.poll().name(), TRIES));
        }
      }
    }
  }

  boolean isEmpty() {
    return places.isEmpty();
  }

  @Nullable Place current() {
    return places.peek();
  }

  /** Goes on to the next place. One that was not done is tried again at the end of the pass. */
  void next(boolean done) {
    Place place = places.poll();
    if (place != null && !done && place.tries() > 1) {
      places.add(new Place(place.partition(), place.poll(), place.tries() - 1));
    }
  }
}
