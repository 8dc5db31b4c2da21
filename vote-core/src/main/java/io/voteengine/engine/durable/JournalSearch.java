package io.voteengine.engine.durable;

import io.voteengine.VoteException;
import io.voteengine.VoteStoreException;
import io.voteengine.engine.Causes;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.JournalSlice;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scans the journals of all partitions for the subjects of one poll, several at the same time.
 * Takes the answers in the order in which they come, so that no partition waits for a silent one.
 * For one thread, which does all work itself; only the answers come from others.
 */
final class JournalSearch {
  private static final Logger log = LoggerFactory.getLogger(JournalSearch.class);

  /** How many pages are asked for at the same time. */
  private static final int PLACES = 16;

  /**
   * A silent partition holds its place for this part of the time: 256 of them can be passed over
   * before the time is gone. Its answer still counts when it comes later.
   */
  private static final int TURNS = 16;

  /**
   * A page that was asked for.
   *
   * @param turn until when it keeps the next partition from being asked
   */
  private record Question(JournalScan scan, Deadline turn) {}

  private record Answer(
      Question question, @Nullable JournalSlice page, @Nullable Throwable failure) {}

  private final VoteStore store;
  private final Deadline deadline;
  private final Duration turn;
  private final List<JournalScan> scans;
  private final Deque<JournalScan> waiting;
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();

  /** The questions that hold a place, in the order in which their turns end. */
  private final Set<Question> places = new LinkedHashSet<>();

  private int unanswered;

  JournalSearch(VoteStore store, int partitions, String poll, Deadline deadline) {
    this.store = store;
    this.deadline = deadline;
    this.turn = Duration.ofNanos(deadline.remainingNanos() / TURNS);
    this.scans = IntStream.range(0, partitions).mapToObj(p -> new JournalScan(p, poll)).toList();
    this.waiting = new ArrayDeque<>(scans);
  }

  /** Returns one scan for each partition, as far as it came before the deadline. */
  List<JournalScan> run() {
    while (unanswered > 0 || !waiting.isEmpty()) {
      askWhereThereIsAPlace();
      Answer answer = next();
      if (answer != null) {
        take(answer);
      } else if (deadline.passed()) {
        log.debug(
            "{} partitions were not searched to their end for pending votes: the time was over",
            unanswered + waiting.size());
        return scans;
      }
    }
    return scans;
  }

  private void askWhereThereIsAPlace() {
    places.removeIf(question -> question.turn().passed());
    while (places.size() < PLACES && !waiting.isEmpty() && !deadline.passed()) {
      ask(waiting.removeFirst());
    }
  }

  private void ask(JournalScan scan) {
    Question question = new Question(scan, Deadline.in(turn));
    places.add(question);
    unanswered++;
    askStore(scan)
        .whenComplete((page, failure) -> answers.add(new Answer(question, page, failure)));
  }

  private CompletionStage<JournalSlice> askStore(JournalScan scan) {
    try {
      return store.journal(scan.partition(), scan.last(), JournalScan.PAGE);
    } catch (VoteStoreException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Waits until an answer comes, or a turn or the time ends; null: there is no answer. */
  private @Nullable Answer next() {
    long nanos = deadline.remainingNanos();
    if (!places.isEmpty()) {
      nanos = Math.min(nanos, places.iterator().next().turn().remainingNanos());
    }
    try {
      return answers.poll(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VoteException("Interrupted while the store was asked.", e);
    }
  }

  private void take(Answer answer) {
    JournalScan scan = answer.question().scan();
    places.remove(answer.question());
    unanswered--;
    if (answer.page() != null) {
      if (scan.add(answer.page())) {
        waiting.addFirst(scan); // Its next page comes before other partitions begin.
      }
      return;
    }
    RuntimeException failure = Causes.thrown(Objects.requireNonNull(answer.failure()));
    if (!(failure instanceof VoteStoreException)) {
      throw failure;
    }
    log.debug("Partition {} could not be searched for pending votes", scan.partition(), failure);
  }
}
