package io.voteengine.sync.nodes;

import io.voteengine.VoteLedgerException;
import io.voteengine.spi.VoteLedger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether there is anything in quarantine, asked once at most. Usually there is nothing, and then
 * no partition needs to be asked. For one thread and one look.
 */
final class QuarantineCheck implements BooleanSupplier {
  private static final Logger log = LoggerFactory.getLogger(QuarantineCheck.class);

  private final VoteLedger ledger;
  private @Nullable Boolean any;

  QuarantineCheck(VoteLedger ledger) {
    this.ledger = ledger;
  }

  @Override
  public boolean getAsBoolean() {
    Boolean known = any;
    if (known == null) {
      known = isAny();
      any = known;
    }
    return known;
  }

  private boolean isAny() {
    try {
      return !ledger.quarantine().list(null, 1).isEmpty();
    } catch (VoteLedgerException e) {
      log.debug("The quarantine cannot be listed; each partition is asked", e);
      return true;
    }
  }
}
