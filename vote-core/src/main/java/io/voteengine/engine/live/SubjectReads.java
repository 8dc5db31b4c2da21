package io.voteengine.engine.live;

import io.voteengine.SubjectView;
import io.voteengine.engine.Causes;
import io.voteengine.engine.live.topic.SubjectTopic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the counts of subjects that may have changed: in each partition one page at a time, so that
 * what becomes stale meanwhile shares the next one. Safe for use by many threads.
 */
final class SubjectReads {
  private static final Logger log = LoggerFactory.getLogger(SubjectReads.class);
  private static final int MOST = 500;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final Pages pages;
  private final FanOut fanOut;
  private final Lane[] lanes;

  SubjectReads(int partitions, Pages pages, FanOut fanOut) {
    this.pages = pages;
    this.fanOut = fanOut;
    this.lanes = new Lane[partitions];
    for (int i = 0; i < partitions; i++) {
      lanes[i] = new Lane();
    }
  }

  /** Requests a subject, by a read that begins after this call. */
  void stale(SubjectTopic topic) {
    lanes[topic.partition].stale(topic);
  }

  /** Reads what is stale, where no read is under way. */
  void run() {
    for (Lane lane : lanes) {
      lane.run();
    }
  }

  private final class Lane {
    private final ArrayDeque<SubjectTopic> waiting = new ArrayDeque<>();
    private boolean underWay;
    private long notBefore = System.nanoTime();

    synchronized void stale(SubjectTopic topic) {
      if (!topic.stale) {
        topic.stale = true;
        waiting.add(topic);
      }
    }

    void run() {
      List<SubjectTopic> page = next();
      if (!page.isEmpty()) {
        read(page)
            .whenComplete(
                (views, failure) -> {
                  if (failure == null) {
                    read(page, views);
                  }
                  ended(page, failure);
                });
      }
    }

    private synchronized List<SubjectTopic> next() {
      List<SubjectTopic> page = new ArrayList<>();
      if (underWay || notBefore - System.nanoTime() > 0) {
        return page;
      }
      while (!waiting.isEmpty() && page.size() < MOST) {
        SubjectTopic topic = waiting.poll();
        topic.stale = false;
        if (topic.watchers() > 0) {
          page.add(topic);
        }
      }
      underWay = !page.isEmpty();
      return page;
    }

    private CompletableFuture<List<SubjectView>> read(List<SubjectTopic> page) {
      try {
        return pages.read(page.stream().map(topic -> topic.subject).toList(), null);
      } catch (RuntimeException e) {
        return CompletableFuture.failedFuture(e);
      }
    }

    private void read(List<SubjectTopic> page, List<SubjectView> views) {
      long now = System.nanoTime();
      for (int i = 0; i < page.size(); i++) {
        page.get(i).readNanos = now;
        fanOut.offer(page.get(i), views.get(i).tally(), views.get(i).exact());
      }
    }

    private void ended(List<SubjectTopic> page, @Nullable Throwable failure) {
      synchronized (this) {
        underWay = false;
        if (failure != null) {
          notBefore = System.nanoTime() + PAUSE_NANOS;
        }
      }
      if (failure != null) {
        log.debug("Watched subjects could not be read; this is retried", Causes.cause(failure));
        page.forEach(this::stale);
      } else {
        run();
      }
    }
  }
}
