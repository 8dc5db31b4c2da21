package io.voteengine.redis.journal;

import io.voteengine.redis.script.Args;
import io.voteengine.redis.script.Keys;
import io.voteengine.redis.script.Replies;
import io.voteengine.redis.script.Script;
import io.voteengine.redis.script.Scripts;
import io.voteengine.redis.startup.Ownership;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Term;
import java.util.concurrent.CompletionStage;

/** The steps that recover a partition: freeze it, and reset it to its next epoch. */
public final class Recoveries {
  private final Scripts scripts;
  private final Keys keys;
  private final Ownership ownership;
  private final PartitionStates states;

  public Recoveries(Scripts scripts, Keys keys, Ownership ownership, PartitionStates states) {
    this.scripts = scripts;
    this.keys = keys;
    this.ownership = ownership;
    this.states = states;
  }

  public CompletionStage<PartitionState> freeze(int partition, String token) {
    byte[][] names = {keys.meta(partition)};
    long sent = System.nanoTime();
    Args args =
        new Args().add(token).add(ownership.ledger().toString()).add(ownership.formerText());
    return scripts
        .run(Script.FREEZE, names, args.toArray())
        .thenApply(reply -> states.in(reply, partition, sent));
  }

  public CompletionStage<Boolean> reset(Term term, String token) {
    int partition = term.partition();
    byte[][] names = {
      keys.meta(partition),
      keys.journal(partition),
      keys.draining(partition),
      keys.makers(partition),
      keys.garbage(partition)
    };
    return scripts
        .run(Script.RESET, names, Args.in(term).add(token).toArray())
        .thenApply(Replies::yes);
  }
}
