package io.voteengine.examples.board.sync;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.voteengine.examples.board.BoardProperties;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** How many frames clients may send. */
@Component
class SyncBudgets {
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final int MOST_HOLDERS = 100_000;

  private final int framesPerMinute;
  private final LoadingCache<String, Bucket> holders =
      Caffeine.newBuilder()
          .maximumSize(MOST_HOLDERS)
          .expireAfterAccess(PERIOD)
          .build(name -> ofConnection());

  SyncBudgets(BoardProperties properties) {
    this.framesPerMinute = properties.sync().framesPerMinute();
  }

  /** A WebSocket has a budget of its own. */
  Bucket ofConnection() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(framesPerMinute).refillGreedy(framesPerMinute, PERIOD))
        .build();
  }

  /** Requests one after the other share the budget of their user. */
  Bucket of(String holder) {
    return holders.get(holder);
  }
}
