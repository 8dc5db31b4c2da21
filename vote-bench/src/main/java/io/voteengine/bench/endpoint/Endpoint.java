package io.voteengine.bench.endpoint;

import io.voteengine.Choice;
import io.voteengine.bench.check.Answer;
import io.voteengine.bench.check.Differences;
import io.voteengine.bench.check.Expected;
import java.util.function.Consumer;

/** Something that counts votes, for one round. */
public interface Endpoint extends AutoCloseable {
  /** Returns how many threads send votes. */
  int senders();

  /** Opens a sender, for one thread. */
  Sender sender();

  /** Waits until SQL has every vote that was answered. */
  void drain();

  /** Compares what is recorded with what was answered. Called last, once nothing is sent. */
  Differences check(Expected expected);

  @Override
  void close();

  /** Sends votes from one thread. */
  interface Sender extends AutoCloseable {
    /** Sends a vote, now or with the next ones, and passes on the answer, now or later. */
    void send(int voter, int subject, Choice choice, Consumer<Answer> answered);

    /** Sends the votes that were kept back to be sent together. Called before the sender waits. */
    default void flush() {}

    @Override
    default void close() {}
  }
}
