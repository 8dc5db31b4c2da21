package io.voteengine.redis.read;

import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoterId;
import io.voteengine.redis.script.Args;
import io.voteengine.redis.script.Keys;
import io.voteengine.redis.script.Script;
import io.voteengine.redis.script.Scripts;
import io.voteengine.redis.script.VoterIdCodec;
import io.voteengine.spi.ReadReply;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.journal.Term;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The steps that read subjects and votes. */
public final class Reads {
  private final Scripts scripts;
  private final Keys keys;

  public Reads(Scripts scripts, Keys keys) {
    this.scripts = scripts;
    this.keys = keys;
  }

  public CompletionStage<ReadReply> read(
      Term term, List<SubjectId> subjects, @Nullable VoterId voter) {
    int partition = term.partition();
    Args names = new Args().add(keys.meta(partition)).add(keys.draining(partition));
    subjects.forEach(subject -> names.add(keys.subject(partition, subject)));
    Args args = Args.in(term).add(voter == null ? new byte[0] : VoterIdCodec.of(voter));
    return scripts
        .run(Script.READ, names.toArray(), args.toArray())
        .thenApply(reply -> ReadCodec.subjects(term, subjects, reply));
  }

  public CompletionStage<List<SubjectView>> top(Term term, String poll, int limit) {
    int partition = term.partition();
    byte[][] names = new Args().add(keys.meta(partition)).add(keys.top(term, poll)).toArray();
    return scripts
        .run(Script.TOP, names, Args.in(term).add(limit).toArray())
        .thenApply(reply -> ReadCodec.top(term, reply));
  }

  public CompletionStage<Optional<VoteSnapshot>> vote(Term term, SubjectId subject, VoterId voter) {
    int partition = term.partition();
    byte[][] names =
        new Args()
            .add(keys.meta(partition))
            .add(keys.makers(partition))
            .add(keys.subject(partition, subject))
            .toArray();
    return scripts
        .run(Script.READ_VOTE, names, Args.in(term).add(VoterIdCodec.of(voter)).toArray())
        .thenApply(reply -> ReadCodec.vote(subject, voter, reply));
  }
}
