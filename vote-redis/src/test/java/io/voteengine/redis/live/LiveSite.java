package io.voteengine.redis.live;

import static org.awaitility.Awaitility.await;

import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.live.Interest;
import io.voteengine.live.SharedUpdate;
import io.voteengine.tck.testing.Waiting;
import io.voteengine.tck.testing.Watcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A site with faults, whose subscribers at both engines watch all subjects. */
final class LiveSite implements AutoCloseable {
  final VotingSite votes = new VotingSite(builder -> builder, (subject, tally) -> {});

  private final List<Watcher> watchers = new ArrayList<>();
  private volatile boolean blocked;

  LiveSite(int subscribers) {
    for (int i = 0; i < subscribers; i++) {
      boolean first = i % 2 == 0;
      Watcher watcher = first ? new Watcher() : new BlockableWatcher();
      watchers.add(watcher);
      votes
          .engines()
          .get(first ? 0 : 1)
          .live()
          .subscribe(Interest.subjects(VotingSite.SUBJECTS), watcher);
    }
    Waiting.until(() -> watchers.stream().allMatch(LiveSite::hasSnapshot));
  }

  private static boolean hasSnapshot(Watcher watcher) {
    return VotingSite.SUBJECTS.stream().allMatch(subject -> watcher.counts(subject) != null);
  }

  private final class BlockableWatcher extends Watcher {
    @Override
    public void onUpdates(List<SharedUpdate> all) {
      await().atMost(Waiting.AMPLE).until(() -> !blocked);
      super.onUpdates(all);
    }
  }

  long updates() {
    return watchers.stream().mapToLong(Watcher::updates).sum();
  }

  List<Watcher> watchers() {
    return watchers;
  }

  /** The subscribers of the second engine take nothing any more. */
  void blockDelivery() {
    blocked = true;
  }

  void unblockDelivery() {
    blocked = false;
  }

  /**
   * Returns how long it took after the last answer until every subscriber was exact, and then waits
   * until the ledger has everything.
   */
  Duration untilExact() {
    votes.awaitAnswers();
    long quiet = System.nanoTime();
    Waiting.until(() -> wrong().isEmpty());
    Duration took = Duration.ofNanos(System.nanoTime() - quiet);
    votes.drain();
    return took;
  }

  /** Returns the subjects that some subscriber shows with other counts than the ledger has. */
  List<SubjectId> wrong() {
    List<SubjectView> truth = votes.engines().get(0).page(VotingSite.SUBJECTS, null);
    return truth.stream()
        .filter(
            view ->
                !view.exact()
                    || !watchers.stream()
                        .allMatch(watcher -> watcher.shows(view.subject(), view.tally())))
        .map(SubjectView::subject)
        .toList();
  }

  @Override
  public void close() {
    blocked = false;
    votes.close();
  }
}
