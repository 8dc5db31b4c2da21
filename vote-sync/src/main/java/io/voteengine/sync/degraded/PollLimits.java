package io.voteengine.sync.degraded;

import io.voteengine.RateLimit;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.PermitReply;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.SharedLimit;
import io.voteengine.spi.VoteLedger;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/** The polls' own limits, applied by this node alone. */
final class PollLimits {
  private final VoteLedger ledger;
  private final LocalLimits limits;

  private static final long UNKNOWN_FOR_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MOST_UNKNOWN = 10_000;

  /** The rules of polls that were found; a poll keeps its rules. */
  private final ConcurrentMap<String, Optional<RateLimit>> rules = new ConcurrentHashMap<>();

  /** Names that are no poll, and when this was found; votes on them must not delay others. */
  private final ConcurrentMap<String, Long> unknown = new ConcurrentHashMap<>();

  PollLimits(VoteLedger ledger, LocalLimits limits) {
    this.ledger = ledger;
    this.limits = limits;
  }

  /** Takes a permit. Returns the microseconds until there is one; 0 when it was taken. */
  long take(int partition, CastCommand vote) {
    Optional<RateLimit> limit =
        vote.kind() == CastCommand.Kind.RESENT || vote.kind() == CastCommand.Kind.PROBE
            ? Optional.empty()
            : rule(partition, vote.subject().poll());
    return limit.isPresent()
            && limits.take(name(vote, limit.get())) instanceof PermitReply.RateLimited refused
        ? refused.retryAfter()
        : 0;
  }

  void giveBack(CastCommand vote) {
    Optional<RateLimit> limit = rules.getOrDefault(vote.subject().poll(), Optional.empty());
    limit.ifPresent(rule -> limits.giveBack(name(vote, rule)));
  }

  private Optional<RateLimit> rule(int partition, String poll) {
    Optional<RateLimit> known = rules.get(poll);
    if (known != null) {
      return known;
    }
    Long missedAt = unknown.get(poll);
    if (missedAt != null && System.nanoTime() - missedAt < UNKNOWN_FOR_NANOS) {
      return Optional.empty();
    }
    Optional<PollSnapshot> found = ledger.poll(partition, poll).value();
    if (found.isEmpty()) {
      if (unknown.size() >= MOST_UNKNOWN) {
        unknown.clear();
      }
      unknown.put(poll, System.nanoTime());
      return Optional.empty();
    }
    Optional<RateLimit> rule = Optional.ofNullable(found.get().poll().limit());
    rules.put(poll, rule);
    return rule;
  }

  /**
   * Names a voter's limit on a subject. No id contains a control character, so names are unique.
   */
  private static SharedLimit name(CastCommand vote, RateLimit limit) {
    String name = vote.subject().poll() + '\0' + vote.subject().key() + '\0' + vote.voter().value();
    return new SharedLimit(SharedLimit.Kind.KEY, name, limit);
  }
}
