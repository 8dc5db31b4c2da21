package io.voteengine.bench.compare;

import io.voteengine.bench.check.VoteLog;
import io.voteengine.bench.endpoint.Endpoint;
import io.voteengine.bench.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The senders of one round, each with voters of its own. */
final class SendingThreads implements AutoCloseable {
  private final List<SendingThread> senders = new ArrayList<>();
  private final ExecutorService threads;

  SendingThreads(Endpoint endpoint, Workload workload, int inFlight) {
    int count = endpoint.senders();
    for (int i = 0; i < count; i++) {
      senders.add(
          new SendingThread(
              endpoint.sender(), workload.source(i, count), Math.max(1, inFlight / count)));
    }
    threads = Executors.newFixedThreadPool(count);
  }

  List<VoteLog> logs() {
    return senders.stream().map(SendingThread::log).toList();
  }

  void prepare() throws InterruptedException {
    onEach(SendingThread::prepare);
  }

  /** Sends for a time, and returns once all are answered. */
  void send(double seconds) throws InterruptedException {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    onEach(sender -> sender.sendWhile(() -> System.nanoTime() < end));
  }

  private interface Work {
    void on(SendingThread sender) throws InterruptedException;
  }

  private void onEach(Work work) throws InterruptedException {
    List<Future<?>> running = new ArrayList<>();
    for (SendingThread sender : senders) {
      running.add(
          threads.submit(
              () -> {
                work.on(sender);
                return null;
              }));
    }
    for (Future<?> one : running) {
      try {
        one.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("A sender failed", e.getCause());
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    senders.forEach(SendingThread::close);
  }
}
