package io.voteengine.redis.testing;

import io.voteengine.Ack;
import io.voteengine.CastResult;
import io.voteengine.VoteException;
import io.voteengine.VoteRequest;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts the answers that voters get, and collects answers that must never be given. Safe for use
 * by many threads.
 */
public class Answers {
  /** What an answer says about the vote. */
  public enum Kind {
    /** It counts. */
    COUNTS,
    /** It may count. */
    OPEN,
    /** This attempt has changed nothing. */
    UNCAST
  }

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final LongAdder accepted = new LongAdder();
  private final AtomicLong awaited = new AtomicLong();

  /** Creates counters at zero. */
  public Answers() {}

  /**
   * Called before a vote is cast for the first time.
   *
   * @param vote the vote
   */
  protected void sends(VoteRequest vote) {}

  /**
   * Called when the outcome of a vote is known.
   *
   * @param vote the vote
   * @param counts whether it counts
   */
  protected void ended(VoteRequest vote, boolean counts) {}

  /**
   * Called when a vote counts.
   *
   * @param vote the vote
   * @param due when it should have been cast, by {@link System#nanoTime}
   */
  protected void accepted(VoteRequest vote, long due) {}

  final Kind count(
      VoteRequest vote, @Nullable CastResult result, @Nullable Throwable failure, long due) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    Object answer = cause == null ? result : cause;
    String name =
        answer == null
            ? "nothing"
            : answer instanceof CastResult.Rejected rejected
                ? rejected.reason().name()
                : answer.getClass().getSimpleName();
    counts.computeIfAbsent(name, any -> new LongAdder()).increment();
    if (result instanceof CastResult.Accepted yes) {
      accepted.increment();
      accepted(vote, due);
      await(vote, yes);
      return Kind.COUNTS;
    }
    if (result instanceof CastResult.Unknown) {
      return Kind.OPEN;
    }
    if (isUnavailable(result) || cause instanceof IllegalStateException) {
      return Kind.UNCAST;
    }
    if (cause instanceof VoteException && vote.ack() == Ack.DURABLE) {
      return Kind.OPEN; // Accepted, and then lost or refused by the database.
    }
    wrong(vote + " was answered " + answer);
    return Kind.OPEN;
  }

  private static boolean isUnavailable(@Nullable CastResult result) {
    return result instanceof CastResult.Rejected rejected
        && rejected.reason() == CastResult.Reason.UNAVAILABLE;
  }

  private void await(VoteRequest vote, CastResult.Accepted yes) {
    if (yes.choice() != vote.choice()) {
      wrong(vote + " was answered " + yes);
    }
    awaited.incrementAndGet();
    yes.durable()
        .whenComplete(
            (done, failure) -> {
              awaited.decrementAndGet();
              if (failure != null) {
                undurable(vote, failure);
              }
            });
  }

  /**
   * Called when an accepted vote is reported as lost, or as not known to be durable.
   *
   * @param vote the vote
   * @param failure how its receipt ended
   */
  protected void undurable(VoteRequest vote, Throwable failure) {
    wrong(vote + " was accepted, and then: " + failure);
  }

  /**
   * Records something that must never happen.
   *
   * @param what what happened
   */
  public final void wrong(String what) {
    wrong.add(what);
  }

  /**
   * Returns what must never have happened.
   *
   * @return sentences; none if all is well
   */
  public final Queue<String> wrong() {
    return wrong;
  }

  /**
   * Returns how many votes were accepted.
   *
   * @return their number
   */
  public final long accepted() {
    return accepted.sum();
  }

  /**
   * Returns how many accepted votes are not known to be durable yet.
   *
   * @return their number
   */
  public final long awaited() {
    return awaited.get();
  }

  /** Returns all answers by name, with how often each was given. */
  @Override
  public final String toString() {
    return new TreeMap<>(counts).toString();
  }
}
