package io.voteengine.redis.read;

import io.voteengine.SubjectId;
import io.voteengine.redis.script.Args;
import io.voteengine.redis.script.Keys;
import io.voteengine.redis.script.Replies;
import io.voteengine.redis.script.Script;
import io.voteengine.redis.script.Scripts;
import io.voteengine.spi.EvictReply;
import io.voteengine.spi.journal.Term;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** The steps that remove subjects from the store, which the ledger keeps. */
public final class Evictions {
  private final Scripts scripts;
  private final Keys keys;

  public Evictions(Scripts scripts, Keys keys) {
    this.scripts = scripts;
    this.keys = keys;
  }

  public CompletionStage<Boolean> unload(Term term, List<SubjectId> subjects) {
    int partition = term.partition();
    Args names = new Args().add(keys.meta(partition)).add(keys.draining(partition));
    for (SubjectId subject : subjects) {
      names.add(keys.subject(partition, subject)).add(keys.top(term, subject.poll()));
    }
    return scripts
        .run(Script.UNLOAD, names.toArray(), Args.in(term).toArray())
        .thenApply(Replies::yes);
  }

  public CompletionStage<EvictReply> evict(Term term, Duration idle, int limit) {
    int partition = term.partition();
    Args names =
        new Args().add(keys.meta(partition)).add(keys.polls(term)).add(keys.garbage(partition));
    Args args = Args.in(term).add(TimeUnit.MICROSECONDS.convert(idle)).add(limit);
    return scripts.run(Script.EVICT, names.toArray(), args.toArray()).thenApply(Evictions::evicted);
  }

  private static EvictReply evicted(List<Object> reply) {
    double used = (Long) reply.get(1);
    long most = (Long) reply.get(2);
    return new EvictReply(Replies.number(reply), most == 0 ? 0 : Math.min(used / most, 1));
  }
}
