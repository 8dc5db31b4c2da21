package io.voteengine.examples.board.sync;

import io.voteengine.examples.board.BoardProperties;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The connected clients: looks at their clocks, and sends them away when this node stops. */
@Component
class SyncClients implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(SyncClients.class);

  /** A client that takes nothing may hold one of them for as long as the library lets it. */
  private static final int THREADS = 4;

  private final Map<SyncClient, AtomicBoolean> clients = new ConcurrentHashMap<>();
  private final long tick;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, SyncClients::daemon);
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(SyncClients::daemon);
  private volatile boolean running;
  private volatile boolean stopping;

  SyncClients(BoardProperties properties) {
    this.tick = properties.sync().tick().toMillis();
  }

  void add(SyncClient client) {
    clients.put(client, new AtomicBoolean());
    if (stopping) {
      client.goAway();
    }
  }

  void remove(SyncClient client) {
    clients.remove(client);
    client.gone();
  }

  @Override
  public void start() {
    running = true;
    timer.scheduleWithFixedDelay(
        () -> clients.forEach(this::tick), tick, tick, TimeUnit.MILLISECONDS);
  }

  /** A client that is still busy is left out, so that slow ones use up no queue. */
  private void tick(SyncClient client, AtomicBoolean busy) {
    if (busy.compareAndSet(false, true)) {
      threads.execute(
          () -> {
            try {
              client.tick();
            } catch (RuntimeException e) {
              log.debug("A client is gone", e);
              remove(client);
            } finally {
              busy.set(false);
            }
          });
    }
  }

  /** Before the web server stops: it is in a later phase by default. */
  @Override
  public void stop() {
    stopping = true;
    running = false;
    timer.shutdownNow();
    clients.keySet().forEach(SyncClients::sendAway);
    clients.clear();
    threads.shutdownNow();
  }

  private static void sendAway(SyncClient client) {
    try {
      client.goAway();
    } catch (RuntimeException e) {
      log.debug("A client is gone", e);
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "live-sync");
    thread.setDaemon(true);
    return thread;
  }
}
