package io.voteengine.redis.testing;

import io.voteengine.Ack;
import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.RequestStatus;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.VoteEngine;
import io.voteengine.VoteException;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A voter who casts one vote after the other, and knows what must count: a vote of unknown outcome
 * is sent again with its request id until the outcome is known. Safe for use by many threads.
 */
public final class TrackedVoter {
  /** One call in this many reads instead of voting, and asks for the outcome of an open vote. */
  private static final int ONE_IN = 4;

  private static final int PAGE = 20;

  private final VoterId id;
  private final List<SubjectId> subjects;
  private final boolean asks;
  private final Answers answers;
  private final Random random;

  /** Part of the request ids, so that no two lives of a voter use the same ids. */
  private final long life;

  private final Map<SubjectId, Choice> choices = new HashMap<>();

  /** The last exact tallies. */
  private final Map<SubjectId, Tally> seen = new HashMap<>();

  private @Nullable VoteRequest open;

  /** True when an attempt to cast the open vote has ended without a certain outcome. */
  private boolean mayCount;

  private boolean underWay;
  private long requests;

  /**
   * Creates a voter who has not voted yet.
   *
   * @param id the voter's id
   * @param subjects what to vote on
   * @param seed decides what the voter votes on, and how
   * @param asks whether the voter also reads pages and asks for the outcome of open votes, which
   *     blocks
   * @param answers counts the answers
   */
  public TrackedVoter(
      VoterId id, List<SubjectId> subjects, long seed, boolean asks, Answers answers) {
    this.id = id;
    this.subjects = List.copyOf(subjects);
    this.asks = asks;
    this.answers = answers;
    this.random = new Random(seed);
    this.life = random.nextLong();
  }

  /**
   * Returns who it is.
   *
   * @return the voter's id
   */
  public VoterId id() {
    return id;
  }

  /**
   * Continues what an earlier life of this voter has left.
   *
   * @param counting what must count
   * @param left the vote of unknown outcome, or null
   */
  public synchronized void resume(Map<SubjectId, Choice> counting, @Nullable VoteRequest left) {
    choices.putAll(counting);
    open = left;
    mayCount = left != null;
  }

  /**
   * Casts the next vote, or sends the open one again. Does not wait for the answer.
   *
   * @param engine where
   * @return false where the last call has no answer yet; then nothing is done
   */
  public boolean vote(VoteEngine engine) {
    return send(engine, true, System.nanoTime());
  }

  /**
   * Does the same as {@link #vote(VoteEngine)} for a vote that should have been cast at a moment
   * that may have passed.
   *
   * @param engine where
   * @param due when, by {@link System#nanoTime}
   * @return false where the last call has no answer yet; then nothing is done
   */
  public boolean vote(VoteEngine engine, long due) {
    return send(engine, true, due);
  }

  /**
   * Sends the open vote again, if there is one.
   *
   * @param engine where
   * @return whether nothing is open
   */
  public boolean settle(VoteEngine engine) {
    send(engine, false, System.nanoTime());
    return isSettled();
  }

  /**
   * Returns whether all outcomes are known.
   *
   * @return false when a vote is open
   */
  public synchronized boolean isSettled() {
    return open == null && !underWay;
  }

  /**
   * Returns what must count.
   *
   * @return the choices, without those never made
   */
  public synchronized Map<SubjectId, Choice> choices() {
    return Map.copyOf(choices);
  }

  private boolean send(VoteEngine engine, boolean goOn, long due) {
    VoteRequest vote;
    boolean again;
    boolean looks;
    synchronized (this) {
      if (underWay) {
        return false;
      }
      again = open != null;
      looks = asks && !again && goOn && random.nextInt(ONE_IN) == 0;
      if (!again && goOn && !looks) {
        open = next();
        answers.sends(open);
      }
      vote = open;
      underWay = vote != null || looks;
    }
    if (vote != null) {
      cast(engine, vote, again, due);
    } else if (looks) {
      look(engine);
    }
    return true;
  }

  /** Reads a page. Nothing of this voter is open, so an exact page shows what must count. */
  private void look(VoteEngine engine) {
    CompletableFuture<List<SubjectView>> page;
    try {
      page = engine.pageAsync(subjects.subList(0, Math.min(PAGE, subjects.size())), id);
    } catch (IllegalStateException closed) {
      page = CompletableFuture.failedFuture(closed);
    }
    page.whenComplete((views, failure) -> seen(failure == null ? views : List.of()));
  }

  private synchronized void seen(List<SubjectView> views) {
    underWay = false;
    for (SubjectView view : views) {
      Choice choice = choices.getOrDefault(view.subject(), Choice.NONE);
      if (view.exact() && view.choice() != choice) {
        answers.wrong("%s is shown %s instead of %s".formatted(id, view, choice));
      }
      Tally before = view.exact() ? seen.put(view.subject(), view.tally()) : null;
      if (before != null && before.isNewerThan(view.tally())) {
        answers.wrong("%s is shown %s after %s".formatted(id, view, before));
      }
    }
  }

  private VoteRequest next() {
    SubjectId subject = subjects.get(random.nextInt(subjects.size()));
    Choice choice = Choice.values()[random.nextInt(3)];
    RequestId request = RequestId.of(new UUID(life, ++requests));
    return VoteRequest.cast(id, subject, choice)
        .requestId(request)
        .ack(random.nextInt(4) == 0 ? Ack.DURABLE : Ack.ACCEPTED);
  }

  private void cast(VoteEngine engine, VoteRequest vote, boolean again, long due) {
    CompletableFuture<CastResult> answer;
    try {
      boolean known = again && isDurable(engine, vote);
      answer =
          engine.castAsync(vote).whenComplete((result, failure) -> checkKnown(known, vote, result));
    } catch (IllegalStateException closed) {
      answer = CompletableFuture.failedFuture(closed);
    } catch (RuntimeException e) {
      answers.wrong(vote + " was not taken: " + e);
      answer = CompletableFuture.failedFuture(e);
    }
    answer.whenComplete((result, failure) -> answered(vote, result, failure, due));
  }

  /** Asks at intervals, as a host may do before it sends a vote again. */
  private boolean isDurable(VoteEngine engine, VoteRequest vote) {
    boolean now;
    synchronized (this) {
      now = asks && random.nextInt(ONE_IN) == 0;
    }
    RequestId request = vote.requestId();
    if (!now || request == null) {
      return false;
    }
    try {
      return engine.status(id, vote.subject(), request) == RequestStatus.DURABLE;
    } catch (VoteException unreachable) {
      return false;
    }
  }

  private void checkKnown(boolean known, VoteRequest vote, @Nullable CastResult result) {
    boolean denied =
        result instanceof CastResult.Accepted accepted
            ? !accepted.receipt().replayed()
            : result instanceof CastResult.Rejected rejected
                && rejected.reason() == CastResult.Reason.SUPERSEDED;
    if (known && denied) {
      answers.wrong(vote + " was durable, and is answered " + result);
    }
  }

  private synchronized void answered(
      VoteRequest vote, @Nullable CastResult result, @Nullable Throwable failure, long due) {
    underWay = false;
    Answers.Kind kind = answers.count(vote, result, failure, due);
    switch (kind) {
      case COUNTS -> {
        choices.put(vote.subject(), vote.choice());
        end(vote, true);
      }
      case OPEN -> mayCount = true;
      case UNCAST -> {
        // When the vote was certainly not cast, the host may forget it.
        if (!mayCount && random.nextBoolean()) {
          end(vote, false);
        }
      }
    }
  }

  private void end(VoteRequest vote, boolean counts) {
    open = null;
    mayCount = false;
    answers.ended(vote, counts);
  }
}
