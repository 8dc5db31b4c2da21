package io.voteengine.tck.store;

import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.CastReply.Accepted;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.LoadReply;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.PartitionState.Meta;
import io.voteengine.spi.journal.Term;
import io.voteengine.tck.VoteStoreContract;
import io.voteengine.tck.testing.MovableClock;
import io.voteengine.tck.testing.Replies;
import io.voteengine.tck.testing.SomeLedger;
import io.voteengine.tck.testing.Vote;
import io.voteengine.tck.testing.Waiting;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store before it serves, and several partitions. */
public abstract class PartitionContract {
  private static final int PARTITIONS = 4;
  private static final VoterId ADA = VoterId.of("ada");

  private final VoteStore store;

  protected PartitionContract(VoteStoreContract suite) {
    store = suite.newStore(new MovableClock(), StoreCase.BACKLOG);
  }

  @BeforeEach
  void open() {
    store.open(PARTITIONS, SomeLedger.ID);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void newPartitionHoldsNothing() {
    PartitionState state = Waiting.await(store.state(0));
    assertThat(state.meta()).isNull();
    assertThat(state.identity()).isNotEmpty();
    assertThat(Waiting.await(store.journal(0, 10)).events()).isEmpty();
    assertThat(Waiting.await(store.journal(0, 10)).state()).isEqualTo(state);
  }

  @Test
  void newPartitionServesNoTerm() {
    String identity = Waiting.await(store.state(0)).identity();
    for (Term term :
        List.of(new Term(0, 0, null), new Term(0, 0, identity), new Term(0, 1, identity))) {
      assertThat(Waiting.await(store.applied(term, 0))).isFalse();
      assertThat(cast(term, SubjectId.of("posts", "a"))).isEqualTo(CastReply.Refused.WRONG_EPOCH);
    }
    assertThat(Waiting.await(store.reset(new Term(0, 1, identity), "token"))).isFalse();
    assertThat(Waiting.await(store.state(0)).meta()).isNull();
  }

  @Test
  void freezeCreatesTheRecord() {
    PartitionState state = Waiting.await(store.freeze(3, "token"));
    assertThat(state.meta()).isEqualTo(new Meta(0, 0, 0, 0, 0, "token"));
    assertThat(Waiting.await(store.state(3))).isEqualTo(state);
    assertThat(Waiting.await(store.state(2)).meta()).isNull();
  }

  @Test
  void partitionsDoNotShareNumbersOrFreezes() {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      start(partition, 10 + partition);
      SubjectId subject = subjectOf(partition);
      Accepted reply = (Accepted) cast(term(partition, 10 + partition), subject);
      assertThat(reply.seq()).isEqualTo(1);
      assertThat(reply.tally().epoch()).isEqualTo(10 + partition);
    }
    Waiting.await(store.freeze(1, "token"));
    assertThat(cast(term(1, 11), subjectOf(1))).isEqualTo(CastReply.Refused.WRONG_EPOCH);
    assertThat(cast(term(2, 12), subjectOf(2))).isInstanceOf(CastReply.Accepted.class);
    assertThat(Waiting.await(store.closePoll(term(2, 12), "posts"))).isTrue();
    assertThat(cast(term(2, 12), subjectOf(2))).isEqualTo(CastReply.Refused.POLL_CLOSED);
    assertThat(cast(term(3, 13), subjectOf(3))).isInstanceOf(CastReply.Accepted.class);
    assertThat(Waiting.await(store.top(term(3, 13), "posts", 10)))
        .singleElement()
        .matches(view -> view.subject().equals(subjectOf(3)));
  }

  private void start(int partition, long epoch) {
    Waiting.await(store.freeze(partition, "start"));
    Term term = term(partition, epoch);
    assertThat(Waiting.await(store.reset(term, "start"))).isTrue();
    Poll poll = Poll.named("posts").unlimited();
    Waiting.await(store.loadPoll(term, new PollSnapshot(poll, PollSnapshot.State.OPEN)));
    Meta meta = Objects.requireNonNull(Waiting.await(store.state(partition)).meta(), "no record");
    var snapshot = new SubjectSnapshot(subjectOf(partition), 0, 0, 0, true);
    assertThat(Waiting.await(store.loadSubjects(term, meta.evictions(), List.of(snapshot))))
        .isEqualTo(LoadReply.LOADED);
  }

  private Term term(int partition, long epoch) {
    return new Term(partition, epoch, Waiting.await(store.state(partition)).identity());
  }

  private CastReply cast(Term term, SubjectId subject) {
    return Replies.withoutStanding(
        Waiting.await(store.cast(term, Vote.of(ADA, subject, UP), Deadline.in(Waiting.AMPLE))));
  }

  private static SubjectId subjectOf(int partition) {
    for (int i = 0; ; i++) {
      SubjectId subject = SubjectId.of("posts", "s" + i);
      if (subject.partition(PARTITIONS) == partition) {
        return subject;
      }
    }
  }
}
