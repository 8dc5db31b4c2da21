package io.voteengine.examples.replay;

import io.voteengine.Ack;
import io.voteengine.Action;
import io.voteengine.CastResult;
import io.voteengine.RequestStatus;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteException;
import io.voteengine.VoterId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Casts votes in order without waiting for each answer: up to {@value #WINDOW} are under way at
 * once, so that durable votes share commits. Votes of one voter on one subject never overtake each
 * other. For use by one thread.
 */
final class Lane {
  private static final int WINDOW = 256;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private record Key(VoterId voter, SubjectId subject) {
    static Key of(Ballot ballot) {
      return new Key(ballot.voter(), ballot.subject());
    }
  }

  private record Flight(Ballot ballot, CompletableFuture<CastResult> answer) {}

  private final VoteEngine engine;
  private final Ack ack;
  private final Patience patience;
  private final ReplayCounts counts;
  private final Consumer<Ballot> onDurable;
  private final Deque<Flight> flights = new ArrayDeque<>();
  private final Map<Key, Flight> byKey = new HashMap<>();

  Lane(
      VoteEngine engine,
      Ack ack,
      Patience patience,
      ReplayCounts counts,
      Consumer<Ballot> onDurable) {
    this.engine = engine;
    this.ack = ack;
    this.patience = patience;
    this.counts = counts;
    this.onDurable = onDurable;
  }

  void cast(Ballot ballot) {
    Key key = Key.of(ballot);
    while (flights.size() >= WINDOW || byKey.containsKey(key)) {
      settleOldest();
    }
    Flight flight = new Flight(ballot, send(ballot));
    flights.addLast(flight);
    byKey.put(key, flight);
  }

  /** Waits until every vote is answered. */
  void finish() {
    while (!flights.isEmpty()) {
      settleOldest();
    }
  }

  private void settleOldest() {
    Flight flight = flights.removeFirst();
    byKey.remove(Key.of(flight.ballot()));
    settle(flight.ballot(), flight.answer());
  }

  /**
   * Casts a vote until it has a final answer. The request id makes it safe to cast again, whatever
   * happened to the first attempt.
   */
  private void settle(Ballot ballot, CompletableFuture<CastResult> answer) {
    long start = System.nanoTime();
    boolean mayHaveCounted = false;
    CastResult result = await(answer);
    while (result == null
        || isRejected(result, CastResult.Reason.UNAVAILABLE)
        || result instanceof CastResult.Unknown) {
      patience.check(start);
      mayHaveCounted |= result instanceof CastResult.Unknown;
      LockSupport.parkNanos(PAUSE_NANOS);
      result = await(send(ballot));
    }
    count(ballot, result, mayHaveCounted);
  }

  private CompletableFuture<CastResult> send(Ballot ballot) {
    long start = System.nanoTime();
    return engine
        .castAsync(ballot.request().ack(ack))
        .thenApply(
            result -> {
              if (result instanceof CastResult.Accepted accepted) {
                counts.ack.since(start);
                awaitDurable(ballot, accepted, start);
              }
              return result;
            });
  }

  private void awaitDurable(Ballot ballot, CastResult.Accepted accepted, long start) {
    counts.await();
    accepted
        .durable()
        .thenRun(
            () -> {
              counts.durable(start);
              onDurable.accept(ballot);
            });
  }

  /** Returns the answer; null when the vote cannot be cast for now. */
  private @Nullable CastResult await(CompletableFuture<CastResult> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof VoteException failure) {
        patience.note(failure);
        return null;
      }
      throw e;
    }
  }

  private void count(Ballot ballot, CastResult result, boolean mayHaveCounted) {
    if (result instanceof CastResult.Accepted accepted) {
      boolean isNew = !accepted.receipt().replayed() || mayHaveCounted;
      counts.took(ballot.voter(), isNew && accepted.action() != Action.UNCHANGED);
    } else if (isRejected(result, CastResult.Reason.SUPERSEDED) && isRecorded(ballot)) {
      counts.took(ballot.voter(), false);
    } else {
      counts.refused.increment();
    }
  }

  private static boolean isRejected(CastResult result, CastResult.Reason reason) {
    return result instanceof CastResult.Rejected rejected && rejected.reason() == reason;
  }

  /**
   * Returns whether the vote is recorded. A vote that a later one replaced is refused when the file
   * is replayed again, unless it is its turn.
   */
  private boolean isRecorded(Ballot ballot) {
    return engine.status(ballot.voter(), ballot.subject(), ballot.requestId())
        != RequestStatus.UNKNOWN;
  }
}
