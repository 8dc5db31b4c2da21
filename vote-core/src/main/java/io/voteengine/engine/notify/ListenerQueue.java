package io.voteengine.engine.notify;

import io.voteengine.listener.EngineEvent;
import io.voteengine.listener.VoteListener;
import io.voteengine.log.LogThrottle;
import io.voteengine.spi.Deadline;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener, its thread, and the events that wait for it. */
final class ListenerQueue {
  private static final Logger log = LoggerFactory.getLogger(ListenerQueue.class);

  /** How many events may wait. */
  static final int MOST = 10_000;

  private final VoteListener listener;
  private final HostThread thread;
  private final Queue<EngineEvent> waiting = new ArrayDeque<>();
  private final LogThrottle logDropped = new LogThrottle();
  private final LogThrottle logFailed = new LogThrottle();
  private long dropped;
  private boolean closing;
  private boolean ended;

  ListenerQueue(VoteListener listener, int number) {
    this.listener = listener;
    this.thread = new HostThread("vote-listener-" + number, this::run);
  }

  void start() {
    thread.start();
  }

  boolean isOf(VoteListener other) {
    return listener.equals(other);
  }

  /** Adds an event. Returns false if it was dropped. Never blocks. */
  boolean offer(EngineEvent event) {
    synchronized (this) {
      if (ended) {
        return true;
      }
      if (waiting.size() < MOST && !closing) {
        waiting.add(event);
        notifyAll();
        return true;
      }
      dropped++;
    }
    logDropped.run(
        others -> log.warn("{} is too slow: {} events were dropped so far", this, dropped()));
    return false;
  }

  synchronized int waiting() {
    return waiting.size();
  }

  synchronized long dropped() {
    return dropped;
  }

  private void run() {
    for (EngineEvent event = next(); event != null; event = next()) {
      try {
        listener.onEvent(event);
      } catch (Throwable e) {
        // Languages without checked exceptions may throw anything.
        logFailed.run(
            others ->
                log.error(
                    "{} failed, and {} more times since the last such line; the next event follows",
                    this,
                    others,
                    e));
      }
    }
  }

  private synchronized @Nullable EngineEvent next() {
    while (waiting.isEmpty() && !closing) {
      try {
        wait();
      } catch (InterruptedException e) {
        log.debug("An interrupt was ignored; close the engine to end its threads");
      }
    }
    return waiting.poll();
  }

  /** Delivers the waiting events, then ends. Does not wait. Later events are not for it. */
  synchronized void end() {
    ended = true;
    closing = true;
    notifyAll();
  }

  boolean hasEnded() {
    return !thread.isAlive();
  }

  /** Delivers the waiting events, as far as time allows. */
  void close(Deadline deadline) {
    synchronized (this) {
      closing = true;
      notifyAll();
    }
    boolean inTime = thread.ended(deadline);
    int left;
    synchronized (this) {
      left = waiting.size();
      waiting.clear();
      dropped += left;
    }
    if (!inTime) {
      log.warn("{} was still busy when the engine closed; it missed {} events", this, left);
    }
  }

  @Override
  public String toString() {
    return "Listener " + name(listener);
  }

  /** A listener that names itself, as {@link VoteListener#of} does, else its class. */
  private static String name(VoteListener listener) {
    String type = listener.getClass().getName();
    return type.startsWith(VoteListener.class.getName()) ? listener.toString() : type;
  }
}
