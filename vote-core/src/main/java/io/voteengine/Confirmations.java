package io.voteengine;

import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Position;
import io.voteengine.spi.Term;
import io.voteengine.spi.VoteReconciler;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
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
  private static final int SENT_TOGETHER = 256;

  private final Unconfirmed unconfirmed;
  private final Terms terms;
  private final Sender sender;
  private final Executor callbacks;
  private volatile boolean closed;
  private final Set<Unconfirmed.Entry> sending = ConcurrentHashMap.newKeySet();

  Confirmations(Unconfirmed unconfirmed, Terms terms, Sender sender, Executor callbacks) {
    this.unconfirmed = unconfirmed;
    this.terms = terms;
    this.sender = sender;
    this.callbacks = callbacks;
  }

  boolean isFull() {
    return unconfirmed.isFull();
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
    keep(term, new Unconfirmed.Entry(term.epoch(), seq, command, durable));
    return durable;
  }

  private void keep(Term term, Unconfirmed.Entry entry) {
    settle(term.partition(), unconfirmed.keep(term.partition(), entry));
    if (closed) {
      close();
    }
  }

  /** The acknowledged votes that the ledger is not known to have. */
  List<CompletableFuture<@Nullable Void>> open() {
    // In this order: a vote may move from the first to the second meanwhile, not back unseen.
    List<Unconfirmed.Entry> entries = unconfirmed.waiting();
    entries.addAll(sending);
    entries.addAll(unconfirmed.waiting());
    return entries.stream().map(Unconfirmed.Entry::durable).distinct().toList();
  }

  @Override
  public void watermark(Position position) {
    terms.heard(position.term());
    settle(position.term().partition(), unconfirmed.watermark(position));
  }

  private void settle(int partition, Unconfirmed.Settled settled) {
    List<Unconfirmed.Entry> durable = settled.durable();
    if (!durable.isEmpty()) {
      callbacks.execute(() -> durable.forEach(entry -> entry.durable().complete(null)));
    }
    List<Unconfirmed.Entry> again = settled.sendAgain();
    if (!again.isEmpty()) {
      sending.addAll(again);
      log.warn(
          "Partition {} has a new epoch; sending {} acknowledged votes again",
          partition,
          again.size());
      callbacks.execute(() -> sendAgain(again, 0));
    }
  }

  /** A few at a time, so that a full buffer does not flood a store that has just come back. */
  private void sendAgain(List<Unconfirmed.Entry> entries, int from) {
    int to = Math.min(from + SENT_TOGETHER, entries.size());
    List<CompletableFuture<?>> underWay = new ArrayList<>();
    for (Unconfirmed.Entry entry : entries.subList(from, to)) {
      underWay.add(
          sender
              .send(entry.command())
              .handle(
                  (outcome, failure) -> {
                    sentAgain(entry, outcome, failure);
                    return null;
                  }));
    }
    CompletableFuture.allOf(underWay.toArray(CompletableFuture<?>[]::new))
        .thenRun(
            () -> {
              if (to < entries.size()) {
                callbacks.execute(() -> sendAgain(entries, to));
              }
            });
  }

  private void sentAgain(
      Unconfirmed.Entry entry, @Nullable CastOutcome outcome, @Nullable Throwable failure) {
    CastReply reply = outcome == null ? null : outcome.reply();
    if (outcome == null || reply == null) {
      if (failure == null || Failures.cause(failure) instanceof VoteException) {
        log.debug("A vote could not be sent again yet", failure);
        callbacks.execute(() -> sendAgain(List.of(entry), 0));
      } else {
        lose(entry, "it cannot be sent again: " + failure);
      }
      return;
    }
    sending.remove(entry);
    long seq = seqOf(reply);
    if (seq > 0) {
      keep(outcome.term(), entry.at(outcome.term(), seq));
    } else if (seq == 0) {
      callbacks.execute(() -> entry.durable().complete(null));
    } else {
      lose(entry, "it is refused now: " + reply);
    }
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

  private void lose(Unconfirmed.Entry entry, String why) {
    sending.remove(entry);
    log.error("An acknowledged vote, request {}, is lost: {}", entry.command().requestId(), why);
    entry
        .durable()
        .completeExceptionally(
            new VoteStoreException(
                "The store lost the vote before the ledger had it, and " + why + ".", null));
  }

  /** No vote is waited for any longer. */
  void close() {
    closed = true;
    List<Unconfirmed.Entry> left = new ArrayList<>(sending);
    left.addAll(unconfirmed.clear());
    if (!left.isEmpty()) {
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
