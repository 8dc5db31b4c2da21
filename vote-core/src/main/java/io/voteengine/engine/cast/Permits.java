package io.voteengine.engine.cast;

import io.voteengine.RateLimit;
import io.voteengine.VoteRequest;
import io.voteengine.engine.Causes;
import io.voteengine.engine.EngineOptions;
import io.voteengine.engine.read.Terms;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.PermitReply;
import io.voteengine.spi.SharedLimit;
import io.voteengine.spi.VoteServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The limits over the votes on all subjects: a vote needs a permit of each limit that applies. */
final class Permits {
  private static final Logger log = LoggerFactory.getLogger(Permits.class);

  private final VoteServer server;
  private final Terms terms;
  private final ScheduledExecutorService timer;
  private final @Nullable RateLimit perVoter;
  private final @Nullable RateLimit perKey;

  Permits(EngineOptions options, VoteServer server, Terms terms, ScheduledExecutorService timer) {
    this.server = server;
    this.terms = terms;
    this.timer = timer;
    this.perVoter = options.limitPerVoter();
    this.perKey = options.limitPerKey();
  }

  /** Returns the limits that apply to a vote; none in an engine without such limits. */
  List<SharedLimit> of(VoteRequest request) {
    List<SharedLimit> limits = new ArrayList<>(2);
    if (perVoter != null) {
      limits.add(new SharedLimit(SharedLimit.Kind.VOTER, request.voter().value(), perVoter));
    }
    String key = request.limitKey();
    if (perKey != null && key != null) {
      limits.add(new SharedLimit(SharedLimit.Kind.KEY, key, perKey));
    }
    return limits;
  }

  /**
   * Takes a permit of each limit, or of none.
   *
   * @return microseconds to wait; 0: the permits are taken
   */
  CompletableFuture<Long> take(List<SharedLimit> limits, Deadline deadline) {
    List<CompletableFuture<PermitReply>> replies =
        limits.stream()
            .map(limit -> new PermitCall(server, terms, timer, limit, deadline).start())
            .toList();
    return CompletableFuture.allOf(replies.toArray(CompletableFuture<?>[]::new))
        .handle((done, failure) -> settle(limits, replies, failure));
  }

  private long settle(
      List<SharedLimit> limits,
      List<CompletableFuture<PermitReply>> replies,
      @Nullable Throwable failure) {
    long wait = 0;
    List<SharedLimit> taken = new ArrayList<>(2);
    for (int i = 0; i < limits.size(); i++) {
      CompletableFuture<PermitReply> reply = replies.get(i);
      if (reply.isCompletedExceptionally()) {
        continue;
      }
      if (reply.join() instanceof PermitReply.RateLimited refused) {
        wait = Math.max(wait, refused.retryAfter());
      } else {
        taken.add(limits.get(i));
      }
    }
    if (wait == 0 && failure == null) {
      return 0;
    }
    giveBack(taken);
    if (wait == 0) {
      throw Causes.thrown(Objects.requireNonNull(failure));
    }
    return wait;
  }

  /**
   * Gives back permits that turned out not to be needed. If that fails, they come back with time.
   */
  void giveBack(List<SharedLimit> limits) {
    for (SharedLimit limit : limits) {
      server
          .returnPermit(terms.of(terms.partitionOf(limit)), limit)
          .exceptionally(
              failure -> {
                log.debug("A permit of {} was not given back", limit.kind(), failure);
                return false;
              });
    }
  }
}
