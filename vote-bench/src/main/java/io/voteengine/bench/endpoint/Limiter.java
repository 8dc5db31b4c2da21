package io.voteengine.bench.endpoint;

import io.voteengine.Choice;
import io.voteengine.bench.check.Answer;
import io.voteengine.bench.check.Differences;
import io.voteengine.bench.check.Expected;
import java.util.function.Consumer;

/**
 * A limiter alone, in Redis: 64 threads ask for permits of one key. It has more permits than a
 * round uses, so each request must get one.
 */
abstract class Limiter implements Endpoint {
  static final int PERMITS = 1_000_000;
  private static final int THREADS = 64;

  @Override
  public final int senders() {
    return THREADS;
  }

  @Override
  public final Sender sender() {
    return this::ask;
  }

  private void ask(int voter, int subject, Choice choice, Consumer<Answer> answered) {
    answered.accept(take() ? Answer.ACCEPTED : Answer.LIMITED);
  }

  /** Takes a permit, if there is one. */
  abstract boolean take();

  @Override
  public final void drain() {}

  @Override
  public final Differences check(Expected expected) {
    Differences differences = Differences.withoutVotes();
    long sent = expected.sent();
    differences.compare(
        "permits of " + sent + " requests",
        expected.answers(Answer.ACCEPTED),
        Math.min(sent, PERMITS));
    return differences;
  }
}
