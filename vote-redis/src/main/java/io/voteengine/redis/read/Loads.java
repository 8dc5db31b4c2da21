package io.voteengine.redis.read;

import static java.util.stream.Collectors.groupingBy;

import io.voteengine.Poll;
import io.voteengine.RateLimit;
import io.voteengine.RequestId;
import io.voteengine.VoterId;
import io.voteengine.poll.VoteBudget;
import io.voteengine.redis.cast.PermitScripts;
import io.voteengine.redis.script.Args;
import io.voteengine.redis.script.Keys;
import io.voteengine.redis.script.Packer;
import io.voteengine.redis.script.Replies;
import io.voteengine.redis.script.Script;
import io.voteengine.redis.script.Scripts;
import io.voteengine.redis.script.VoterIdCodec;
import io.voteengine.spi.HeldVotes;
import io.voteengine.spi.LoadReply;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.journal.Term;
import io.voteengine.util.Micros;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The steps that install in the store what the ledger has. */
public final class Loads {
  private final Scripts scripts;
  private final Keys keys;

  public Loads(Scripts scripts, Keys keys) {
    this.scripts = scripts;
    this.keys = keys;
  }

  public CompletionStage<LoadReply> poll(Term term, PollSnapshot snapshot) {
    Poll poll = snapshot.poll();
    int partition = term.partition();
    Args names =
        new Args()
            .add(keys.meta(partition))
            .add(keys.poll(partition, poll.name()))
            .add(keys.polls(term));
    RateLimit limit = poll.limit();
    VoteBudget budget = poll.budget();
    long interval = limit == null ? 0 : PermitScripts.interval(limit);
    Args args =
        Args.in(term)
            .add(poll.name())
            .add(snapshot.state().ordinal())
            .add(poll.choices().stream().mapToInt(choice -> 1 << choice.ordinal()).sum())
            .add(micros(poll.opensAt(), 0))
            .add(micros(poll.closesAt(), Packer.MAX_NUMBER))
            .add(interval)
            .add(limit == null ? 0 : interval * limit.permits())
            .add(snapshot.over() ? 1 : 0)
            .add(snapshot.revision())
            .add(budget == null ? 0 : budget.votes())
            .add(budget != null && budget.whenSpent() == VoteBudget.WhenSpent.MOVE ? 1 : 0)
            .add(poll.listed() ? 1 : 0);
    return scripts.run(Script.LOAD_POLL, names.toArray(), args.toArray()).thenApply(Replies::load);
  }

  private static long micros(@Nullable Instant instant, long otherwise) {
    long micros = instant == null ? otherwise : Micros.of(instant);
    return Math.min(Math.max(micros, 0), Packer.MAX_NUMBER);
  }

  public CompletionStage<LoadReply> subjects(
      Term term, long evictions, List<SubjectSnapshot> snapshots) {
    int partition = term.partition();
    Args names =
        new Args()
            .add(keys.meta(partition))
            .add(keys.polls(term))
            .add(keys.draining(partition))
            .add(keys.makers(partition));
    Args args = Args.in(term).add(evictions);
    for (SubjectSnapshot snapshot : snapshots) {
      String poll = snapshot.subject().poll();
      names.add(keys.subject(partition, snapshot.subject())).add(keys.top(term, poll));
      Packer packer =
          new Packer()
              .i56(snapshot.up())
              .i56(snapshot.down())
              .u56(snapshot.version())
              .u8((snapshot.complete() ? 1 : 0) + 4 * snapshot.listing().ordinal())
              .bytes(owner(snapshot))
              .text(poll);
      snapshot.votes().forEach(vote -> encode(vote, packer));
      args.add(packer.bytes());
    }
    return scripts
        .run(Script.LOAD_SUBJECTS, names.toArray(), args.toArray())
        .thenApply(Replies::load);
  }

  private static byte[] owner(SubjectSnapshot snapshot) {
    VoterId owner = snapshot.owner();
    return owner == null ? new byte[0] : VoterIdCodec.of(owner);
  }

  public CompletionStage<LoadReply> votes(Term term, long evictions, List<VoteSnapshot> snapshots) {
    int partition = term.partition();
    Args names = new Args().add(keys.meta(partition)).add(keys.makers(partition));
    Args args = Args.in(term).add(evictions);
    for (VoteSnapshot snapshot : snapshots) {
      names.add(keys.subject(partition, snapshot.subject()));
      args.add(encode(snapshot, new Packer()).bytes());
    }
    return scripts.run(Script.LOAD_VOTES, names.toArray(), args.toArray()).thenApply(Replies::load);
  }

  /** In one call for each poll; the answer is the worst of them. */
  public CompletionStage<LoadReply> held(Term term, long evictions, List<HeldVotes> all) {
    CompletionStage<LoadReply> replies = CompletableFuture.completedStage(LoadReply.LOADED);
    Map<String, List<HeldVotes>> byPoll =
        all.stream().collect(groupingBy(held -> held.voter().poll()));
    for (Map.Entry<String, List<HeldVotes>> poll : byPoll.entrySet()) {
      replies =
          replies.thenCombine(
              held(term, evictions, poll.getKey(), poll.getValue()),
              (one, other) -> one == LoadReply.LOADED ? other : one);
    }
    return replies;
  }

  private CompletionStage<LoadReply> held(
      Term term, long evictions, String poll, List<HeldVotes> voters) {
    Args names =
        new Args()
            .add(keys.meta(term.partition()))
            .add(keys.polls(term))
            .add(keys.draining(term.partition()))
            .add(keys.held(term, poll));
    Args args = Args.in(term).add(evictions).add(poll);
    for (HeldVotes held : voters) {
      Packer packer = new Packer();
      for (VoteSnapshot vote : held.votes()) {
        packer.u8(vote.choice().ordinal()).u56(vote.castAt()).text(vote.subject().key());
      }
      args.add(VoterIdCodec.of(held.voter().voter())).add(packer.bytes());
    }
    return scripts.run(Script.LOAD_HELD, names.toArray(), args.toArray()).thenApply(Replies::load);
  }

  private static Packer encode(VoteSnapshot snapshot, Packer packer) {
    packer.u8(snapshot.choice().ordinal()).u56(snapshot.castAt());
    RequestId request = snapshot.requestId();
    if (request == null) {
      packer.u8(0);
    } else {
      packer.u8(16).request(request);
    }
    return packer.bytes(VoterIdCodec.of(snapshot.voter()));
  }
}
