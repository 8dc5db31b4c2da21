package io.voteengine.redis.cast;

import io.voteengine.RateLimit;
import io.voteengine.redis.script.Args;
import io.voteengine.redis.script.Keys;
import io.voteengine.redis.script.Replies;
import io.voteengine.redis.script.Script;
import io.voteengine.redis.script.Scripts;
import io.voteengine.spi.PermitReply;
import io.voteengine.spi.SharedLimit;
import io.voteengine.spi.journal.Term;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** The steps of limits over all subjects. */
public final class PermitScripts {
  private final Scripts scripts;
  private final Keys keys;

  public PermitScripts(Scripts scripts, Keys keys) {
    this.scripts = scripts;
    this.keys = keys;
  }

  public CompletionStage<PermitReply> take(Term term, SharedLimit limit) {
    return run(term, limit, true).thenApply(PermitScripts::decode);
  }

  private static PermitReply decode(List<Object> reply) {
    if (Replies.isWrongEpoch(reply)) {
      return PermitReply.Simple.WRONG_EPOCH;
    }
    long wait = (Long) reply.get(0);
    return wait > 0 ? new PermitReply.RateLimited(wait) : PermitReply.Simple.TAKEN;
  }

  public CompletionStage<Boolean> giveBack(Term term, SharedLimit limit) {
    return run(term, limit, false).thenApply(reply -> !Replies.isWrongEpoch(reply));
  }

  private CompletionStage<List<Object>> run(Term term, SharedLimit limit, boolean take) {
    int partition = term.partition();
    byte[][] names =
        new Args().add(keys.meta(partition)).add(keys.limit(partition, limit)).toArray();
    Args args =
        Args.in(term).add(interval(limit.limit())).add(limit.limit().permits()).add(take ? 1 : -1);
    return scripts.run(Script.PERMIT, names, args.toArray());
  }

  /**
   * Returns the microseconds in which one permit comes back, rounded up so that no burst exceeds
   * the permits.
   */
  public static long interval(RateLimit limit) {
    long per = TimeUnit.MICROSECONDS.convert(limit.per());
    return (per + limit.permits() - 1) / limit.permits();
  }
}
