package io.voteengine.engine.live;

import io.voteengine.engine.live.hint.HintSender;
import io.voteengine.engine.live.hint.Payloads;
import io.voteengine.engine.live.topic.ChannelTopic;
import io.voteengine.engine.live.topic.NewestTopic;
import io.voteengine.engine.live.topic.Topics;
import io.voteengine.log.LogThrottle;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does everything that is done once per tick, on one thread. The ticks begin when something is
 * watched, on this node or another.
 */
final class Ticker {
  private static final Logger log = LoggerFactory.getLogger(Ticker.class);
  private static final long ASK_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final int MOST_ASKED = 500;

  /** After such a pause other nodes may have stopped sending hints to this node. */
  private static final long FROZEN_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final ScheduledThreadPoolExecutor thread;
  private final long tickNanos;
  private final Topics topics;
  private final FanOut fanOut;
  private final SubjectReads reads;
  private final Sweep sweep;
  private final LedgerWatch ledger;
  private final Payloads payloads;
  private final HintSender hints;
  private final Delivery delivery;
  private final LogThrottle logFailed = new LogThrottle();
  private final Queue<Runnable> soon = new ConcurrentLinkedQueue<>();
  private boolean started;
  private long last = System.nanoTime();
  private long asked = System.nanoTime();

  Ticker(
      ScheduledThreadPoolExecutor thread,
      long tickNanos,
      Topics topics,
      FanOut fanOut,
      SubjectReads reads,
      Sweep sweep,
      LedgerWatch ledger,
      Payloads payloads,
      HintSender hints,
      Delivery delivery) {
    this.thread = thread;
    this.tickNanos = tickNanos;
    this.topics = topics;
    this.fanOut = fanOut;
    this.reads = reads;
    this.sweep = sweep;
    this.ledger = ledger;
    this.payloads = payloads;
    this.hints = hints;
    this.delivery = delivery;
  }

  LedgerWatch ledger() {
    return ledger;
  }

  /** Makes the next tick do what would block another thread for too long. */
  void soon(Runnable task) {
    soon.add(task);
  }

  /** Does what waits for a tick. */
  void runWaiting() {
    for (Runnable task = soon.poll(); task != null; task = soon.poll()) {
      task.run();
    }
  }

  synchronized void start() {
    if (!started && !thread.isShutdown()) {
      started = true;
      thread.scheduleWithFixedDelay(this::tick, 0, tickNanos, TimeUnit.NANOSECONDS);
    }
  }

  private void tick() {
    try {
      long now = System.nanoTime();
      long pause = now - last;
      last = now;
      if (pause > FROZEN_NANOS) {
        topics.subjects().forEach(reads::stale);
      }
      runWaiting();
      sweep.run(pause);
      reads.run();
      ledger.run();
      fanOut.run();
      hints.run();
      ask(now);
      delivery.watch();
    } catch (RuntimeException | Error e) {
      logFailed.run(
          others ->
              log.error(
                  "A tick of live counts failed, and {} more times since the last such line; the"
                      + " next tick goes on",
                  others,
                  e));
    }
  }

  /** Asks other nodes for payloads that were missed. */
  private void ask(long now) {
    if (now - asked < ASK_NANOS) {
      return;
    }
    asked = now;
    List<String> channels = new ArrayList<>();
    for (NewestTopic topic : topics.others()) {
      if (topic instanceof ChannelTopic channel) {
        channels.add(channel.channel);
      }
    }
    for (int from = 0; from < channels.size(); from += MOST_ASKED) {
      hints.send(
          0,
          payloads.question(channels.subList(from, Math.min(from + MOST_ASKED, channels.size()))));
    }
  }

  /** Ends the ticks, and waits a moment for the one under way. */
  void stop() {
    thread.shutdown();
    ledger.close();
    try {
      if (!thread.awaitTermination(1, TimeUnit.SECONDS)) {
        log.warn("A tick of live counts was still under way when the engine closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
