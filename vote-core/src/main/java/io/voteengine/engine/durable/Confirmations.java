package io.voteengine.engine.durable;

import static java.util.stream.Collectors.groupingBy;

import io.voteengine.RequestId;
import io.voteengine.VoteException;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoteStoreException;
import io.voteengine.engine.Causes;
import io.voteengine.engine.cast.CastCall;
import io.voteengine.engine.cast.CastOutcome;
import io.voteengine.engine.cast.VoterTurns;
import io.voteengine.engine.health.Counters;
import io.voteengine.engine.notify.Listeners;
import io.voteengine.engine.read.Terms;
import io.voteengine.listener.EngineEvent;
import io.voteengine.log.LogThrottle;
import io.voteengine.query.HistoryEntry;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.util.Micros;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows every acknowledged vote until the ledger has it: confirms it or sends it again. */
public final class Confirmations implements CastCall.Owed {
  /** Sends a vote again, until it is answered. */
  public interface Sender {
    CompletableFuture<CastOutcome> send(CastCommand command);
  }

  /** Finds the entries of the ledger's audit log with the given request ids. */
  public interface Log {
    CompletableFuture<List<HistoryEntry>> find(int partition, List<RequestId> requests);
  }

  private static final Logger log = LoggerFactory.getLogger(Confirmations.class);
  private static final Duration RESEND_PAUSE = Duration.ofMillis(200);

  /** How long a vote that is sent again waits for its turn. */
  private static final Duration TURN = Duration.ofSeconds(1);

  /** How many requests are looked up in the audit log together. */
  private static final int TOGETHER = 500;

  /** The prefix of the id that replaces an erased voter's id in the ledger. */
  private static final String ERASED = "erased-";

  private final LogThrottle logAgain = new LogThrottle();
  private final LogThrottle logMistake = new LogThrottle();
  private final LogThrottle logLost = LogThrottle.ofRareLines();
  private final Unconfirmed unconfirmed;
  private final int limit;
  private final Terms terms;
  private final Sender sender;
  private final Log ledgerLog;
  private final VoterTurns turns;
  private final Executor later;
  private final Resender[] resenders;

  private final Listeners listeners;
  private final Counters counters;
  private final LongAdder left = new LongAdder();
  private final Set<Integer> leftIn = ConcurrentHashMap.newKeySet();
  private volatile long lagNanos = -1;
  private volatile boolean closed;

  /**
   * @param sender sends votes again
   * @param ledgerLog finds which of them the ledger already has
   * @param turns the turns of the voters, in which votes are sent again
   * @param executor sends the votes, without blocking
   */
  public Confirmations(
      int partitions,
      int limit,
      Terms terms,
      Sender sender,
      Log ledgerLog,
      VoterTurns turns,
      Executor executor,
      Listeners listeners,
      Counters counters) {
    this.listeners = listeners;
    this.counters = counters;
    this.unconfirmed = new Unconfirmed(partitions);
    this.limit = limit;
    this.terms = terms;
    this.sender = sender;
    this.ledgerLog = ledgerLog;
    this.turns = turns;
    this.resenders = new Resender[partitions];
    this.later =
        CompletableFuture.delayedExecutor(RESEND_PAUSE.toMillis(), TimeUnit.MILLISECONDS, executor);
    Arrays.setAll(
        resenders,
        partition -> new Resender(entry -> sendInTurn(partition, entry), executor, later));
  }

  public boolean isFull() {
    return unconfirmed.size() >= limit;
  }

  /**
   * Remembers an acknowledged vote.
   *
   * @param seq number of the event that set the choice; 0: the ledger already has the vote
   * @return completes when the ledger has it
   */
  public CompletableFuture<@Nullable Void> keep(Term term, long seq, CastCommand command) {
    if (seq == 0) {
      tellDurable(command);
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<@Nullable Void> durable = new CompletableFuture<>();
    Unconfirmed.Entry entry = new Unconfirmed.Entry(term.epoch(), seq, command, durable);
    settle(term.partition(), unconfirmed.keep(term.partition(), entry));
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
    return Duration.ofNanos(
        unconfirmed.all().stream().mapToLong(Unconfirmed.Entry::ageNanos).max().orElse(0));
  }

  /** Returns how long the last durable vote took from its answer to the ledger; null: none yet. */
  public @Nullable Duration lag() {
    return lagNanos < 0 ? null : Duration.ofNanos(lagNanos);
  }

  /** Returns in how many partitions votes were left behind at the end. */
  public int partitionsLeft() {
    return leftIn.size();
  }

  /** Returns the acknowledged votes that the ledger is not known to have. */
  public List<CompletableFuture<@Nullable Void>> open() {
    return unconfirmed.all().stream().map(Unconfirmed.Entry::durable).toList();
  }

  /** Returns those of a poll. */
  public List<Unconfirmed.Entry> of(String poll) {
    return unconfirmed.all().stream()
        .filter(entry -> entry.command().subject().poll().equals(poll))
        .toList();
  }

  /** Returns whether this request was acknowledged and the ledger is not known to have it. */
  public boolean isOpen(VoteKey key, RequestId requestId) {
    return unconfirmed.has(terms.partitionOf(key.subject()), key, requestId);
  }

  @Override
  public Optional<Unconfirmed.Entry> find(VoteKey key, RequestId requestId) {
    return unconfirmed.of(terms.partitionOf(key.subject()), key).stream()
        .filter(entry -> entry.command().requestId().equals(requestId))
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
      if (entry.command().requestId().equals(vote.requestId())) {
        settleInLedger(partition, entry, reply);
      }
    }
  }

  private void settleInLedger(int partition, Unconfirmed.Entry entry, CastReply reply) {
    if (reply instanceof CastReply.Quarantined quarantined) {
      if (unconfirmed.forget(partition, entry)) {
        refused(entry, quarantined.reason());
      }
    } else if (seqOf(reply) == 0 && unconfirmed.forget(partition, entry)) {
      durable(entry);
    }
  }

  /**
   * Sends again, in their order, one voter's acknowledged votes on one subject that are of earlier
   * epochs than the term and that the ledger does not have either.
   *
   * @return true when nothing is left to be sent
   */
  @Override
  public CompletableFuture<Boolean> send(Term term, VoteKey key) {
    int partition = term.partition();
    List<Unconfirmed.Entry> owed = unconfirmed.owed(partition, key, term.epoch());
    if (owed.isEmpty()) {
      return CompletableFuture.completedFuture(true);
    }
    return dropKnown(partition, owed)
        .thenCompose(
            dropped -> sendOneByOne(partition, unconfirmed.owed(partition, key, term.epoch()), 0));
  }

  private CompletableFuture<Boolean> sendOneByOne(
      int partition, List<Unconfirmed.Entry> entries, int from) {
    return from == entries.size()
        ? CompletableFuture.completedFuture(true)
        : sendAgain(partition, entries.get(from))
            .thenCompose(
                sent ->
                    sent
                        ? sendOneByOne(partition, entries, from + 1)
                        : CompletableFuture.completedFuture(false));
  }

  /** Marks the votes that the ledger has as durable, even if their voter was erased meanwhile. */
  private CompletableFuture<@Nullable Void> dropKnown(
      int partition, List<Unconfirmed.Entry> entries) {
    List<Unconfirmed.Entry> unsure =
        entries.stream().filter(entry -> !entry.absent().get()).toList();
    if (unsure.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    return ledgerLog
        .find(partition, unsure.stream().map(entry -> entry.command().requestId()).toList())
        .thenAccept(
            found -> {
              Map<RequestId, List<HistoryEntry>> byRequest =
                  found.stream().collect(groupingBy(HistoryEntry::requestId));
              for (Unconfirmed.Entry entry : unsure) {
                List<HistoryEntry> logged =
                    byRequest.getOrDefault(entry.command().requestId(), List.of());
                if (logged.stream().noneMatch(vote -> isOf(vote, entry.command()))) {
                  entry.absent().set(true);
                } else if (unconfirmed.forget(partition, entry)) {
                  durable(entry);
                }
              }
            });
  }

  /**
   * Whether an entry of the audit log with a vote's request id is that vote. Two voters may use the
   * same id, so the voter must match too; an erased voter's entry is recognised by its time.
   */
  private static boolean isOf(HistoryEntry logged, CastCommand vote) {
    return logged.subject().equals(vote.subject())
        && (logged.voter().equals(vote.voter())
            || (logged.voter().value().startsWith(ERASED)
                && Micros.of(logged.castAt()) == vote.castAt()));
  }

  /** Returns whether the store of this term may lack votes that this engine has acknowledged. */
  public boolean isLackedBy(Term term) {
    return unconfirmed.lacks(term);
  }

  void quarantined(Term term, Map<Long, String> reasons) {
    unconfirmed.refuse(term, reasons);
  }

  void watermark(Position position) {
    terms.heard(position.term());
    settle(position.term().partition(), unconfirmed.watermark(position));
  }

  /** Returns whether acknowledged votes of the partition wait for the ledger. */
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
                  "Partition {} has a new epoch; sending {} acknowledged votes again. This happened"
                      + " {} more times since the last such line",
                  partition,
                  again.size(),
                  others));
      sendAgain(partition, again);
    }
    if (closed) {
      close();
    }
  }

  /** Asks the ledger for all of them before the first is sent: it may already have them. */
  private void sendAgain(int partition, List<Unconfirmed.Entry> entries) {
    for (int from = 0; from < entries.size(); from += TOGETHER) {
      List<Unconfirmed.Entry> some =
          entries.subList(from, Math.min(from + TOGETHER, entries.size()));
      dropKnown(partition, some)
          .whenComplete(
              (dropped, failure) -> {
                // Without an answer, the ledger is asked about each vote again when its turn comes.
                resenders[partition].send(some);
              });
    }
  }

  /** Sends a vote, after the earlier votes of its voter, in the voter's turn. */
  private CompletableFuture<Boolean> sendInTurn(int partition, Unconfirmed.Entry entry) {
    return turns
        .take(entry.key(), Deadline.in(TURN), () -> send(terms.of(partition), entry.key()))
        .exceptionally(
            failure -> {
              if (Causes.cause(failure) instanceof VoteException) {
                log.debug("A vote could not be sent again yet", failure);
                return false;
              }
              throw Causes.thrown(failure);
            });
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
      if (failure == null || Causes.cause(failure) instanceof VoteException) {
        log.debug("A vote could not be sent again yet", failure);
      } else {
        logMistake.run(
            others ->
                log.error(
                    "A vote could not be sent again because of an unexpected error, and {} others"
                        + " since the last such line",
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
    } else if (seq == 0 || reply instanceof CastReply.Quarantined) {
      settleInLedger(partition, entry, reply);
    } else {
      lose(partition, entry, "it is refused now: " + reply);
    }
    return true;
  }

  /** Returns the number of the event behind an answer; -1: the answer is a refusal. */
  private static long seqOf(CastReply reply) {
    if (reply instanceof CastReply.Accepted accepted) {
      return accepted.seq();
    }
    if (reply instanceof CastReply.Replayed replayed) {
      return replayed.seq();
    }
    return reply instanceof CastReply.Superseded superseded ? superseded.seq() : -1;
  }

  private void durable(Unconfirmed.Entry entry) {
    lagNanos = entry.ageNanos();
    entry.durable().complete(null);
    tellDurable(entry.command());
  }

  private void tellDurable(CastCommand vote) {
    if (listeners.hasListeners()) {
      listeners.report(
          new EngineEvent.VoteDurable(
              vote.requestId(), vote.voter(), vote.subject(), vote.choice()));
    }
  }

  private void refused(Unconfirmed.Entry entry, String reason) {
    entry.durable().completeExceptionally(refused(entry.command(), reason));
  }

  /**
   * Reports that the database has refused a vote for its data. Returns the exception for the
   * caller.
   */
  public VoteLedgerException refused(CastCommand vote, String reason) {
    counters.quarantined.increment();
    listeners.report(
        new EngineEvent.VoteQuarantined(
            vote.requestId(), vote.voter(), vote.subject(), vote.choice(), reason));
    return quarantined(reason);
  }

  private static VoteLedgerException quarantined(String reason) {
    return new VoteLedgerException(
        "The database refused the vote for its data, and it does not count; it is in quarantine:"
            + " fix the cause of the refusal, then replay or discard it. The database says: "
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
    listeners.report(
        new EngineEvent.VoteLost(
            vote.requestId(), vote.voter(), vote.subject(), vote.choice(), why));
    entry
        .durable()
        .completeExceptionally(
            new VoteStoreException(
                "The store lost the vote before the ledger had it, and " + why + ".", null));
    unconfirmed.forget(partition, entry);
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
                  "The engine was closed before the ledger confirmed the vote; only the store has it.",
                  null));
    }
  }
}
