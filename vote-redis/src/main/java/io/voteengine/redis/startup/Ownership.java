package io.voteengine.redis.startup;

import io.voteengine.spi.StoreUnavailableException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The ledger that a store serves. Each partition records the ledger that first recovered it, and
 * names it in its identity: {@code <server>/<ledger>}. A partition of another ledger is refused.
 *
 * @param ledger the engine's own ledger
 * @param former a ledger whose partitions are taken over; or null
 */
public record Ownership(UUID ledger, @Nullable UUID former) {
  /** Thrown when a partition belongs to another ledger than this node's. */
  static final class ForeignLedgerException extends StoreUnavailableException {
    private static final long serialVersionUID = 1L;

    ForeignLedgerException(String message) {
      super(message, null);
    }
  }

  /** Fails when the partition with this identity belongs to another ledger. */
  public void check(String identity) {
    int slash = identity.indexOf('/');
    if (slash >= 0) {
      String owner = identity.substring(slash + 1);
      if (!owner.equals(ledger.toString()) && !owner.equals(Objects.toString(former))) {
        throw foreign(owner);
      }
    }
  }

  ForeignLedgerException foreign(String owner) {
    return new ForeignLedgerException(
        "The store belongs to the ledger %s, and this engine's ledger is %s. Two sites that share a Redis take each other's votes: give this one a keyPrefix of its own, or another Redis. To move the store to this ledger, close the engines of the other one, and build the store with takeOverFrom(UUID.fromString(\"%1$s\"))."
            .formatted(owner, ledger));
  }

  public String formerText() {
    return Objects.toString(former, "");
  }
}
