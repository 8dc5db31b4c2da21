package io.voteengine.redis.journal;

import io.voteengine.redis.cast.CastLane;
import io.voteengine.redis.cast.ServerClock;
import io.voteengine.redis.script.Args;
import io.voteengine.redis.script.Keys;
import io.voteengine.redis.script.Replies;
import io.voteengine.redis.script.Script;
import io.voteengine.redis.script.Scripts;
import io.voteengine.redis.startup.Ownership;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.JournalSlice;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The steps on a partition's journal and record, for reconciling and recovery. */
public final class Journals {
  private final Scripts scripts;
  private final Keys keys;
  private final Ownership ownership;
  private final List<ServerClock> clocks;

  /**
   * @param clocks one for each partition, updated from the answers
   */
  public Journals(Scripts scripts, Keys keys, Ownership ownership, List<ServerClock> clocks) {
    this.scripts = scripts;
    this.keys = keys;
    this.ownership = ownership;
    this.clocks = clocks;
  }

  public CompletionStage<PartitionState> state(int partition) {
    byte[][] names = {keys.meta(partition)};
    long sent = System.nanoTime();
    return scripts.run(Script.STATE, names).thenApply(reply -> state(partition, reply, sent));
  }

  public CompletionStage<JournalSlice> read(int partition, long after, int limit) {
    byte[][] names = {keys.meta(partition), keys.journal(partition)};
    byte[][] args = new Args().add(limit).add(CastLane.MAX_TOGETHER).add(after).toArray();
    long sent = System.nanoTime();
    return scripts
        .run(Script.JOURNAL, names, args)
        .thenApply(reply -> slice(state(partition, reply, sent), reply, after, limit));
  }

  /**
   * Returns the state and reads the server's clock. Fails when the partition belongs to another
   * ledger.
   */
  private PartitionState state(int partition, List<Object> reply, long sent) {
    PartitionState state = Replies.state(reply);
    ownership.check(state.identity());
    clocks.get(partition).read(state.identity(), Replies.steady(reply), sent);
    return state;
  }

  private static JournalSlice slice(
      PartitionState state, List<Object> reply, long after, int limit) {
    long before = state.meta() == null ? after : Math.max(after, state.meta().applied());
    List<JournalEvent> events = new ArrayList<>();
    for (Object entry : reply.subList(Replies.STATE, reply.size())) {
      for (JournalEvent event : JournalCodec.decode((byte[]) entry)) {
        if (event.seq() > before && events.size() < limit) {
          events.add(event);
        }
      }
    }
    return new JournalSlice(state, events);
  }

  public CompletionStage<Boolean> applied(Term term, long seq) {
    int partition = term.partition();
    byte[][] names = {keys.meta(partition), keys.journal(partition), keys.draining(partition)};
    return scripts
        .run(Script.APPLIED, names, Args.in(term).add(seq).toArray())
        .thenApply(Replies::yes);
  }

  public CompletionStage<Boolean> closePoll(Term term, String poll) {
    int partition = term.partition();
    byte[][] names = {
      keys.meta(partition), keys.journal(partition), keys.poll(partition, poll), keys.polls(term)
    };
    return scripts
        .run(Script.CLOSE_POLL, names, Args.in(term).add(poll).toArray())
        .thenApply(Replies::yes);
  }

  public CompletionStage<PartitionState> freeze(int partition, String token) {
    byte[][] names = {keys.meta(partition)};
    long sent = System.nanoTime();
    Args args =
        new Args().add(token).add(ownership.ledger().toString()).add(ownership.formerText());
    return scripts
        .run(Script.FREEZE, names, args.toArray())
        .thenApply(reply -> state(partition, reply, sent));
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
