package io.voteengine;

import io.voteengine.log.LogThrottle;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Position;
import io.voteengine.spi.Term;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees every acknowledged vote through to the ledger: confirms it, or sends it again. */
final class Confirmations {
  /** Sends a vote once more, until it is answered. */
  interface Sender {
    CompletableFuture<CastOutcome> send(CastCommand command);
  }

  private static final Logger log = LoggerFactory.getLogger(Confirmations.class);
  private static final Duration RESEND_PAUSE = Duration.ofMillis(200);

  private final LogThrottle logAgain = new LogThrottle();
  private final LogThrottle logMistake = new LogThrottle();
  private final LogThrottle logLost = new LogThrottle();
  private final Unconfirmed unconfirmed;
  private final int limit;
  private final Terms terms;
  private final Sender sender;
  private final Resender[] resenders;
  private final Listeners listeners;
  private final Counters counters;
  private final LongAdder left = new LongAdder();
  private final Set<Integer> leftIn = ConcurrentHashMap.newKeySet();
  private volatile long lagNanos = -1;
  private volatile boolean closed;

  /**
   * @param sender sends votes again
   * @param executor runs the sending, which does not block
   */
  Confirmations(
      int partitions,
      int limit,
      Terms terms,
      Sender sender,
      Executor executor,
      Listeners listeners,
      Counters counters) {
    this.listeners = listeners;
    this.counters = counters;
    this.unconfirmed = new Unconfirmed(partitions);
    this.limit = limit;
    this.terms = terms;
    this.sender = sender;
    this.resenders = new Resender[partitions];
    Executor later =
        CompletableFuture.delayedExecutor(RESEND_PAUSE.toMillis(), TimeUnit.MILLISECONDS, executor);
    Arrays.setAll(
        resenders,
        partition -> new Resender(entry -> sendAgain(partition, entry), executor, later));
  }

  boolean isFull() {
    return unconfirmed.size() >= limit;
  }

  /**
   * Remembers an acknowledged vote.
   *
   * @param seq number of the event that it rests on; 0: the ledger has it already
   * @return completes when the ledger has it
   */
  CompletableFuture<@Nullable Void> keep(Term term, long seq, CastCommand command) {
    if (seq == 0) {
      tellDurable(command);
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<@Nullable Void> durable = new CompletableFuture<>();
    Unconfirmed.Entry entry = new Unconfirmed.Entry(term.epoch(), seq, command, durable);
    settle(term.partition(), unconfirmed.keep(term.partition(), entry));
    return durable;
  }

  /** How many acknowledged votes the ledger is not known to have; the last word after the end. */
  long size() {
    return unconfirmed.size() + left.sum();
  }

  int limit() {
    return limit;
  }

  /** For how long the oldest of them has been waiting; zero where there is none. */
  Duration oldest() {
    return Duration.ofNanos(
        unconfirmed.all().stream().mapToLong(Unconfirmed.Entry::ageNanos).max().orElse(0));
  }

  /** How long a vote took from its answer to the ledger, that of the last; null: none yet. */
  @Nullable Duration lag() {
    return lagNanos < 0 ? null : Duration.ofNanos(lagNanos);
  }

  /** In how many partitions votes were left behind at the end. */
  int partitionsLeft() {
    return leftIn.size();
  }

  /** The acknowledged votes that the ledger is not known to have. */
  List<CompletableFuture<@Nullable Void>> open() {
    return unconfirmed.all().stream().map(Unconfirmed.Entry::durable).toList();
  }

  /** Whether this request was acknowledged and the ledger is not known to have it. */
  boolean isOpen(int partition, RequestId requestId) {
    return unconfirmed.has(partition, requestId);
  }

  /** Whether the store of this term may lack votes that this engine has acknowledged. */
  boolean isLackedBy(Term term) {
    return unconfirmed.lacks(term);
  }

  void quarantined(Term term, Map<Long, String> reasons) {
    unconfirmed.refuse(term, reasons);
  }

  void watermark(Position position) {
    terms.heard(position.term());
    settle(position.term().partition(), unconfirmed.watermark(position));
  }

  /** Whether acknowledged votes of the partition wait for the ledger. */
  boolean awaits(int partition) {
    return unconfirmed.awaits(partition);
  }

  private void settle(int partition, Unconfirmed.Settled settled) {
    settled.durable().forEach(this::durable);
    settled.refused().forEach(this::refused);
    List<Unconfirmed.Entry> again = settled.sendAgain();
    if (!again.isEmpty()) {
      logAgain.run(
          others ->
              log.warn(
                  "Partition {} has a new epoch; sending {} acknowledged votes again. So it was {}"
                      + " times more since the last such line",
                  partition,
                  again.size(),
                  others));
      resenders[partition].send(again);
    }
    if (closed) {
      close();
    }
  }

  private CompletableFuture<Boolean> sendAgain(int partition, Unconfirmed.Entry entry) {
    return sender
        .send(entry.command())
        .handle((outcome, failure) -> isSettled(partition, entry, outcome, failure));
  }

  private boolean isSettled(
      int partition,
      Unconfirmed.Entry entry,
      @Nullable CastOutcome outcome,
      @Nullable Throwable failure) {
    CastReply reply = outcome == null ? null : outcome.reply();
    if (outcome == null || reply == null) {
      if (failure == null || Failures.cause(failure) instanceof VoteException) {
        log.debug("A vote could not be sent again yet", failure);
      } else {
        logMistake.run(
            others ->
                log.error(
                    "A vote could not be sent again, for a reason that is a mistake; nor could {}"
                        + " others since the last such line",
                    others,
                    failure));
      }
      return false;
    }
    long seq = seqOf(reply);
    if (seq >= 0) {
      listeners.changed(entry.command().subject());
    }
    if (seq > 0) {
      settle(partition, unconfirmed.keep(partition, entry, entry.at(outcome.term(), seq)));
    } else if (seq == 0) {
      unconfirmed.forget(partition, entry);
      durable(entry);
    } else {
      lose(partition, entry, "it is refused now: " + reply);
    }
    return true;
  }

  /** The event that an answer rests on; -1: the answer is a refusal. */
  private static long seqOf(CastReply reply) {
    if (reply instanceof CastReply.Accepted accepted) {
      return accepted.seq();
    }
    if (reply instanceof CastReply.Replayed replayed) {
      return replayed.seq();
    }
    if (reply instanceof CastReply.Superseded superseded) {
      return superseded.seq();
    }
    return reply instanceof CastReply.Unchanged unchanged ? unchanged.seq() : -1;
  }

  private void durable(Unconfirmed.Entry entry) {
    lagNanos = entry.ageNanos();
    entry.durable().complete(null);
    tellDurable(entry.command());
  }

  private void tellDurable(CastCommand vote) {
    if (listeners.hear()) {
      listeners.tell(
          new EngineEvent.VoteDurable(
              vote.requestId(), vote.voter(), vote.subject(), vote.choice()));
    }
  }

  private void refused(Unconfirmed.Entry entry, String reason) {
    entry.durable().completeExceptionally(refused(entry.command(), reason));
  }

  /** The database has refused a vote for its data; answers what its voter is told. */
  VoteLedgerException refused(CastCommand vote, String reason) {
    counters.quarantined.increment();
    listeners.tell(
        new EngineEvent.VoteQuarantined(
            vote.requestId(), vote.voter(), vote.subject(), vote.choice(), reason));
    return quarantined(reason);
  }

  private static VoteLedgerException quarantined(String reason) {
    return new VoteLedgerException(
        "The database refused the vote for its data, and it does not count; it is in quarantine:"
            + " mend what refused it, then replay or discard it. The database says: "
            + reason,
        null);
  }

  private void lose(int partition, Unconfirmed.Entry entry, String why) {
    CastCommand vote = entry.command();
    logLost.run(
        others ->
            log.error(
                "An acknowledged vote, request {}, is lost, and {} others since the last such line:"
                    + " {}",
                vote.requestId(),
                others,
                why));
    counters.lost.increment();
    listeners.changed(vote.subject());
    listeners.tell(
        new EngineEvent.VoteLost(
            vote.requestId(), vote.voter(), vote.subject(), vote.choice(), why));
    entry
        .durable()
        .completeExceptionally(
            new VoteStoreException(
                "The store lost the vote before the ledger had it, and " + why + ".", null));
    unconfirmed.forget(partition, entry);
  }

  /** No vote is waited for any longer. */
  void close() {
    closed = true;
    List<Unconfirmed.Entry> entries = unconfirmed.clear();
    left.add(entries.size());
    for (Unconfirmed.Entry entry : entries) {
      leftIn.add(terms.partitionOf(entry.command().subject()));
      entry
          .durable()
          .completeExceptionally(
              new VoteException(
                  "The engine was closed before the ledger confirmed the vote; only the store has it.",
                  null));
    }
  }
}
