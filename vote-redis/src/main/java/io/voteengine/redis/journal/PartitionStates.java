package io.voteengine.redis.journal;

import io.voteengine.redis.cast.ServerClock;
import io.voteengine.redis.script.Keys;
import io.voteengine.redis.script.Replies;
import io.voteengine.redis.script.Script;
import io.voteengine.redis.script.Scripts;
import io.voteengine.redis.startup.Ownership;
import io.voteengine.spi.journal.PartitionState;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Reads the states of partitions, and from each of them the time of the partition's clock. */
public final class PartitionStates {
  private final Scripts scripts;
  private final Keys keys;
  private final Ownership ownership;
  private final List<ServerClock> clocks;

  /**
   * @param clocks one for each partition, updated from the answers
   */
  public PartitionStates(
      Scripts scripts, Keys keys, Ownership ownership, List<ServerClock> clocks) {
    this.scripts = scripts;
    this.keys = keys;
    this.ownership = ownership;
    this.clocks = clocks;
  }

  public CompletionStage<PartitionState> state(int partition) {
    byte[][] names = {keys.meta(partition)};
    long sent = System.nanoTime();
    return scripts.run(Script.STATE, names).thenApply(reply -> in(reply, partition, sent));
  }

  /**
   * Returns the state in a reply, and reads the server's clock. Fails when the partition belongs to
   * another ledger.
   *
   * @param sent a moment before the call was sent, on the clock of {@link System#nanoTime()}
   */
  PartitionState in(List<Object> reply, int partition, long sent) {
    PartitionState state = Replies.state(reply);
    ownership.check(state.identity());
    clocks.get(partition).read(state.identity(), Replies.steady(reply), sent);
    return state;
  }
}
