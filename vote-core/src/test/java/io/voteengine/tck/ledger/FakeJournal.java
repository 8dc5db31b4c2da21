package io.voteengine.tck.ledger;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.spi.journal.CloseEvent;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes the events that a store without faults would write in one term of one partition. */
public final class FakeJournal {
  private final Term term;
  private final Map<SubjectId, long[]> counts = new HashMap<>();
  private final Map<List<Object>, Choice> choices = new HashMap<>();
  private final List<JournalEvent> pending = new ArrayList<>();
  private long seq;
  private long chain = JournalEvent.CHAIN_START;
  private long castAt = 1_700_000_000_000_000L;

  public FakeJournal(Term term) {
    this.term = term;
  }

  /** The ledger's position when it has all events so far. */
  public Position position() {
    return new Position(term, seq, chain);
  }

  /** The events since the last call. */
  public List<JournalEvent> take() {
    List<JournalEvent> events = List.copyOf(pending);
    pending.clear();
    return events;
  }

  public VoteEvent vote(SubjectId subject, VoterId voter, Choice choice) {
    return vote(subject, voter, choice, castAt + 1, RequestId.of(UUID.randomUUID()));
  }

  public VoteEvent vote(
      SubjectId subject, VoterId voter, Choice choice, long castAt, RequestId requestId) {
    Choice previous = choices.getOrDefault(List.of(subject, voter), Choice.NONE);
    choices.put(List.of(subject, voter), choice);
    long[] now = counts.computeIfAbsent(subject, s -> new long[3]);
    count(now, previous, -1);
    count(now, choice, 1);
    now[2]++;
    this.castAt = Math.max(this.castAt, castAt);
    VoteEvent event =
        new VoteEvent(
            term.epoch(),
            seq + 1,
            0,
            subject,
            voter,
            previous,
            choice,
            castAt,
            requestId,
            choice == Choice.UP ? "variant" : null,
            now[0],
            now[1],
            now[2]);
    return append(Events.chained(event, chain));
  }

  public CloseEvent close(String poll) {
    CloseEvent event = new CloseEvent(term.epoch(), seq + 1, 0, poll, ++castAt);
    return append(
        new CloseEvent(event.epoch(), event.seq(), event.chainAfter(chain), poll, castAt));
  }

  /** The store loads a subject that the ledger already knows. */
  public void load(SubjectId subject, long up, long down, long version) {
    counts.put(subject, new long[] {up, down, version});
  }

  public void load(SubjectId subject, VoterId voter, Choice choice) {
    choices.put(List.of(subject, voter), choice);
  }

  private <E extends JournalEvent> E append(E event) {
    seq = event.seq();
    chain = event.chain();
    pending.add(event);
    return event;
  }

  private static void count(long[] counts, Choice choice, int by) {
    switch (choice) {
      case UP -> counts[0] += by;
      case DOWN -> counts[1] += by;
      case NONE -> {}
    }
  }
}
