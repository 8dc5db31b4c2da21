package io.voteengine.spring.wire;

import org.jspecify.annotations.Nullable;

/** Collects what was wired and why, for the line at start and the endpoint. */
public final class VoteWiring {
  /**
   * A part of the engine.
   *
   * @param what what it is and where
   * @param why what led to it
   */
  public record Part(String what, String why) {
    @Override
    public String toString() {
      return what + " (" + why + ")";
    }
  }

  private static final Part OWN = new Part("a bean of the application", "it replaces the default");

  private volatile @Nullable Part store;
  private volatile @Nullable Part ledger;

  void store(String what, String why) {
    store = new Part(what, why);
  }

  void ledger(String what, String why) {
    ledger = new Part(what, why);
  }

  /** Returns where votes are cast. */
  public Part store() {
    Part known = store;
    return known == null ? OWN : known;
  }

  /** Returns where votes are durable. */
  public Part ledger() {
    Part known = ledger;
    return known == null ? OWN : known;
  }
}
