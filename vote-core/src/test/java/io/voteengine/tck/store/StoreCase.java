package io.voteengine.tck.store;

import static io.voteengine.Choice.NONE;
import static io.voteengine.tck.testing.Replies.withoutStanding;
import static io.voteengine.tck.testing.Waiting.AMPLE;
import static io.voteengine.tck.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.VoterId;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.CastReply.Accepted;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.LoadReply;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.ReadReply;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.JournalSlice;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.PartitionState.Meta;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.tck.VoteStoreContract;
import io.voteengine.tck.testing.MovableClock;
import io.voteengine.tck.testing.SomeLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * One test's store: a single partition that serves in epoch 1, with the poll {@code posts} (no
 * limit) and two subjects without votes.
 */
abstract class StoreCase {
  static final int BACKLOG = 200;
  static final Poll POSTS = Poll.named("posts").unlimited();
  static final SubjectId A = SubjectId.of("posts", "a");
  static final SubjectId B = SubjectId.of("posts", "b");
  static final SubjectId ABSENT = SubjectId.of("posts", "absent");
  static final VoterId ADA = VoterId.of("ada");
  static final VoterId BOB = VoterId.of("bob");

  final MovableClock clock = new MovableClock();
  final VoteStore store;
  Term term = new Term(0, 1, null);

  StoreCase(VoteStoreContract suite) {
    this(suite, BACKLOG);
  }

  StoreCase(VoteStoreContract suite, int backlog) {
    this.store = suite.newStore(clock, backlog);
  }

  @BeforeEach
  void serve() {
    store.open(1, SomeLedger.ID);
    term = startEpoch(1);
    load(POSTS);
    loadNew(A, B);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  Term startEpoch(long epoch) {
    Term next = new Term(0, epoch, await(store.freeze(0, "start")).identity());
    assertThat(await(store.reset(next, "start"))).isTrue();
    return next;
  }

  /** Casts a vote; returns only the reason of a refusal, see {@link RefusalContract}. */
  CastReply cast(CastCommand vote) {
    return withoutStanding(answer(vote));
  }

  CastReply answer(CastCommand vote) {
    return await(store.cast(term, vote, Deadline.in(AMPLE)));
  }

  Accepted accepted(CastCommand vote) {
    CastReply reply = cast(vote);
    assertThat(reply).isInstanceOf(Accepted.class);
    return (Accepted) reply;
  }

  static CastReply notLoaded(CastReply.Missing what) {
    return new CastReply.NotLoaded(what);
  }

  Tally tally(long up, long down, long version) {
    return new Tally(up, down, term.epoch(), version);
  }

  void load(Poll poll) {
    load(poll, PollSnapshot.State.OPEN);
  }

  void load(Poll poll, PollSnapshot.State state) {
    load(new PollSnapshot(poll, state));
  }

  void load(PollSnapshot poll) {
    assertThat(await(store.loadPoll(term, poll))).isEqualTo(LoadReply.LOADED);
  }

  void loadNew(SubjectId... subjects) {
    for (SubjectId subject : subjects) {
      load(new SubjectSnapshot(subject, 0, 0, 0, true));
    }
  }

  void load(SubjectSnapshot... subjects) {
    assertThat(await(store.loadSubjects(term, meta().evictions(), List.of(subjects))))
        .isEqualTo(LoadReply.LOADED);
  }

  void load(VoteSnapshot... votes) {
    assertThat(await(store.loadVotes(term, meta().evictions(), List.of(votes))))
        .isEqualTo(LoadReply.LOADED);
  }

  void unload(SubjectId... subjects) {
    assertThat(await(store.unload(term, List.of(subjects)))).isTrue();
  }

  void applyAll() {
    assertThat(await(store.applied(term, meta().seq()))).isTrue();
  }

  int evict() {
    return await(store.evict(term, Duration.ZERO, 1000)).forgotten();
  }

  void closePoll(String poll) {
    assertThat(await(store.closePoll(term, poll))).isTrue();
  }

  PartitionState state() {
    return await(store.state(0));
  }

  Meta meta() {
    return Objects.requireNonNull(state().meta(), "the partition has no record");
  }

  List<JournalEvent> journal() {
    return await(store.journal(0, Integer.MAX_VALUE)).events();
  }

  VoteEvent lastVote() {
    List<JournalEvent> events = journal();
    return (VoteEvent) events.get(events.size() - 1);
  }

  ReadReply.Read read(@Nullable VoterId voter, SubjectId... subjects) {
    ReadReply reply = await(store.read(term, List.of(subjects), voter));
    assertThat(reply).isInstanceOf(ReadReply.Read.class);
    return (ReadReply.Read) reply;
  }

  List<SubjectView> top(String poll, int limit) {
    return await(store.top(term, poll, limit));
  }

  Optional<VoteSnapshot> vote(SubjectId subject, VoterId voter) {
    return await(store.vote(term, subject, voter));
  }

  static SubjectView view(SubjectId subject, Tally tally) {
    return new SubjectView(subject, tally, NONE, true);
  }

  /** Everything that is visible of the partition, to be compared before and after. */
  List<Object> visible() {
    List<Object> all = new ArrayList<>();
    JournalSlice slice = await(store.journal(0, Integer.MAX_VALUE));
    all.add(slice);
    all.add(await(store.read(term, List.of(A, B, ABSENT), null)));
    all.add(top("posts", 100));
    for (VoterId voter : List.of(ADA, BOB)) {
      all.add(await(store.read(term, List.of(A, B, ABSENT), voter)));
      for (SubjectId subject : List.of(A, B, ABSENT)) {
        all.add(vote(subject, voter));
      }
    }
    return all;
  }
}
