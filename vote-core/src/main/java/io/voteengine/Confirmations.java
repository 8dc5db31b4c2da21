package io.voteengine;

import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Position;
import io.voteengine.spi.Term;
import io.voteengine.spi.VoteReconciler;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees every acknowledged vote through to the ledger: confirms it, or sends it again. */
final class Confirmations implements VoteReconciler.WatermarkListener {
  /** Sends a vote once more, until it is answered. */
  interface Sender {
    CompletableFuture<CastOutcome> send(CastCommand command);
  }

  private static final Logger log = LoggerFactory.getLogger(Confirmations.class);
  private static final Duration RESEND_PAUSE = Duration.ofMillis(200);

  private final Unconfirmed unconfirmed;
  private final int limit;
  private final Terms terms;
  private final Sender sender;
  private final Resender[] resenders;
  private volatile boolean closed;

  /**
   * @param sender sends votes again
   * @param executor runs the sending, which does not block
   */
  Confirmations(int partitions, int limit, Terms terms, Sender sender, Executor executor) {
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
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<@Nullable Void> durable = new CompletableFuture<>();
    Unconfirmed.Entry entry = new Unconfirmed.Entry(term.epoch(), seq, command, durable);
    settle(term.partition(), unconfirmed.keep(term.partition(), entry));
    return durable;
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

  @Override
  public void quarantined(Term term, Map<Long, String> reasons) {
    unconfirmed.refuse(term, reasons);
  }

  @Override
  public void watermark(Position position) {
    terms.heard(position.term());
    settle(position.term().partition(), unconfirmed.watermark(position));
  }

  private void settle(int partition, Unconfirmed.Settled settled) {
    settled.durable().forEach(entry -> entry.durable().complete(null));
    settled.refused().forEach(Confirmations::refused);
    List<Unconfirmed.Entry> again = settled.sendAgain();
    if (!again.isEmpty()) {
      log.warn(
          "Partition {} has a new epoch; sending {} acknowledged votes again",
          partition,
          again.size());
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
        log.error("A vote could not be sent again, for a reason that is a mistake", failure);
      }
      return false;
    }
    long seq = seqOf(reply);
    if (seq > 0) {
      settle(partition, unconfirmed.keep(partition, entry, entry.at(outcome.term(), seq)));
    } else if (seq == 0) {
      unconfirmed.forget(partition, entry);
      entry.durable().complete(null);
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

  private static void refused(Unconfirmed.Entry entry, String reason) {
    entry.durable().completeExceptionally(quarantined(reason));
  }

  static VoteLedgerException quarantined(String reason) {
    return new VoteLedgerException(
        "The database refused the vote for its data, and it does not count; it is in quarantine:"
            + " mend what refused it, then replay or discard it. The database says: "
            + reason,
        null);
  }

  private void lose(int partition, Unconfirmed.Entry entry, String why) {
    log.error("An acknowledged vote, request {}, is lost: {}", entry.command().requestId(), why);
    entry
        .durable()
        .completeExceptionally(
            new VoteStoreException(
                "The store lost the vote before the ledger had it, and " + why + ".", null));
    unconfirmed.forget(partition, entry);
  }

  /** No vote is waited for any longer. */
  void close() {
    boolean first = !closed;
    closed = true;
    List<Unconfirmed.Entry> left = unconfirmed.clear();
    if (first && !left.isEmpty()) {
      log.warn(
          "Closed with {} acknowledged votes that the ledger has not confirmed; only the store has"
              + " them",
          left.size());
    }
    for (Unconfirmed.Entry entry : left) {
      entry
          .durable()
          .completeExceptionally(
              new VoteException(
                  "The engine was closed before the ledger confirmed the vote; only the store has it.",
                  null));
    }
  }
}
