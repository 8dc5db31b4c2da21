package io.voteengine.tck.store;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static io.voteengine.tck.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.VoterId;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.CastReply.Accepted;
import io.voteengine.spi.CastReply.Refused;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.journal.CloseEvent;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.JournalSlice;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.tck.VoteStoreContract;
import io.voteengine.tck.testing.Vote;
import io.voteengine.tck.testing.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The journal: dense, chained, trimmed exactly, and bounded. */
public abstract class JournalContract extends StoreCase {
  private static final List<Choice> TURNS = List.of(UP, DOWN, NONE);

  protected JournalContract(VoteStoreContract suite) {
    super(suite);
  }

  @Test
  void journalIsDenseAndChained() {
    castSome(20);
    closePoll("posts");
    accepted(Vote.resent(5, Vote.of(VoterId.of("late"), A, UP)));
    List<JournalEvent> events = journal();
    assertThat(events).hasSize(22);
    assertDenseAndChained(events, 1, JournalEvent.CHAIN_START);
    assertThat(meta().seq()).isEqualTo(22);
    assertThat(meta().chain()).isEqualTo(events.get(21).chain());
    assertThat(events).allMatch(event -> event.epoch() == 1);
    assertThat(events.get(20)).isInstanceOf(CloseEvent.class);
  }

  @Test
  void chainIsExactForTheLargestRequestsAndTimes() {
    accepted(Vote.at(9_007_199_254_740L, Vote.by(request(-1L), Vote.of(ADA, A, UP))));
    accepted(Vote.at(1_700_000_000_123_456L, Vote.by(request(0xffff_fffeL), Vote.of(BOB, A, UP))));
    accepted(Vote.at(1, Vote.by(request(Long.MIN_VALUE), Vote.of(ADA, B, UP))));
    assertDenseAndChained(journal(), 1, JournalEvent.CHAIN_START);
  }

  @Test
  void eventCarriesTheTallyAfterIt() {
    long up = 0;
    long down = 0;
    long version = 0;
    castSome(30);
    for (JournalEvent event : journal()) {
      VoteEvent vote = (VoteEvent) event;
      up += (vote.choice() == UP ? 1 : 0) - (vote.previous() == UP ? 1 : 0);
      down += (vote.choice() == DOWN ? 1 : 0) - (vote.previous() == DOWN ? 1 : 0);
      version++;
      assertThat(vote.up()).isEqualTo(up);
      assertThat(vote.down()).isEqualTo(down);
      assertThat(vote.version()).isEqualTo(version);
    }
    assertThat(read(null, A).views()).containsExactly(view(A, tally(up, down, version)));
  }

  @Test
  void journalIsReadOldestFirstUpToTheLimit() {
    castSome(10);
    JournalSlice slice = await(store.journal(0, 3));
    assertThat(slice.events()).isEqualTo(journal().subList(0, 3));
    assertThat(slice.state()).isEqualTo(state());
    assertThat(await(store.journal(0, 1000)).events()).hasSize(10);
  }

  @Test
  void journalIsReadInPartsFromAnyNumberOn() {
    // Sent together, so that a store may keep several events in one entry.
    List<CompletableFuture<CastReply>> sent = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      CastCommand vote = Vote.of(VoterId.of("v" + i), A, UP);
      sent.add(store.cast(term, vote, Deadline.in(Waiting.AMPLE)).toCompletableFuture());
    }
    assertThat(sent).allMatch(reply -> await(reply) instanceof Accepted);
    assertThat(await(store.applied(term, 3))).isTrue();
    List<JournalEvent> all = journal();
    for (long after : new long[] {0, 2, 3, 4, 17, 38, 39, 40, 1_000}) {
      List<JournalEvent> later = all.stream().filter(event -> event.seq() > after).toList();
      assertThat(await(store.journal(0, after, 7)).events())
          .as("after %d", after)
          .isEqualTo(later.subList(0, Math.min(7, later.size())));
      assertThat(await(store.journal(0, after, 1_000)).events()).isEqualTo(later);
    }
    assertThat(await(store.journal(0, 1_000, 7)).state()).isEqualTo(state());
  }

  @Test
  void appliedTrimsExactlyUpToTheWatermark() {
    castSome(10);
    List<JournalEvent> all = journal();
    assertThat(await(store.applied(term, 4))).isTrue();
    assertThat(journal()).isEqualTo(all.subList(4, 10));
    assertThat(meta().applied()).isEqualTo(4);
    assertThat(meta().seq()).isEqualTo(10);
    assertThat(meta().chain()).isEqualTo(all.get(9).chain());
  }

  @Test
  void watermarkIsNeverLowered() {
    castSome(10);
    assertThat(await(store.applied(term, 7))).isTrue();
    assertThat(await(store.applied(term, 3))).isTrue();
    assertThat(await(store.applied(term, 0))).isTrue();
    assertThat(meta().applied()).isEqualTo(7);
    assertThat(journal()).hasSize(3);
  }

  @Test
  void numbersAndChainGoOnAfterEverythingWasTrimmed() {
    castSome(3);
    long chain = meta().chain();
    applyAll();
    assertThat(journal()).isEmpty();
    Accepted next = accepted(Vote.of(VoterId.of("next"), A, UP));
    assertThat(next.seq()).isEqualTo(4);
    assertDenseAndChained(journal(), 4, chain);
  }

  @Test
  void fullBacklogRefusesNewVotesAndChangesNothing() {
    fill();
    List<Object> before = visible();
    assertThat(cast(Vote.of(ADA, A, UP))).isEqualTo(Refused.BACKLOG_FULL);
    assertThat(cast(Vote.retried(Vote.of(ADA, A, UP)))).isEqualTo(Refused.BACKLOG_FULL);
    assertThat(cast(Vote.at(clock.micros(), Vote.of(ADA, A, UP)))).isEqualTo(Refused.BACKLOG_FULL);
    assertThat(visible()).isEqualTo(before);
  }

  @Test
  void resentVotesPassAFullBacklog() {
    fill();
    accepted(Vote.resent(1000, Vote.of(ADA, A, UP)));
    assertThat(journal()).hasSize(BACKLOG + 1);
  }

  @Test
  void trimmedJournalTakesVotesAgain() {
    fill();
    assertThat(await(store.applied(term, 1))).isTrue();
    accepted(Vote.of(ADA, A, UP));
    assertThat(cast(Vote.of(BOB, A, UP))).isEqualTo(Refused.BACKLOG_FULL);
  }

  @Test
  void emptyPartitionHasAnEmptyJournal() {
    assertThat(await(store.journal(0, 10)))
        .isEqualTo(
            new JournalSlice(
                new PartitionState(
                    state().identity(),
                    new PartitionState.Meta(1, 0, 0, 0, meta().evictions(), null)),
                List.of()));
  }

  static void assertDenseAndChained(List<JournalEvent> events, long firstSeq, long chainBefore) {
    long seq = firstSeq;
    long chain = chainBefore;
    for (JournalEvent event : events) {
      assertThat(event.seq()).isEqualTo(seq++);
      assertThat(event.chain()).isEqualTo(event.chainAfter(chain));
      chain = event.chain();
    }
  }

  private static RequestId request(long low) {
    return RequestId.of(new UUID(3, low));
  }

  private void castSome(int votes) {
    for (int i = 0; i < votes; i++) {
      accepted(Vote.of(VoterId.of("v" + i % 4), A, TURNS.get(i / 4 % 3)));
    }
  }

  private void fill() {
    for (int i = 0; i < BACKLOG; i++) {
      accepted(Vote.of(VoterId.of("v" + i), A, UP));
    }
  }
}
