package io.voteengine.engine.notify;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voteengine.SubjectId;
import io.voteengine.listener.CacheInvalidator;
import io.voteengine.listener.CacheInvalidator.Changes;
import io.voteengine.spi.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InvalidationsTest {
  private static final Duration NEVER = Duration.ofDays(1);
  private static final SubjectId ONE = SubjectId.of("posts", "1");
  private static final SubjectId TWO = SubjectId.of("posts", "2");

  private final List<Changes> reported = new CopyOnWriteArrayList<>();
  private final CountDownLatch released = new CountDownLatch(1);

  @AfterEach
  void release() {
    released.countDown();
  }

  private static Invalidations started(CacheInvalidator invalidator, Duration debounce) {
    Invalidations invalidations = new Invalidations(invalidator, debounce);
    invalidations.start();
    return invalidations;
  }

  private static Changes of(SubjectId... subjects) {
    return new Changes(false, Set.of(subjects));
  }

  @Test
  void changesOfABatchAreReportedOnceAndTheLastBatchAtTheEnd() {
    Invalidations invalidations = started(reported::add, NEVER);
    for (int i = 0; i < 3; i++) {
      invalidations.changed(ONE);
      invalidations.changed(TWO);
    }
    assertThat(reported).isEmpty();
    invalidations.close(Deadline.in(AMPLE));
    assertThat(reported).containsExactly(of(ONE, TWO));
  }

  @Test
  void batchesGoOutByThemselves() {
    Invalidations invalidations = started(reported::add, Duration.ofMillis(1));
    invalidations.changed(ONE);
    await().atMost(AMPLE).until(() -> reported.equals(List.of(of(ONE))));
    invalidations.changed(TWO);
    await().atMost(AMPLE).until(() -> reported.equals(List.of(of(ONE), of(TWO))));
    invalidations.close(Deadline.in(AMPLE));
    assertThat(reported).hasSize(2);
  }

  @Test
  void whatFailedIsReportedAgainWithTheNextBatch() {
    AtomicInteger calls = new AtomicInteger();
    Invalidations invalidations =
        started(
            changes -> {
              if (calls.incrementAndGet() < 3) {
                throw new LinkageError("an error of the host's");
              }
              reported.add(changes);
            },
            Duration.ofMillis(1));
    invalidations.changed(ONE);
    await().atMost(AMPLE).until(() -> reported.equals(List.of(of(ONE))));
    await().atMost(AMPLE).until(() -> !invalidations.isFailing());
    invalidations.close(Deadline.in(AMPLE));
  }

  @Test
  void invalidatorThatAlwaysFailsIsCalledTwiceAtTheEnd() {
    Invalidations invalidations =
        started(
            changes -> {
              reported.add(changes);
              throw new IllegalStateException("a failure of the host's");
            },
            NEVER);
    invalidations.changed(ONE);
    invalidations.close(Deadline.in(AMPLE));
    assertThat(reported).containsExactly(of(ONE), of(ONE));
    assertThat(invalidations.isFailing()).isTrue();
  }

  @Test
  void tooManySubjectsForAnInvalidatorThatHangsAreReportedAsEverything() {
    Invalidations invalidations =
        started(
            changes -> {
              reported.add(changes);
              try {
                assertThat(released.await(AMPLE.toSeconds(), TimeUnit.SECONDS)).isTrue();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            Duration.ZERO);
    invalidations.changed(ONE);
    await().atMost(AMPLE).until(() -> reported.size() == 1);
    for (int i = 0; i <= Invalidations.MOST; i++) {
      invalidations.changed(SubjectId.of("posts", "subject-" + i));
    }
    invalidations.changed(TWO);
    released.countDown();
    invalidations.close(Deadline.in(AMPLE));
    assertThat(reported).containsExactly(of(ONE), new Changes(true, Set.of()));
  }
}
