package io.voteengine.memory;

import io.voteengine.Choice;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.journal.CloseEvent;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.VoteEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The events of one epoch that the ledger is not known to have. Guarded by the partition's lock.
 */
final class Journal {
  private final long epoch;
  private final Deque<JournalEvent> events = new ArrayDeque<>();
  private long seq;
  private long chain = JournalEvent.CHAIN_START;
  private long applied;

  Journal(long epoch) {
    this.epoch = epoch;
  }

  long epoch() {
    return epoch;
  }

  long seq() {
    return seq;
  }

  long chain() {
    return chain;
  }

  long applied() {
    return applied;
  }

  int size() {
    return events.size();
  }

  /** Appends a vote and returns its number. The subject already counts it. */
  long append(CastCommand vote, Subject subject, Choice previous, Choice choice, long castAt) {
    VoteEvent event = event(vote, subject, previous, choice, castAt, 0);
    return append(event(vote, subject, previous, choice, castAt, event.chainAfter(chain)));
  }

  /** Appends a close marker and returns its number. */
  long append(String poll, long castAt) {
    CloseEvent event = new CloseEvent(epoch, seq + 1, 0, poll, castAt);
    return append(new CloseEvent(epoch, seq + 1, event.chainAfter(chain), poll, castAt));
  }

  void applied(long upTo) {
    applied = Math.max(applied, upTo);
    while (!events.isEmpty() && events.getFirst().seq() <= applied) {
      events.removeFirst();
    }
  }

  List<JournalEvent> oldest(long after, int limit) {
    return events.stream().dropWhile(event -> event.seq() <= after).limit(limit).toList();
  }

  private long append(JournalEvent event) {
    events.addLast(event);
    seq = event.seq();
    chain = event.chain();
    return seq;
  }

  private VoteEvent event(
      CastCommand vote, Subject subject, Choice previous, Choice choice, long castAt, long chain) {
    return new VoteEvent(
        epoch,
        seq + 1,
        chain,
        subject.id,
        vote.voter(),
        previous,
        choice,
        castAt,
        vote.requestId(),
        vote.variant(),
        subject.up,
        subject.down,
        subject.version);
  }
}
