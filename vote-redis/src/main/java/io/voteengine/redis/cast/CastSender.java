package io.voteengine.redis.cast;

import io.voteengine.SubjectId;
import io.voteengine.redis.meters.RedisMeters;
import io.voteengine.redis.script.Args;
import io.voteengine.redis.script.Keys;
import io.voteengine.redis.script.Packer;
import io.voteengine.redis.script.Script;
import io.voteengine.redis.script.Scripts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Calls {@code cast.lua}. */
public final class CastSender implements Function<CastBatch, CompletionStage<List<Object>>> {
  private final Scripts scripts;
  private final Keys keys;
  private final int backlog;
  private final RedisMeters meters;
  private final RequestIdPrefixes makers = new RequestIdPrefixes();

  public CastSender(Scripts scripts, Keys keys, int backlog, RedisMeters meters) {
    this.scripts = scripts;
    this.keys = keys;
    this.backlog = backlog;
    this.meters = meters;
  }

  @Override
  public CompletionStage<List<Object>> apply(CastBatch batch) {
    meters.sent(batch.casts().size());
    int partition = batch.term().partition();
    Args names = new Args();
    names.add(keys.meta(partition)).add(keys.journal(partition)).add(keys.makers(partition));
    Map<SubjectId, Integer> numbers = new LinkedHashMap<>();
    for (PendingCast cast : batch.casts()) {
      SubjectId subject = cast.vote().subject();
      if (numbers.putIfAbsent(subject, numbers.size() + 1) == null) {
        names
            .add(keys.subject(partition, subject))
            .add(keys.poll(partition, subject.poll()))
            .add(keys.top(batch.term(), subject.poll()));
      }
    }
    Args args = Args.in(batch.term()).add(backlog).add(makers.sharedIn(batch)).add(numbers.size());
    for (SubjectId subject : numbers.keySet()) {
      args.add(new Packer().text(subject.poll()).text(subject.key()).bytes());
    }
    for (PendingCast cast : batch.casts()) {
      int number = numbers.getOrDefault(cast.vote().subject(), 0);
      long expires = batch.clock().at(batch.term().identity(), cast.deadline());
      args.add(CastCodec.encode(cast.vote(), number, expires));
    }
    return scripts.run(Script.CAST, names.toArray(), args.toArray());
  }
}
