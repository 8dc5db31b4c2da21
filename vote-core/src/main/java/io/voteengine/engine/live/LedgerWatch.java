package io.voteengine.engine.live;

import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.engine.live.topic.LeaderboardTopic;
import io.voteengine.engine.live.topic.NewestTopic;
import io.voteengine.engine.live.topic.PollSubjectsTopic;
import io.voteengine.engine.live.topic.PollTopic;
import io.voteengine.engine.live.topic.Topics;
import io.voteengine.live.Interest;
import io.voteengine.log.LogThrottle;
import io.voteengine.ranking.RankedSubject;
import io.voteengine.ranking.Ranking;
import io.voteengine.spi.PollSnapshot;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows what only the ledger knows: polls and leaderboards once a second, and the subjects of
 * polls that are watched as a whole. {@link #run} is called by one thread and does not block.
 */
final class LedgerWatch {
  /** The calls that block, but for the last. */
  interface Source {
    Optional<PollSnapshot> poll(String name);

    List<SubjectView> top(String poll, int limit);

    List<RankedSubject> top(String poll, Ranking ranking, int limit);

    /** Asks which of these polls, and of those that were read, still hide their counts. */
    void lookWhatIsHidden(Supplier<Set<String>> polls);
  }

  private static final Logger log = LoggerFactory.getLogger(LedgerWatch.class);
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A poll with many subjects is listed less often: this time for each subject. */
  private static final long LIST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Source source;
  private final InstantSource clock;
  private final Topics topics;
  private final FanOut fanOut;
  private final LogThrottle logFailed = new LogThrottle();
  private final ThreadPoolExecutor threads;
  private long dueNanos = System.nanoTime();

  LedgerWatch(Source source, InstantSource clock, Topics topics, FanOut fanOut) {
    this.source = source;
    this.clock = clock;
    this.topics = topics;
    this.fanOut = fanOut;
    this.threads =
        new ThreadPoolExecutor(
            2,
            2,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "vote-live-ledger");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  void run() {
    long now = System.nanoTime();
    boolean due = now - dueNanos >= 0;
    if (due) {
      dueNanos = now + PAUSE_NANOS;
      source.lookWhatIsHidden(topics::pollsOfSubjects);
    }
    for (NewestTopic topic : topics.others()) {
      if (due) {
        read(topic);
      }
      if (topic instanceof PollTopic poll && poll.look(clock.instant())) {
        fanOut.changed(poll);
      }
    }
    for (PollSubjectsTopic poll : topics.polls()) {
      if (now - poll.listNanos >= 0 && !poll.listing) {
        poll.listNanos = now + Math.max(PAUSE_NANOS, poll.known.size() * LIST_NANOS);
        list(poll);
      }
    }
  }

  /** Reads a topic now, if it comes from the ledger. */
  void read(NewestTopic topic) {
    if (topic instanceof PollTopic poll && !poll.reading) {
      poll.reading = true;
      execute(
          () -> {
            Optional<PollSnapshot> read = source.poll(poll.poll);
            if (read.isPresent() && poll.offer(read.get(), clock.instant())) {
              fanOut.changed(poll);
            }
          },
          () -> poll.reading = false);
    } else if (topic instanceof LeaderboardTopic board && !board.reading) {
      board.reading = true;
      execute(
          () -> {
            board.offer(top(board.wanted));
            fanOut.changed(board);
          },
          () -> board.reading = false);
    }
  }

  private List<RankedSubject> top(Interest.InLeaderboard wanted) {
    return wanted.ranking() == Ranking.SCORE
        ? source.top(wanted.poll(), wanted.limit()).stream()
            .map(view -> new RankedSubject(view.subject(), view.tally(), view.tally().score()))
            .toList()
        : source.top(wanted.poll(), wanted.ranking(), wanted.limit());
  }

  private void list(PollSubjectsTopic poll) {
    poll.listing = true;
    execute(
        () -> {
          List<SubjectView> views = source.top(poll.poll, Interest.MOST_SUBJECTS);
          found(poll, views.stream().map(SubjectView::subject).toList());
        },
        () -> poll.listing = false);
  }

  /** Makes the watchers of a poll track subjects that are new to it. */
  static void found(PollSubjectsTopic poll, Collection<SubjectId> subjects) {
    List<SubjectId> fresh = new ArrayList<>();
    for (SubjectId subject : subjects) {
      if (poll.known.add(subject)) {
        fresh.add(subject);
      }
    }
    if (!fresh.isEmpty()) {
      Interest.InPoll in = new Interest.InPoll(poll.poll);
      for (var tracker : poll.trackers()) {
        OpenSubscription subscription = (OpenSubscription) tracker.subscription;
        subscription.interests().found(in, fresh);
        // What was published before is in its dirty set now, and no tick wakes it for that.
        subscription.resume();
      }
    }
  }

  private void execute(Runnable read, Runnable ended) {
    try {
      threads.execute(
          () -> {
            try {
              read.run();
            } catch (RuntimeException e) {
              logFailed.run(
                  others ->
                      log.warn(
                          "Watched polls could not be read, and {} more times since the last such"
                              + " line; this is retried",
                          others,
                          e));
            } finally {
              ended.run();
            }
          });
    } catch (RejectedExecutionException e) {
      ended.run();
    }
  }

  void close() {
    threads.shutdownNow();
  }
}
