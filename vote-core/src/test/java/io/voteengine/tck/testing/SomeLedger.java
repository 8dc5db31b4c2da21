package io.voteengine.tck.testing;

import java.util.UUID;

/** The ledger of stores that are tested without one. */
public final class SomeLedger {
  /** Its identity. */
  public static final UUID ID = new UUID(16, 1);

  private SomeLedger() {}
}
