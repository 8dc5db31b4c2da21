package io.voteengine.redis.journal;

import io.voteengine.redis.cast.CastLane;
import io.voteengine.redis.script.Args;
import io.voteengine.redis.script.Keys;
import io.voteengine.redis.script.Replies;
import io.voteengine.redis.script.Script;
import io.voteengine.redis.script.Scripts;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.JournalSlice;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The steps on a partition's journal: reading it, trimming it, and closing a poll in it. */
public final class Journals {
  private final Scripts scripts;
  private final Keys keys;
  private final PartitionStates states;

  public Journals(Scripts scripts, Keys keys, PartitionStates states) {
    this.scripts = scripts;
    this.keys = keys;
    this.states = states;
  }

  public CompletionStage<JournalSlice> read(int partition, long after, int limit) {
    byte[][] names = {keys.meta(partition), keys.journal(partition)};
    byte[][] args = new Args().add(limit).add(CastLane.MAX_TOGETHER).add(after).toArray();
    long sent = System.nanoTime();
    return scripts
        .run(Script.JOURNAL, names, args)
        .thenApply(reply -> slice(states.in(reply, partition, sent), reply, after, limit));
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
}
