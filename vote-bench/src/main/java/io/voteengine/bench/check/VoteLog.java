package io.voteengine.bench.check;

import io.voteengine.Choice;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All votes that one sender has sent, in order, and their answers: ten bytes each. One thread adds
 * votes; any thread may answer one.
 */
public final class VoteLog {
  private static final int CHUNK = 1 << 16;
  private static final Choice[] CHOICES = Choice.values();

  private final Chunk[] chunks = new Chunk[1 << 14];
  private final AtomicInteger answered = new AtomicInteger();
  private int size;

  private static final class Chunk {
    final int[] voters = new int[CHUNK];
    final int[] subjects = new int[CHUNK];
    final byte[] choices = new byte[CHUNK];
    final byte[] answers = new byte[CHUNK];
  }

  /** A vote that was sent. */
  public interface Reader {
    void vote(int index, int voter, int subject, Choice choice, Answer answer);
  }

  /** Adds a vote and returns its index. */
  public int add(int voter, int subject, Choice choice) {
    int index = size;
    if (index % CHUNK == 0) {
      chunks[index / CHUNK] = new Chunk();
    }
    Chunk chunk = chunks[index / CHUNK];
    chunk.voters[index % CHUNK] = voter;
    chunk.subjects[index % CHUNK] = subject;
    chunk.choices[index % CHUNK] = (byte) choice.ordinal();
    size = index + 1;
    return index;
  }

  public void answer(int index, Answer answer) {
    chunks[index / CHUNK].answers[index % CHUNK] = (byte) answer.ordinal();
    answered.incrementAndGet(); // makes the line above visible to readers of the number
  }

  /** Replaces an answer, once all are there. */
  public void correct(int index, Answer answer) {
    chunks[index / CHUNK].answers[index % CHUNK] = (byte) answer.ordinal();
  }

  public int size() {
    return size;
  }

  /** Returns how many are answered; then their answers can be read. */
  public int answered() {
    return answered.get();
  }

  /** Returns how many got this answer. */
  public long count(Answer answer) {
    long count = 0;
    for (int i = 0; i < size; i++) {
      if (chunks[i / CHUNK].answers[i % CHUNK] == answer.ordinal()) {
        count++;
      }
    }
    return count;
  }

  public void forEach(Reader reader) {
    for (int i = 0; i < size; i++) {
      Chunk chunk = chunks[i / CHUNK];
      int at = i % CHUNK;
      reader.vote(
          i,
          chunk.voters[at],
          chunk.subjects[at],
          CHOICES[chunk.choices[at]],
          Answer.of(chunk.answers[at]));
    }
  }
}
