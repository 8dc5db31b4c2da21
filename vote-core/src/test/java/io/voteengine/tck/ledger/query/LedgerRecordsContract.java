package io.voteengine.tck.ledger.query;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.query.RecordedVote;
import io.voteengine.query.Timeline;
import io.voteengine.query.VoteActivity;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.tck.VoteLedgerContract;
import io.voteengine.tck.ledger.FakeJournal;
import io.voteengine.tck.ledger.LedgerCase;
import io.voteengine.util.Micros;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who voted on what, and when. */
public abstract class LedgerRecordsContract extends LedgerCase {
  private static final Instant NOON = Instant.parse("2026-07-01T12:00:00.000001Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration TICK = Duration.ofNanos(1_000);

  protected LedgerRecordsContract(VoteLedgerContract suite) {
    super(suite);
  }

  @Test
  void votersOfASubjectArePagedEachOnce() {
    List<String> names = List.of("\ud83d\ude00", "\uffee", "a", "B", "\u00e4", "a b", "ab", "zoe");
    List<RecordedVote> expected = new ArrayList<>();
    for (String name : names) {
      VoteEvent event = journal.vote(A, VoterId.of(name), UP);
      expected.add(new RecordedVote(event.voter(), A, UP, Micros.toInstant(event.castAt())));
    }
    journal.vote(A, ADA, UP);
    journal.vote(A, ADA, NONE);
    journal.vote(B, BOB, UP);
    flush();
    List<RecordedVote> read = new ArrayList<>();
    @Nullable VoterId after = null;
    for (List<RecordedVote> page = ledger.records().votesOn(A, after, 3); !page.isEmpty(); ) {
      assertThat(page).hasSizeLessThanOrEqualTo(3);
      read.addAll(page);
      after = page.get(page.size() - 1).voter();
      page = ledger.records().votesOn(A, after, 3);
    }
    assertThat(read).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(ledger.records().votesOn(ELSEWHERE, null, 3)).isEmpty();
  }

  @Test
  void activityIsCountedByIntervalAndVariant() {
    cast(A, "ada", UP, NOON);
    cast(A, "bob", DOWN, NOON);
    cast(A, "eve", UP, NOON.plus(HOUR).minus(TICK));
    cast(A, "ada", NONE, NOON.plus(HOUR));
    cast(A, "dan", UP, NOON.plus(HOUR.multipliedBy(5)));
    cast(A, "zoe", UP, NOON.plus(HOUR.multipliedBy(6)));
    cast(A, "out", UP, NOON.minus(TICK));
    cast(B, "ada", UP, NOON);
    flush();
    Timeline hours = new Timeline(NOON, NOON.plus(HOUR.multipliedBy(6)), HOUR);
    // Votes for something carry a label here, the others do not.
    assertThat(ledger.records().activity(A, hours))
        .containsExactly(
            new VoteActivity(NOON, null, 0, 1, 0),
            new VoteActivity(NOON, "variant", 2, 0, 0),
            new VoteActivity(NOON.plus(HOUR), null, 0, 0, 1),
            new VoteActivity(NOON.plus(HOUR.multipliedBy(5)), "variant", 1, 0, 0));
  }

  @Test
  void activityOfAPollGoesOverAllPartitions() {
    FakeJournal elsewhere = new FakeJournal(new Term(1, 1, "s1"));
    elsewhere.vote(ELSEWHERE, ADA, UP, Micros.of(NOON), RequestId.of(UUID.randomUUID()));
    cast(A, "bob", UP, NOON);
    cast(subject("comments", 0, 0), "eve", UP, NOON);
    flush();
    flush(elsewhere);
    assertThat(ledger.records().activity("posts", Timeline.whole(NOON, NOON.plus(HOUR))))
        .containsExactly(new VoteActivity(NOON, "variant", 2, 0, 0));
    assertThat(ledger.records().activity("unknown", Timeline.whole(NOON, NOON.plus(HOUR))))
        .isEmpty();
  }

  @Test
  void lateVoteIsNoActivity() {
    cast(A, "ada", UP, NOON.plus(TICK));
    cast(A, "ada", DOWN, NOON);
    flush();
    assertThat(ledger.records().activity(A, Timeline.whole(NOON, NOON.plus(HOUR))))
        .containsExactly(new VoteActivity(NOON, "variant", 1, 0, 0));
  }

  @Test
  void activityIsRightOverCenturies() {
    List<Instant> times =
        IntStream.of(1685, 1900, 1970, 2026, 2254)
            .mapToObj(year -> Instant.parse(year + "-06-01T00:00:00.123456Z"))
            .toList();
    for (Instant time : times.subList(2, 5)) {
      cast(A, "voter-" + time, UP, time);
    }
    flush();
    Instant begin = times.get(0);
    Timeline decades = new Timeline(begin, times.get(4).plus(TICK), Duration.ofDays(3_650));
    assertThat(ledger.records().activity(A, decades))
        .extracting(VoteActivity::from)
        .containsExactlyElementsOf(
            times.subList(2, 5).stream()
                .map(
                    time ->
                        begin.plus(
                            Duration.ofDays(
                                Duration.between(begin, time).toDays() / 3_650 * 3_650)))
                .toList());
  }

  private void cast(SubjectId subject, String voter, Choice choice, Instant at) {
    journal.vote(
        subject, VoterId.of(voter), choice, Micros.of(at), RequestId.of(UUID.randomUUID()));
  }
}
