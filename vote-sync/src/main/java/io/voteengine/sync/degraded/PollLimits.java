package io.voteengine.sync.degraded;

import io.voteengine.RateLimit;
import io.voteengine.VoteLedgerException;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.PermitReply;
import io.voteengine.spi.SharedLimit;
import io.voteengine.spi.VoteLedger;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/** The polls' own limits, applied by this node alone. */
final class PollLimits {
  /** Rules that have changed are in force within a second. */
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** Any name may be asked for; those of no poll must not fill the memory. */
  private static final int MOST_NAMES = 10_000;

  private final VoteLedger ledger;
  private final LocalLimits limits;
  private final ConcurrentMap<String, Rule> rules = new ConcurrentHashMap<>();

  /** The limit of a poll, if it has one, and when it was read. */
  private record Rule(Optional<RateLimit> limit, long readAt) {}

  PollLimits(VoteLedger ledger, LocalLimits limits) {
    this.ledger = ledger;
    this.limits = limits;
  }

  /**
   * Returns the limit of a vote; empty: it has none.
   *
   * @throws VoteLedgerException when the poll's rules cannot be read
   */
  Optional<SharedLimit> of(int partition, CastCommand vote) {
    return vote.kind() == CastCommand.Kind.RESENT || vote.kind() == CastCommand.Kind.PROBE
        ? Optional.empty()
        : rule(partition, vote.subject().poll()).map(limit -> name(vote, limit));
  }

  /** Takes a permit. Returns the microseconds until there is one; 0 when it was taken. */
  long take(SharedLimit limit) {
    return limits.take(limit) instanceof PermitReply.RateLimited refused ? refused.retryAfter() : 0;
  }

  void giveBack(SharedLimit limit) {
    limits.giveBack(limit);
  }

  private Optional<RateLimit> rule(int partition, String poll) {
    Rule known = rules.get(poll);
    long now = System.nanoTime();
    if (known != null && now - known.readAt() < FRESH_NANOS) {
      return known.limit();
    }
    // While one thread reads, the others go by what is known.
    if (known != null && !rules.replace(poll, known, new Rule(known.limit(), now))) {
      return known.limit();
    }
    Optional<RateLimit> limit =
        ledger.poll(partition, poll).value().map(found -> found.poll().limit());
    if (rules.size() >= MOST_NAMES) {
      rules.clear();
    }
    rules.put(poll, new Rule(limit, now));
    return limit;
  }

  /** A voter's limit on a subject. No id has a control character, so no two share a name. */
  private static SharedLimit name(CastCommand vote, RateLimit limit) {
    String name = vote.subject().poll() + '\0' + vote.subject().key() + '\0' + vote.voter().value();
    return new SharedLimit(SharedLimit.Kind.KEY, name, limit);
  }
}
