package io.voteengine.sync.heal;

import static java.util.stream.Collectors.toSet;

import io.voteengine.spi.Deadline;
import io.voteengine.spi.LoadReply;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.ledger.LedgerRead;
import io.voteengine.spi.rules.SubjectPlaces;
import io.voteengine.sync.heal.PartitionCalls.Call;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntPredicate;

/**
 * Makes the store load the changed rules of polls: in each partition that may have votes of the
 * poll once, and once more when no load of the former rules can be under way any more. One run at a
 * time; others wait for it.
 */
final class PollReloads {
  private final VoteStore store;
  private final VoteLedger ledger;
  private final Duration storeTimeout;
  private final Map<String, PollReloadProgress> reloads = new HashMap<>();

  PollReloads(VoteStore store, VoteLedger ledger, Duration storeTimeout) {
    this.store = store;
    this.ledger = ledger;
    this.storeTimeout = storeTimeout;
  }

  /**
   * Loads what has changed.
   *
   * @param which the partitions to load in
   */
  synchronized void run(IntPredicate which, HealingProgress progress) {
    List<PollSnapshot> stale = ledger.polls().stale();
    reloads.keySet().retainAll(stale.stream().map(poll -> poll.poll().name()).collect(toSet()));
    if (stale.isEmpty()) {
      return;
    }
    List<Position> positions = ledger.positions();
    for (PollSnapshot poll : stale) {
      load(poll, positions, which, progress);
    }
  }

  private void load(
      PollSnapshot poll, List<Position> positions, IntPredicate which, HealingProgress progress) {
    PollReloadProgress reload = reload(poll);
    boolean last = reload.isFormerOver();
    if (last) {
      reload.beginAgain();
    }
    PartitionCalls<LoadReply> calls = new PartitionCalls<>(progress);
    List<Position> having =
        positions.stream()
            .filter(
                position ->
                    SubjectPlaces.mayHave(
                        poll.poll(), position.term().partition(), positions.size()))
            .toList();
    for (Position position : having) {
      int partition = position.term().partition();
      if (which.test(partition) && !reload.hasLoaded(position.term())) {
        calls.begin(partition, () -> load(partition, poll.poll().name(), reload));
      }
    }
    calls.end(Deadline.in(storeTimeout));
    if (reload.hasLoadedAll(having.size())) {
      if (last) {
        ledger.polls().loaded(poll);
      } else {
        reload.completed();
      }
    }
  }

  private PollReloadProgress reload(PollSnapshot poll) {
    String name = poll.poll().name();
    PollReloadProgress known = reloads.get(name);
    if (known != null && known.isOf(poll.revision())) {
      return known;
    }
    PollReloadProgress begun = new PollReloadProgress(poll.revision());
    reloads.put(name, begun);
    return begun;
  }

  private Call<LoadReply> load(int partition, String name, PollReloadProgress reload) {
    LedgerRead<Optional<PollSnapshot>> read = ledger.poll(partition, name);
    return new Call<>(
        load(read),
        reply -> {
          if (reply != LoadReply.LOADED) {
            return false;
          }
          reload.loaded(partition, read.term());
          return true;
        });
  }

  /** Each partition has the poll from its own ledger, whose revisions may be others. */
  private CompletionStage<LoadReply> load(LedgerRead<Optional<PollSnapshot>> read) {
    return read.value()
        .map(found -> store.loadPoll(read.term(), found))
        .orElseGet(() -> CompletableFuture.completedStage(LoadReply.LOADED));
  }
}
