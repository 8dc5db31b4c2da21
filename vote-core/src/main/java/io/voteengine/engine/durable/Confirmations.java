package io.voteengine.engine.durable;

import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoteException;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.engine.cast.OwedVotes;
import io.voteengine.engine.cast.VoterTurns;
import io.voteengine.engine.health.Counters;
import io.voteengine.engine.notify.Listeners;
import io.voteengine.engine.read.Terms;
import io.voteengine.log.LogThrottle;
import io.voteengine.query.HistoryEntry;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows every acknowledged vote until the ledger has it. {@link Unconfirmed} remembers the votes,
 * {@link Resending} sends again what a store has lost, and {@link VoteEnds} reports how they end.
 */
public final class Confirmations implements OwedVotes {
  /** Sends a vote again, until it is answered. */
  public interface Sender {
    CompletableFuture<CastReply> send(CastCommand command);
  }

  /** Is told of an acknowledged vote that is refused because its poll has closed. */
  public interface Late {
    void refused(int partition, CastCommand vote);
  }

  /** Finds the entries of the ledger's audit log with the given request ids. */
  public interface Log {
    CompletableFuture<List<HistoryEntry>> find(int partition, List<RequestId> requests);
  }

  private static final Logger log = LoggerFactory.getLogger(Confirmations.class);

  private final LogThrottle logAgain = new LogThrottle();
  private final Unconfirmed unconfirmed;
  private final int limit;
  private final Terms terms;
  private final VoteEnds ends;
  private final Late late;
  private final Resending resending;
  private final LongAdder left = new LongAdder();
  private final Set<Integer> leftIn = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param sender sends votes again
   * @param ledgerLog finds which of them the ledger already has
   * @param turns the turns of the voters, in which votes are sent again
   * @param executor sends the votes, without blocking
   * @param late receives each of them that is refused because its poll has closed
   */
  public Confirmations(
      int partitions,
      int limit,
      Terms terms,
      Sender sender,
      Log ledgerLog,
      VoterTurns turns,
      Executor executor,
      Late late,
      Listeners listeners,
      Counters counters) {
    this.late = late;
    this.unconfirmed = new Unconfirmed(partitions, terms::order);
    this.limit = limit;
    this.terms = terms;
    this.ends = new VoteEnds(listeners, counters);
    this.resending =
        new Resending(
            partitions,
            unconfirmed,
            terms,
            sender,
            new LedgerLookup(ledgerLog),
            turns,
            executor,
            listeners,
            new ResentOutcomes());
  }

  public boolean isFull() {
    return unconfirmed.size() >= limit;
  }

  /**
   * Remembers an acknowledged vote.
   *
   * @param command the command that sends it again, with the time that it was given
   * @param epoch epoch in which the store answered
   * @param seq number of the event that set the choice; 0: the ledger already has the vote
   * @param owner to whom its subject belongs; null: it is not recorded
   * @return completes when the ledger has it
   */
  public CompletableFuture<@Nullable Void> keep(
      CastCommand command, long epoch, long seq, @Nullable VoterId owner) {
    if (seq == 0) {
      ends.durable(command, owner);
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<@Nullable Void> durable = new CompletableFuture<>();
    int partition = terms.partitionOf(command.subject());
    Unconfirmed.Entry entry = new Unconfirmed.Entry(epoch, seq, command, owner, durable);
    settle(partition, unconfirmed.keep(partition, entry));
    return durable;
  }

  /**
   * Returns how many acknowledged votes the ledger is not known to have, including those left
   * behind at the end.
   */
  public long size() {
    return unconfirmed.size() + left.sum();
  }

  public int limit() {
    return limit;
  }

  /** Returns how long the oldest of them has been waiting; zero when there is none. */
  public Duration oldest() {
    return Duration.ofNanos(unconfirmed.oldestNanos());
  }

  /** Returns how long the last durable vote took from its answer to the ledger; null: none yet. */
  public @Nullable Duration lag() {
    return ends.lag();
  }

  /** Returns in how many partitions votes were left behind at the end. */
  public int partitionsLeft() {
    return leftIn.size();
  }

  /** Returns the acknowledged votes that the ledger is not known to have. */
  public List<CompletableFuture<@Nullable Void>> open() {
    return unconfirmed.all().stream().map(Unconfirmed.Entry::durable).toList();
  }

  /** Returns whether votes of a poll were acknowledged and are not known to be there. */
  public boolean hasOpen(String poll) {
    return unconfirmed.all().stream()
        .anyMatch(entry -> entry.command().subject().poll().equals(poll));
  }

  /** Returns those of a poll. */
  public List<Unconfirmed.Entry> of(String poll) {
    return unconfirmed.all().stream()
        .filter(entry -> entry.command().subject().poll().equals(poll))
        .toList();
  }

  int partitionOf(SubjectId subject) {
    return terms.partitionOf(subject);
  }

  /**
   * Returns whether a vote of this voter on this subject was acknowledged and is not known to be
   * there.
   */
  public boolean hasOpen(VoteKey key) {
    return !unconfirmed.of(terms.partitionOf(key.subject()), key).isEmpty();
  }

  /** Returns whether this request was acknowledged and the ledger is not known to have it. */
  public boolean isOpen(VoteKey key, RequestId requestId) {
    return unconfirmed.has(terms.partitionOf(key.subject()), key, requestId);
  }

  @Override
  public Optional<Unconfirmed.Entry> find(VoteKey key, RequestId requestId) {
    return unconfirmed.of(terms.partitionOf(key.subject()), key).stream()
        .filter(entry -> entry.isOf(key, requestId))
        .findAny();
  }

  /** See {@link VoteReconciler.Listener#unconfirmed}. */
  List<CastCommand> unconfirmed(VoteKey key) {
    return unconfirmed.of(terms.partitionOf(key.subject()), key).stream()
        .map(Unconfirmed.Entry::command)
        .toList();
  }

  /** See {@link VoteReconciler.Listener#castInLedger}. */
  void castInLedger(CastCommand vote, CastReply reply) {
    int partition = terms.partitionOf(vote.subject());
    VoteKey key = new VoteKey(vote.subject(), vote.voter());
    for (Unconfirmed.Entry entry : unconfirmed.of(partition, key)) {
      if (entry.isOf(key, vote.requestId())) {
        answeredByLedger(partition, entry, reply);
      }
    }
  }

  private void answeredByLedger(int partition, Unconfirmed.Entry entry, CastReply reply) {
    if (reply instanceof CastReply.Quarantined quarantined) {
      if (unconfirmed.forget(partition, entry)) {
        ends.refused(entry, quarantined.reason());
      }
    } else if (reply instanceof CastReply.Recorded recorded && recorded.seq() == 0) {
      durableIfHere(partition, entry);
    }
  }

  private void durableIfHere(int partition, Unconfirmed.Entry entry) {
    if (unconfirmed.forget(partition, entry)) {
      ends.durable(entry);
    }
  }

  /**
   * Sends again, in their order, one voter's acknowledged votes on one subject, in a ballot poll on
   * all of them, that are of earlier epochs than the term and that the ledger does not have either.
   *
   * @return true when nothing is left to be sent
   */
  @Override
  public CompletableFuture<Boolean> send(Term term, VoteKey key) {
    return resending.sendOwed(term, key);
  }

  private final class ResentOutcomes implements Resending.Outcomes {
    @Override
    public void known(int partition, Unconfirmed.Entry vote) {
      durableIfHere(partition, vote);
    }

    @Override
    public void answeredByLedger(int partition, Unconfirmed.Entry vote, CastReply reply) {
      Confirmations.this.answeredByLedger(partition, vote, reply);
    }

    @Override
    public void taken(int partition, Unconfirmed.Entry vote, Unconfirmed.Entry again) {
      settle(partition, unconfirmed.keep(partition, vote, again));
      ends.sentAgain(vote.command());
    }

    @Override
    public void refused(int partition, Unconfirmed.Entry vote, CastReply reply) {
      ends.lost(vote, "it is refused now: " + reply);
      unconfirmed.forget(partition, vote);
      CastReply reason = reply instanceof CastReply.Declined declined ? declined.reason() : reply;
      if (reason == CastReply.Refused.POLL_CLOSED) {
        late.refused(partition, vote.command());
      }
    }
  }

  /** Returns whether the store of this term may lack votes that this engine has acknowledged. */
  public boolean isLackedBy(Term term) {
    return isLackedBy(term.partition(), term.epoch());
  }

  /** Returns whether a partition's store of this epoch may lack them. */
  public boolean isLackedBy(int partition, long epoch) {
    return unconfirmed.lacks(partition, epoch);
  }

  void quarantined(Term term, Map<Long, String> reasons) {
    unconfirmed.refuse(term, reasons);
  }

  void watermark(Position position) {
    terms.learned(position.term());
    settle(position.term().partition(), unconfirmed.watermark(position));
  }

  /** Returns whether acknowledged votes of the partition wait for the ledger. */
  boolean awaits(int partition) {
    return unconfirmed.awaits(partition);
  }

  private void settle(int partition, Unconfirmed.Settled settled) {
    settled.durable().forEach(ends::durable);
    settled.refused().forEach(ends::refused);
    List<Unconfirmed.Entry> again = settled.sendAgain();
    if (!again.isEmpty()) {
      logAgain.run(
          others ->
              log.warn(
                  "Partition {} has a new epoch; sending {} acknowledged votes again. This happened"
                      + " {} more times since the last such line",
                  partition,
                  again.size(),
                  others));
      resending.sendAll(partition, again);
    }
    if (closed) {
      close();
    }
  }

  /**
   * Reports that the database has refused a vote for its data. Returns the exception for the
   * caller.
   */
  public VoteLedgerException refused(CastCommand vote, String reason) {
    return ends.refused(vote, reason);
  }

  /** Stops waiting for votes. Their futures fail. */
  public void close() {
    closed = true;
    List<Unconfirmed.Entry> entries = unconfirmed.clear();
    left.add(entries.size());
    for (Unconfirmed.Entry entry : entries) {
      leftIn.add(terms.partitionOf(entry.command().subject()));
      entry
          .durable()
          .completeExceptionally(
              new VoteException(
                  "The engine was closed before the ledger confirmed the vote; only the store has"
                      + " it.",
                  null));
    }
  }
}
