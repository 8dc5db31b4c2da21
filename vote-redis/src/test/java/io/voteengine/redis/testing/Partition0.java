package io.voteengine.redis.testing;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoterId;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.LoadReply;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.ReadReply;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.PartitionState.Meta;
import io.voteengine.spi.journal.Term;
import io.voteengine.tck.testing.SomeLedger;
import io.voteengine.tck.testing.Vote;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** The only partition of a store, which serves in epoch 1 at first, and short ways to call it. */
public final class Partition0 {
  public static final Poll POSTS = Poll.named("posts").unlimited();
  public static final SubjectId A = SubjectId.of("posts", "a");
  public static final SubjectId B = SubjectId.of("posts", "b");
  public static final VoterId ADA = VoterId.of("ada");

  final VoteStore store;
  public final Term term;

  public Partition0(VoteStore store, Poll poll, SubjectId... subjects) {
    this(store, 1, poll, subjects);
  }

  private Partition0(VoteStore store, long epoch, Poll poll, SubjectId... subjects) {
    this.store = store;
    store.open(1, SomeLedger.ID);
    term = new Term(0, epoch, await(store.freeze(0, "start")).identity());
    assertThat(await(store.reset(term, "start"))).isTrue();
    load(poll);
    load(subjects);
  }

  /** The same partition after a recovery. */
  public Partition0 recovered(Poll poll, SubjectId... subjects) {
    return new Partition0(store, term.epoch() + 1, poll, subjects);
  }

  /** Waits for an answer; what it fails with is thrown. */
  public static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(AMPLE.toSeconds(), TimeUnit.SECONDS).join();
  }

  public static CastCommand vote(VoterId voter, SubjectId subject, Choice choice) {
    return Vote.of(voter, subject, choice);
  }

  public void load(Poll poll) {
    PollSnapshot snapshot = new PollSnapshot(poll, PollSnapshot.State.OPEN);
    assertThat(await(store.loadPoll(term, snapshot))).isEqualTo(LoadReply.LOADED);
  }

  public void load(SubjectId... subjects) {
    for (SubjectId subject : subjects) {
      var snapshot = new SubjectSnapshot(subject, 0, 0, 0, true);
      assertThat(await(store.loadSubjects(term, meta().evictions(), List.of(snapshot))))
          .isEqualTo(LoadReply.LOADED);
    }
  }

  public CompletionStage<CastReply> send(CastCommand vote) {
    return send(vote, AMPLE);
  }

  public CompletionStage<CastReply> send(CastCommand vote, Duration patience) {
    return store.cast(term, vote, Deadline.in(patience));
  }

  public CastReply cast(CastCommand vote) {
    return await(send(vote));
  }

  public CastReply.Accepted accepted(CastCommand vote) {
    CastReply reply = cast(vote);
    assertThat(reply).isInstanceOf(CastReply.Accepted.class);
    return (CastReply.Accepted) reply;
  }

  public SubjectView view(SubjectId subject) {
    ReadReply reply = await(store.read(term, List.of(subject), null));
    return ((ReadReply.Read) reply).views().get(0);
  }

  public List<JournalEvent> journal() {
    return await(store.journal(0, Integer.MAX_VALUE)).events();
  }

  public Meta meta() {
    return Objects.requireNonNull(await(store.state(0)).meta());
  }
}
