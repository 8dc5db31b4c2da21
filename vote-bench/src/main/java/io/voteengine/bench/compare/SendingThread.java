package io.voteengine.bench.compare;

import io.voteengine.bench.check.Answer;
import io.voteengine.bench.check.VoteLog;
import io.voteengine.bench.endpoint.Endpoint;
import io.voteengine.bench.workload.VoteSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One sender with the log of what it sent. It keeps a fixed number of votes under way. */
final class SendingThread implements AutoCloseable {
  private static final int PATIENCE_MINUTES = 3;

  private final Endpoint.Sender sender;
  private final VoteSource source;
  private final int atOnce;
  private final Semaphore free;
  private final VoteLog log = new VoteLog();

  SendingThread(Endpoint.Sender sender, VoteSource source, int atOnce) {
    this.sender = sender;
    this.source = source;
    this.atOnce = atOnce;
    this.free = new Semaphore(atOnce);
  }

  VoteLog log() {
    return log;
  }

  /** Sends the votes that come before the measured ones. */
  void prepare() throws InterruptedException {
    int end = log.size() + source.prepared();
    sendWhile(() -> log.size() < end);
  }

  /** Sends votes while it should, and returns once all are answered. */
  void sendWhile(BooleanSupplier goOn) throws InterruptedException {
    while (goOn.getAsBoolean()) {
      if (!free.tryAcquire()) {
        sender.flush();
        take(1);
      }
      source.next();
      int index = log.add(source.voter(), source.subject(), source.choice());
      sender.send(
          source.voter(), source.subject(), source.choice(), answer -> answered(index, answer));
    }
    sender.flush();
    take(atOnce);
    free.release(atOnce);
  }

  private void take(int permits) throws InterruptedException {
    if (!free.tryAcquire(permits, PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      throw new IllegalStateException(
          "Votes have no answer within " + PATIENCE_MINUTES + " minutes; a server may be gone.");
    }
  }

  private void answered(int index, Answer answer) {
    log.answer(index, answer);
    free.release();
  }

  @Override
  public void close() {
    sender.close();
  }
}
